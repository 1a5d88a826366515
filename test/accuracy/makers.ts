/** Makers of values: how secrets come about, by machines and by people. */
import { expand, type Random } from "../../src/domain/secrets/generate.ts"
import { oneOf } from "./planted.ts"

export interface Maker {
  readonly id: string
  make(random: Random): string
}

const template = (id: string, text: string): Maker => ({ id, make: (random) => expand(text, random) })

const words = "harbor copper violin meadow rocket tiger summer winter garden silver anchor falcon pepper marble thunder".split(" ")
const symbols = "!@#%+?".split("")

const capital = (word: string) => word[0]!.toUpperCase() + word.slice(1)
const digits = (count: number, random: Random) => expand(`{{digits:${count}}}`, random)

function leet(word: string, random: Random): string {
  const swapped = word.replace(/[aeio]/g, (letter) => ({ a: "4", e: "3", i: "1", o: "0" })[letter]!)
  return `${capital(swapped)}${oneOf(symbols, random)}${digits(2, random)}`
}

function phrase(separator: string, random: Random): string {
  return Array.from({ length: 4 }, () => oneOf(words, random)).join(separator)
}

/** A password manager's: letters, digits and signs that are harmless in every format. */
function managed(random: Random): string {
  const body = expand("{{alnum:18}}", random)
  return `${body.slice(0, 5)}${oneOf(symbols, random)}${body.slice(5, 11)}-${body.slice(11)}`
}

/** What machines make. */
export const tokenMakers: readonly Maker[] = [
  template("random letters and digits, 20", "{{alnum:20}}"),
  template("random letters and digits, 32", "{{alnum:32}}"),
  template("random letters and digits, 64", "{{alnum:64}}"),
  template("random small letters and digits, 24", "{{lowernum:24}}"),
  template("hexadecimal, 32", "{{hex:32}}"),
  template("hexadecimal, 64", "{{hex:64}}"),
  template("base64, 43 and padding", "{{b64:43}}="),
  template("base64url, 40", "{{b64url:40}}"),
  template("UUID", "{{uuid}}"),
  { id: "password manager", make: managed },
]

/** What people choose. */
export const passwordMakers: readonly Maker[] = [
  { id: "word, digits, symbol", make: (random) => `${capital(oneOf(words, random))}${digits(4, random)}${oneOf(symbols, random)}` },
  { id: "word and digits", make: (random) => `${oneOf(words, random)}${digits(3, random)}` },
  { id: "two words and digits", make: (random) => `${capital(oneOf(words, random))}${capital(oneOf(words, random))}${digits(2, random)}` },
  { id: "word with digits for letters", make: (random) => leet(oneOf(words, random), random) },
  { id: "passphrase with hyphens", make: (random) => `${phrase("-", random)}-${digits(2, random)}` },
  { id: "passphrase with spaces", make: (random) => phrase(" ", random) },
  template("random letters and digits, 8", "{{alnum:8}}"),
  template("random letters and digits, 12", "{{alnum:12}}"),
  { id: "password manager", make: managed },
  template("hexadecimal, 16", "{{hex:16}}"),
]
