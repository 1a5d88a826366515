package app;

class Lookup {
  Object find() throws Exception {
    return new InitialContext().lookup("java:comp/env/jdbc/app");
  }
}
