package app;

class Directory {
  Object find(DirContext context, HttpServletRequest request) throws Exception {
    String user = LdapEncoder.filterEncode(request.getParameter("user"));
    Object first = context.search("ou=people", "(uid={0})", new Object[] {request.getParameter("user")}, controls);
    return context.search("ou=people", "(uid=" + user + ")", controls);
  }
}
