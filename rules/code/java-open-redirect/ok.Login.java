package app;

class Login {
  void done(HttpServletRequest request, HttpServletResponse response) throws Exception {
    String next = request.getParameter("next");
    if (next == null || !next.startsWith("/") || next.startsWith("//")) next = "/";
    response.sendRedirect(next);
  }

  @GetMapping("/item")
  String item(@RequestParam String id) {
    return "redirect:/items/" + id;
  }
}
