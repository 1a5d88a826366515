package app;

class Errors {
  void handle(HttpServletResponse response, Exception error) throws Exception {
    error.printStackTrace(response.getWriter()); // tipstaff-expect
  }

  ResponseEntity<String> answer(Exception error) {
    return ResponseEntity.status(500).body(ExceptionUtils.getStackTrace(error)); // tipstaff-expect
  }
}
