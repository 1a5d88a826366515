/** Whether a function checks a name against a list or a pattern before it is used. A rough look that prefers silence. */
import type { Family } from "./rule.ts"
import type { Unit } from "./unit.ts"

const cache = new WeakMap<Unit, Map<string, boolean>>()

// NAME stands for the escaped name. Each pattern is linear: one fixed start, one bounded gap.
// The name alone is checked, not a part of it.
const whole = String.raw`(?:\.(?:to(?:Lower|Upper)Case|trim|lower|strip)\(\))?\s{0,5}[),]`

export const guardPatterns: Readonly<Record<Family, readonly string[]>> = {
  javascript: [
    String.raw`(?:includes|has|hasOwn|test|isSafe\w{0,30}|isAllowed\w{0,30}|isValid\w{0,30}|validate\w{0,30}|assert\w{0,30}|allow\w{0,30})\(\s*(?:\w{1,40},\s*)?NAMEEND`,
    String.raw`(?<![\w$.])NAME in [A-Za-z_$]`,
    String.raw`(?:allowed|ALLOWED|whitelist|WHITELIST)\w{0,30}\[NAME\]`,
  ],
  python: [
    String.raw`(?<![\w.])NAME (?:not )?in (?:[A-Za-z_(\[{])`,
    String.raw`(?:fullmatch|match)\(\s*[^,()]{0,200},\s*NAMEEND`,
    String.raw`(?:is_safe\w{0,30}|is_allowed\w{0,30}|is_valid\w{0,30}|validate\w{0,30}|check_(?!call|output)\w{0,30}|url_has_allowed_host_and_scheme)\(\s*NAMEEND`,
    String.raw`(?<![\w.])NAME\.(?:isdigit|isalnum|isidentifier|isalpha|isnumeric)\(`,
    String.raw`\.(?:fullmatch|match)\(\s*NAMEEND`,
  ],
  go: [
    String.raw`(?:MatchString|Contains|IsLocal|[iI]sAllowed\w{0,30}|[vV]alidate\w{0,30}|[iI]sValid\w{0,30}|[iI]sSafe\w{0,30})\((?:\w{1,40},\s*)?NAMEEND`,
    String.raw`(?:[aA]llowed|[vV]alid|[kK]nown)\w{0,30}\[NAME\]`,
    String.raw`switch NAME\s*\{`,
  ],
  java: [
    String.raw`(?:contains|containsKey|matcher|isAllowed\w{0,30}|isValid\w{0,30}|validate\w{0,30}|isSafe\w{0,30})\(\s*NAMEEND`,
    String.raw`(?<![\w.])NAME\.matches\(`,
    String.raw`switch \(NAME\)`,
  ],
}

export function isGuarded(unit: Unit, name: string, scope: number): boolean {
  let known = cache.get(unit)
  if (!known) cache.set(unit, (known = new Map()))
  const key = `${scope}\0${name}`
  const before = known.get(key)
  if (before !== undefined) return before
  unit.tick()
  const text = scope < 0 ? "" : unit.scopeText(scope)
  const escaped = name.replace(/[^\w]/g, String.raw`\$&`)
  const words: Readonly<Record<string, string>> = { NAME: escaped, NAMEEND: escaped + whole }
  const spelled = (pattern: string) => pattern.replace(/NAME(?:END)?/g, (word) => words[word] ?? word)
  const guarded = text !== "" && guardPatterns[unit.grammar.family].some((pattern) => new RegExp(spelled(pattern)).test(text))
  known.set(key, guarded)
  return guarded
}
