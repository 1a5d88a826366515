package app;

class Mail {
  String preview(HttpServletRequest request, StringWriter out) {
    String text = request.getParameter("template");
    Velocity.evaluate(context, out, "mail", text); // tipstaff-expect
    Template template = new Template("mail", new StringReader(text), configuration); // tipstaff-expect
    return out.toString();
  }
}
