export function parse(tokenizer) {
  const token = tokenizer.next()
  if (token.type !== "name") throw new Error("unexpected token " + token.value)
  console.log(token)
}
