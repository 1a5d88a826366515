package app;

class Login {
  void login(String user, String password, String token) {
    log.info("login of {}, {} characters", user, password.length());
    log.info("token {}", token != null ? "set" : "missing");
    log.info("token {}", mask(token));
    throw new IllegalArgumentException("password is too short");
  }
}
