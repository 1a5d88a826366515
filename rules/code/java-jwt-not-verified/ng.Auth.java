package app;

class Auth {
  String user(String token) {
    return JWT.decode(token).getSubject(); // tipstaff-expect
  }

  Claims claims(String token) {
    return Jwts.parser().setSigningKey(key).parseClaimsJwt(token).getBody(); // tipstaff-expect
  }
}
