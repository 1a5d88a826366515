package app;

class Login {
  void login(HttpServletRequest request, @RequestParam Long id) {
    log.info("login of user " + id);
    log.info("login", kv("name", request.getParameter("name")));
  }
}
