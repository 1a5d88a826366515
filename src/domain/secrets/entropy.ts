/** How random a value looks: entropy, kinds of characters, and whether it reads like words. */

/** Shannon entropy in bits per character. */
export function entropy(value: string): number {
  const counts = new Map<string, number>()
  for (const character of value) counts.set(character, (counts.get(character) ?? 0) + 1)
  let bits = 0
  for (const count of counts.values()) bits -= (count / value.length) * Math.log2(count / value.length)
  return bits
}

export function distinctCharacters(value: string): number {
  return new Set(value).size
}

/** Kinds of characters: lower case, upper case, digits, others. From 0 to 4. */
export function characterKinds(value: string): number {
  return Number(/[a-z]/.test(value)) + Number(/[A-Z]/.test(value)) + Number(/[0-9]/.test(value)) + Number(/[^A-Za-z0-9]/.test(value))
}

/**
 * An identifier, a slug or a sentence: parts of letters that can be spoken, split at separators and capitals.
 * Random letters give many parts of one or two characters, or long runs of consonants.
 */
export function looksLikeWords(value: string): boolean {
  const parts = value
    .slice(0, 300)
    .split(/[^A-Za-z0-9]+|(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])/)
    .filter((part) => part !== "")
  if (parts.length === 0) return true
  let spoken = 0
  let total = 0
  for (const part of parts) {
    total += part.length
    if (/^\d{1,4}$/.test(part) || isSpoken(part)) spoken += part.length
  }
  // Words are longer than two letters on average; digits and random capitals cut a token into crumbs.
  const shortest = /[0-9A-Z]/.test(value) ? 3 : 2
  return spoken / total >= 0.85 && total / parts.length >= shortest
}

const abbreviations = new Set(
  "bg btn cb cfg cmd cn cpp css csv ctx db dev dns dst fn ftp gcp grp hdr hq hr http https id img js jwt kb kv lb mb md mq ms msg mtx nb ns pc pdf php pg pkg png prd prj pr ps ptr pwd px py qa rb rc rpc rs rx sdk src ssh ssl sql st std str svc svg sys tbl tcp tls tmp ts tx txt udp vm vpc vpn www xhr xml xs yml".split(
    " ",
  ),
)

function isSpoken(part: string): boolean {
  const word = part.toLowerCase()
  const letters = /^[a-z]+(?=\d{0,2}$)/.exec(word)?.[0]
  if (letters === undefined) return false
  if (letters.length < 4 && letters !== word) return false
  if (letters.length <= 3) return abbreviations.has(letters) || (letters.length > 1 && /[aeiouy]/.test(letters))
  return /[aeiouy]/.test(word) && !/[^aeiouy\d]{5}/.test(word) && !/[aeiou]{4}|(.)\1\1|q[^u]|[jvxz][bcdfghjklmnpqrstvwxz]{2}/.test(word)
}
