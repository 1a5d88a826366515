package app;

class Tokens {
  private static final String KEY = "not-so-secret";

  String issue(String subject) {
    return Jwts.builder().setSubject(subject).signWith(SignatureAlgorithm.HS256, KEY).compact(); // tipstaff-expect
  }

  Connection open() throws Exception {
    return DriverManager.getConnection("jdbc:postgresql://db/app", "app", "hunter-two"); // tipstaff-expect
  }
}
