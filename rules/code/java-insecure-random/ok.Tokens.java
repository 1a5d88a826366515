package app;

class Tokens {
  private static final SecureRandom RANDOM = new SecureRandom();

  String newToken() {
    byte[] token = new byte[32];
    RANDOM.nextBytes(token);
    return encode(token);
  }

  long jitter() {
    return new Random().nextInt(100);
  }
}
