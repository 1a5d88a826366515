package app;

class Rules {
  @GetMapping("/rule")
  Object apply(@RequestParam String rule) throws Exception {
    Object first = new SpelExpressionParser().parseExpression(rule).getValue(); // tipstaff-expect
    Object second = engine.eval("value = " + rule); // tipstaff-expect
    return List.of(first, second);
  }
}
