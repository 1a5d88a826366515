package app;

class Users {
  byte[] hashPassword(String password) throws Exception {
    return MessageDigest.getInstance("MD5").digest(password.getBytes()); // tipstaff-expect
  }

  Signature signer() throws Exception {
    return Signature.getInstance("SHA1withRSA"); // tipstaff-expect
  }
}
