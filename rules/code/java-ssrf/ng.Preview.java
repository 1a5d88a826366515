package app;

class Preview {
  String load(@RequestParam String url, @RequestParam String host) throws Exception {
    InputStream page = new URL(url).openStream(); // tipstaff-expect
    return restTemplate.getForObject("http://" + host + "/status", String.class); // tipstaff-expect
  }
}
