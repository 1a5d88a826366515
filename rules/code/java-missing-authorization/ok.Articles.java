package app;

@RestController
@PreAuthorize("hasRole('EDITOR')")
class Articles {
  @DeleteMapping("/{id}")
  void remove(@PathVariable Long id) {
    store.remove(id);
  }
}
