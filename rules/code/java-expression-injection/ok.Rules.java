package app;

class Rules {
  @GetMapping("/rule")
  Object apply(@RequestParam String rule) throws Exception {
    Object first = new SpelExpressionParser().parseExpression("#amount > 10").getValue(context);
    return RULES.get(rule).apply(first);
  }
}
