/** Test material only: expands `{{kind:length}}` into made-up values, so that no secret stands in the repository. */
import { cloudValues } from "./generate-a.ts"
import { checkedValues } from "./generate-checked.ts"
import { bech32Polymod, crc32Base62 } from "./validators.ts"

const lower = "abcdefghijklmnopqrstuvwxyz"
const upper = lower.toUpperCase()
const digits = "0123456789"

const alphabets: Readonly<Record<string, string>> = {
  alnum: lower + upper + digits,
  letters: lower + upper,
  lower,
  lowernum: lower + digits,
  upper: upper + digits,
  base32: `${upper}234567`,
  digits,
  hex: `${digits}abcdef`,
  HEX: `${digits}ABCDEF`,
  b64: `${lower}${upper}${digits}+/`,
  b64url: `${lower}${upper}${digits}-_`,
}

export type Random = () => number

/** A small seeded generator (mulberry32): the same cases in every run, other values for every seed. */
export function randomFrom(seed: number): Random {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
}

/** Each group of the alphabet occurs in it: a token without any digit is rare, and would make a test flicker. */
function pick(alphabet: string, length: number, random: Random): string {
  const groups = [lower, upper, digits].filter((group) => [...group].some((character) => alphabet.includes(character)))
  for (;;) {
    let text = ""
    // Ends in a letter or a digit, as real ones mostly do, so that boundaries are clear.
    for (let index = 0; index < length; index += 1) {
      const from = index === length - 1 || index === 0 ? alphabet.replace(/[^A-Za-z0-9]/g, "") : alphabet
      text += from[Math.floor(random() * from.length)]!
    }
    const complete = length < 8 || groups.every((group) => [...text].some((character) => group.includes(character)))
    if (complete) return text
  }
}

function part(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString("base64url")
}

const special: Readonly<Record<string, (argument: string, random: Random) => string>> = {
  ...checkedValues,
  crc: (prefix, random) => {
    const body = pick(alphabets["alnum"]!, 30, random)
    return `${prefix}${body}${crc32Base62(body)}`
  },
  uuid: (_, random) => {
    const hex = pick(alphabets["hex"]!, 30, random)
    return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(12, 15)}-a${hex.slice(15, 18)}-${hex.slice(18, 30)}`
  },
  password: (_, random) => `${pick(alphabets["letters"]!, 5, random)}${pick(digits, 2, random)}!${pick(alphabets["alnum"]!, 4, random)}`,
  jwt: (_, random) => {
    return `${part({ alg: "HS256", typ: "JWT" })}.${part({ sub: pick(alphabets["hex"]!, 12, random), role: "service" })}.${pick(alphabets["b64url"]!, 43, random)}`
  },
  /** A body that begins like DER, in lines of 64. */
  pem: (label, random) => `-----BEGIN ${label}-----\n${pemBody(random).join("\n")}\n-----END ${label}-----`,
  pemline: (label, random) => `-----BEGIN ${label}-----\\n${pemBody(random).join("\\n")}\\n-----END ${label}-----`,
  basic: (_, random) => Buffer.from(`deploy:${pick(alphabets["alnum"]!, 14, random)}`).toString("base64"),
  pypi: (_, random) => `pypi-${Buffer.from(`\u0002\u0001\u0008pypi.org`).toString("base64url")}${pick(alphabets["b64url"]!, 120, random)}`,
  onepassword: (_, random) =>
    `ops_${Buffer.from(JSON.stringify({ signInAddress: "my.1password.com", secretKey: pick(alphabets["upper"]!, 80, random) })).toString("base64url")}`,
  age: (_, random) => {
    const human = "age-secret-key-"
    const charset = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"
    const data = Array.from({ length: 52 }, () => Math.floor(random() * 32))
    const expanded = [...[...human].map((c) => c.charCodeAt(0) >> 5), 0, ...[...human].map((c) => c.charCodeAt(0) & 31)]
    const check = bech32Polymod([...expanded, ...data, 0, 0, 0, 0, 0, 0]) ^ 1
    const sum = Array.from({ length: 6 }, (_unused, index) => (check >>> (5 * (5 - index))) & 31)
    return `${human}1${[...data, ...sum].map((value) => charset[value]).join("")}`.toUpperCase()
  },
  ...cloudValues((alphabet, length, random) => pick(alphabets[alphabet]!, length, random)),
}

function pemBody(random: Random): string[] {
  const first = `MIIE${pick(alphabets["b64"]!, 60, random)}`
  return [first, ...Array.from({ length: 5 }, () => pick(alphabets["b64"]!, 64, random)), `${pick(alphabets["b64"]!, 30, random)}==`]
}

/** `{{alnum:36}}`, `{{crc:ghp_}}`, `{{uuid}}`; `values` receives what was made up. */
export function expand(template: string, random: Random, values: string[] = []): string {
  return template.replace(/\{\{([A-Za-z0-9]+)(?::([^{}]*))?\}\}/g, (_, kind: string, argument: string | undefined) => {
    const alphabet = alphabets[kind]
    const value = alphabet === undefined ? special[kind]?.(argument ?? "", random) : pick(alphabet, Number(argument), random)
    if (value === undefined) throw new RangeError(`no generator called ${kind}`)
    values.push(value)
    return value
  })
}
