package app;

class Modern {
  void ciphers() throws Exception {
    Cipher one = Cipher.getInstance("AES/GCM/NoPadding");
    Cipher two = Cipher.getInstance("RSA/ECB/OAEPWithSHA-256AndMGF1Padding");
  }
}
