/** `{a,b}` and `{1..3}`: texts that a word stands for. */

const most = 64

/** The text itself when it is no such expression, or one that gives too many. */
export function braceExpansion(text: string): readonly string[] {
  const inside = text.slice(1, -1)
  const range = /^(-?\d{1,6}|[A-Za-z])\.\.(-?\d{1,6}|[A-Za-z])(?:\.\.-?\d{1,6})?$/.exec(inside)
  if (range !== null) return sequence(range[1]!, range[2]!) ?? [text]
  const parts = alternatives(inside)
  return parts.length < 2 || parts.length > most ? [text] : parts
}

function sequence(first: string, last: string): readonly string[] | undefined {
  const letters = /[A-Za-z]/.test(first)
  if (letters !== /[A-Za-z]/.test(last)) return undefined
  const [from, to] = letters ? [first.charCodeAt(0), last.charCodeAt(0)] : [Number(first), Number(last)]
  const count = Math.abs(to - from) + 1
  if (count > most) return undefined
  const step = to < from ? -1 : 1
  return Array.from({ length: count }, (_, index) => (letters ? String.fromCharCode(from + index * step) : String(from + index * step)))
}

/** Parted at the commas of the outermost level; quotes and backslashes are taken off. */
function alternatives(inside: string): string[] {
  const parts = [""]
  let depth = 0
  let quote = ""
  for (let at = 0; at < inside.length; at += 1) {
    const character = inside[at]!
    if (quote !== "") {
      if (character === quote) quote = ""
      else parts[parts.length - 1] += character
    } else if (character === "'" || character === '"') quote = character
    else if (character === "\\") parts[parts.length - 1] += inside[(at += 1)] ?? ""
    else if (character === "," && depth === 0) parts.push("")
    else {
      if (character === "{") depth += 1
      if (character === "}") depth -= 1
      parts[parts.length - 1] += character
    }
  }
  return parts.flatMap((part) => (/^\{.*\}$/s.test(part) ? braceExpansion(part) : [part]))
}
