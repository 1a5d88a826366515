package app;

class Downloads {
  void send(HttpServletRequest request, OutputStream out) throws Exception {
    String name = request.getParameter("name");
    File file = new File("/srv/files", name); // tipstaff-expect
    Files.copy(file.toPath(), out); // tipstaff-expect
  }

  byte[] read(@PathVariable String page) throws Exception {
    return Files.readAllBytes(Paths.get("/srv/pages/" + page)); // tipstaff-expect
  }
}
