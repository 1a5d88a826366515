package app;

class Downloads {
  void send(HttpServletRequest request, OutputStream out) throws Exception {
    Path target = ROOT.resolve(request.getParameter("name")).normalize();
    if (!target.startsWith(ROOT)) throw new IllegalArgumentException("path leaves the folder");
    Files.copy(target, out);
  }

  byte[] read(@PathVariable Long page) throws Exception {
    return Files.readAllBytes(Paths.get("/srv/pages/" + page));
  }
}
