package app;

class Directory {
  Object find(DirContext context, HttpServletRequest request) throws Exception {
    String filter = "(uid=" + request.getParameter("user") + ")";
    return context.search("ou=people", filter, controls); // tipstaff-expect
  }
}
