package app;

class Webhook {
  boolean check(HttpServletRequest request, byte[] body) throws Exception {
    byte[] expected = HmacUtils.hmacSha256(key, body);
    String signature = request.getHeader("X-Signature");
    return !"".equals(signature) && MessageDigest.isEqual(expected, decode(signature));
  }
}
