package app;

class Session {
  void start(HttpServletResponse response, String id) {
    Cookie cookie = new Cookie("session", id);
    cookie.setHttpOnly(false); // tipstaff-expect
    response.addCookie(cookie);
  }
}
