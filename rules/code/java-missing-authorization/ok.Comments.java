package app;

@RestController
class Comments {
  @PostMapping("/comments")
  void add(@Valid @RequestBody Comment comment, Principal principal) {
    store.add(comment, principal.getName());
  }

  @PostMapping("/login")
  String login(@RequestBody Form form) {
    return start(form);
  }
}
