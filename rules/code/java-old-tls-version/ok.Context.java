package app;

class Context {
  SSLContext make() throws Exception {
    return SSLContext.getInstance("TLSv1.3");
  }
}
