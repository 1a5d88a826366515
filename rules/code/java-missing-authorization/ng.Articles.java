package app;

@RestController
@RequestMapping("/articles")
class Articles {
  @GetMapping("/{id}")
  Article show(@PathVariable Long id) {
    return store.find(id);
  }

  @DeleteMapping("/{id}") // tipstaff-expect
  void remove(@PathVariable Long id) {
    store.remove(id);
  }
}
