package app;

class Hello {
  void doGet(HttpServletRequest request, HttpServletResponse response) throws Exception {
    PrintWriter out = response.getWriter();
    out.println("<h1>Hello " + request.getParameter("name") + "</h1>"); // tipstaff-expect
    response.getWriter().write(request.getParameter("text")); // tipstaff-expect
  }
}
