/** Rules for tokens that carry no mark of their own: a vendor's name stands in the variable that holds them. */
import { family, type SecretRule } from "../rule.ts"

/** One vendor's token: where its name is written and what its value looks like. */
export interface AssignedRow {
  readonly id: string
  readonly title: string
  readonly provider: string
  /**
   * How the name of the variable begins, in lower case, with - or _ where it may have one: `algolia_admin`, `asana`.
   * Long and rare is good: each occurrence in a file costs a try.
   */
  readonly names: readonly string[]
  /** Regular expression of the value alone, one alternative, without groups that capture: `[a-f0-9]{32}`. */
  readonly value: string
  readonly help: string
  readonly remediation: string
  readonly envVar: string
  /** Default 3 bits per character. */
  readonly minEntropy?: number
  /** The names are enough: no second word such as key or token has to follow them. */
  readonly bare?: boolean
}

const secretWord = "(?:key|token|secret|pass|pwd|auth|pat|cred|sid|dsn|seed|licen[cs]e|webhook)"

/** Names are matched with -, _ or nothing where a row writes _; values without regard to case. */
export function assignedRules(rows: readonly AssignedRow[]): readonly SecretRule[] {
  return rows.flatMap(({ names, value, minEntropy = 3, bare = false, ...row }) =>
    family({ ...row, severity: "high", confidence: "medium" }, [
      {
        id: row.id,
        title: row.title,
        keywords: [...new Set(names.flatMap(beginnings))],
        pattern: `(?:${names.map((name) => wholeName(name, bare)).join("|")})${assignment}(${value})(?![\\w+/-])`,
        ignoreCase: true,
        capture: 1,
        minEntropy,
      },
    ]),
  )
}

/** A keyword of this length is rare enough: the expression reads the rest of the name. */
const enough = 12

/** Every way to write the beginning of a name: the same separator need not stand everywhere (`CF_ACCESS_clientSecret`). */
function beginnings(name: string): readonly string[] {
  const [first = "", ...others] = name.split("_")
  let written = [first]
  for (const part of others) {
    if (written[0]!.length >= enough) break
    written = written.flatMap((text) => [`${text}_${part}`, `${text}-${part}`, `${text}${part}`])
  }
  return written
}

/** The vendor's name and the rest of the variable's: a name that says by itself that it is a secret needs no second word. */
function wholeName(name: string, bare: boolean): string {
  const rest = bare || new RegExp(secretWord).test(name) ? "[\\w.-]{0,30}" : `[\\w.-]{0,30}?${secretWord}[\\w.-]{0,20}`
  return name.replaceAll("_", "[_-]?") + rest
}

/** Quotes, an assignment or the other side of a default: `process.env.ASANA_TOKEN || "…"`. */
const assignment = `\\\\?["'\`\\]]{0,2}[ \\t]{0,8}(?:=>|:=|\\|\\|=?|\\?\\?=?|[:=,])[ \\t]{0,8}\\\\?["'\`]?`
