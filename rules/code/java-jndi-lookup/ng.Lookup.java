package app;

class Lookup {
  Object find(HttpServletRequest request) throws Exception {
    return new InitialContext().lookup(request.getParameter("name")); // tipstaff-expect
  }
}
