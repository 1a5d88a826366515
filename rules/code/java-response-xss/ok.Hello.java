package app;

class Hello {
  void doGet(HttpServletRequest request, HttpServletResponse response) throws Exception {
    PrintWriter out = response.getWriter();
    out.println("<h1>Hello " + Encode.forHtml(request.getParameter("name")) + "</h1>");
    out.println("<p>" + HtmlUtils.htmlEscape(request.getParameter("name")) + "</p>");
  }
}
