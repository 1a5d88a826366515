package app;

class Login {
  void done(HttpServletRequest request, HttpServletResponse response) throws Exception {
    response.sendRedirect(request.getParameter("next")); // tipstaff-expect
  }

  @GetMapping("/leave")
  String leave(@RequestParam String target) {
    return "redirect:" + target; // tipstaff-expect
  }
}
