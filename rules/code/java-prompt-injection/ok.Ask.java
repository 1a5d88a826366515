package app;

class Ask {
  private static final String SYSTEM = "You answer questions about our products.";

  String ask(@RequestParam String question) {
    return chatClient.prompt().system(SYSTEM).user(question).call().content();
  }
}
