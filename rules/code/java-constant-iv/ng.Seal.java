package app;

class Seal {
  void init(Cipher cipher, Key key) throws Exception {
    cipher.init(Cipher.ENCRYPT_MODE, key, new IvParameterSpec("0123456789abcdef".getBytes())); // tipstaff-expect
    cipher.init(Cipher.ENCRYPT_MODE, key, new GCMParameterSpec(128, new byte[12])); // tipstaff-expect
  }
}
