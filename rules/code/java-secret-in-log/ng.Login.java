package app;

class Login {
  void login(String user, String password) {
    log.info("login of {} with {}", user, password); // tipstaff-expect
    String apiKey = System.getenv("API_KEY");
    System.out.println("calling with " + apiKey); // tipstaff-expect
    throw new IllegalArgumentException("bad password " + password); // tipstaff-expect
  }
}
