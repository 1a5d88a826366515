package app;

class Errors {
  ResponseEntity<String> answer(Exception error) {
    log.error("request failed", error);
    return ResponseEntity.status(500).body("internal error");
  }
}
