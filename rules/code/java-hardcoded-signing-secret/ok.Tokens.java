package app;

class Tokens {
  @Value("${jwt.key}") private String key;

  String issue(String subject) {
    return Jwts.builder().setSubject(subject).signWith(SignatureAlgorithm.HS256, key).compact();
  }

  Connection open() throws Exception {
    return DriverManager.getConnection("jdbc:postgresql://db/app", "app", System.getenv("DB_PASSWORD"));
  }
}
