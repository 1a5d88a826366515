/**
 * A regular expression that takes upper and lower case ASCII letters for the same, without the flag `i`: with it, each
 * class of characters is closed under Unicode's case folding when the expression is compiled, which takes milliseconds.
 */

/** For the expressions of rules: literals, escapes, classes, groups, lookarounds, quantifiers, backreferences. */
export function withoutCase(source: string): string {
  return source.replace(tokens, (token, characterClass: string | undefined, letter: string | undefined) => {
    if (letter !== undefined) return `[${letter.toUpperCase()}${letter.toLowerCase()}]`
    return characterClass === undefined ? token : `[${classWithoutCase(characterClass)}]`
  })
}

/** An escape, the opening of a group, a quantifier, a class, or a letter; everything else stands for itself. */
const tokens =
  /\\(?:x[0-9A-Fa-f]{2}|u[0-9A-Fa-f]{4}|c[A-Za-z]|k<\w+>|[^])|\(\?(?:<[A-Za-z]\w*>|<?[=!]|:)|\{\d+,?\d*\}|\[((?:\\[^]|[^\]\\])*)\]|([A-Za-z])/g

/** Its own ranges and letters, and behind them what they are in the other case. */
function classWithoutCase(body: string): string {
  const others: string[] = []
  for (const [, , from, to, single] of body.matchAll(/(\\(?:x[0-9A-Fa-f]{2}|u[0-9A-Fa-f]{4}|c[A-Za-z]|[^]))|([A-Za-z])-([A-Za-z])|([A-Za-z])/g)) {
    if (from !== undefined && to !== undefined) others.push(...otherRanges(from, to))
    else if (single !== undefined) others.push(otherCase(single))
  }
  // A hyphen at the end of the class must stay the last character.
  return body.endsWith("-") && !body.endsWith("\\-") ? `${body.slice(0, -1)}${others.join("")}-` : body + others.join("")
}

function otherRanges(from: string, to: string): string[] {
  const lower = from >= "a"
  // From A to z both cases are in the range already, from A to m not all of them.
  if (lower !== to >= "a") return [`A-Z`, `a-${to}`, `a-z`].slice(0, to === "z" ? 1 : 3)
  return [`${otherCase(from)}-${otherCase(to)}`]
}

function otherCase(letter: string): string {
  return letter >= "a" ? letter.toUpperCase() : letter.toLowerCase()
}
