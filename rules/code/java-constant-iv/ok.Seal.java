package app;

class Seal {
  void init(Cipher cipher, Key key) throws Exception {
    byte[] iv = new byte[12];
    new SecureRandom().nextBytes(iv);
    cipher.init(Cipher.ENCRYPT_MODE, key, new GCMParameterSpec(128, iv));
  }
}
