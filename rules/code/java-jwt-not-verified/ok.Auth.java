package app;

class Auth {
  String user(String token) {
    return JWT.require(Algorithm.RSA256(key)).build().verify(token).getSubject();
  }

  Claims claims(String token) {
    return Jwts.parser().verifyWith(key).build().parseSignedClaims(token).getPayload();
  }
}
