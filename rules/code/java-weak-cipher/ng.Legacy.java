package app;

class Legacy {
  private static final String MODE = "AES/ECB/PKCS5Padding";

  void ciphers() throws Exception {
    Cipher one = Cipher.getInstance("DES/CBC/PKCS5Padding"); // tipstaff-expect
    Cipher two = Cipher.getInstance("AES"); // tipstaff-expect
    Cipher three = Cipher.getInstance(MODE); // tipstaff-expect
  }
}
