package app;

class Webhook {
  boolean check(HttpServletRequest request, byte[] body) throws Exception {
    String expected = HmacUtils.hmacSha256Hex(key, body);
    String signature = request.getHeader("X-Signature");
    return expected.equals(signature); // tipstaff-expect
  }
}
