package app;

class Tokens {
  String newToken() {
    Random random = new Random(); // tipstaff-expect
    return Long.toHexString(random.nextLong());
  }

  void reset(User user) {
    String resetCode = RandomStringUtils.randomNumeric(6); // tipstaff-expect
    user.send(resetCode);
  }
}
