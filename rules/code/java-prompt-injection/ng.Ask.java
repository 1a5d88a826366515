package app;

class Ask {
  String ask(@RequestParam String rules, @RequestParam String question) {
    return chatClient.prompt().system("Follow these rules: " + rules).user(question).call().content(); // tipstaff-expect
  }
}
