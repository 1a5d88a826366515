package app;

class Users {
  byte[] cacheKey(String text) throws Exception {
    return MessageDigest.getInstance("SHA-1").digest(text.getBytes());
  }

  String hashPassword(String password) {
    return new BCryptPasswordEncoder(12).encode(password);
  }
}
