package app;

class Mail {
  String preview(HttpServletRequest request, StringWriter out) {
    context.put("name", request.getParameter("name"));
    Velocity.evaluate(context, out, "mail", "Hello $name");
    return out.toString();
  }
}
