package app;

class Preview {
  String load(@RequestParam String id) throws Exception {
    String page = restTemplate.getForObject("https://api.example.com/users/{id}", String.class, id);
    return page + restTemplate.getForObject(base + "/items/" + id, String.class);
  }
}
