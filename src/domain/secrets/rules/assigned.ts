/** Rules for tokens that carry no mark of their own: a vendor's name stands in the variable that holds them. */
import { family, type SecretRule } from "../rule.ts"
import { between } from "./between.ts"
import { beginnings, spelled } from "./spelling.ts"

/** One vendor's token: where its name is written and what its value looks like. */
export interface AssignedRow {
  readonly id: string
  readonly title: string
  readonly provider: string
  /**
   * How the name of the variable begins, in lower case, with _ where it may have a separator: `algolia_admin`, `asana`.
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

/** Names are matched with -, _, a dot or nothing where a row writes _; values without regard to case. */
export function assignedRules(rows: readonly AssignedRow[]): readonly SecretRule[] {
  return rows.flatMap(({ names, value, minEntropy = 3, bare = false, ...row }) =>
    family({ ...row, severity: "high", confidence: "medium" }, [
      {
        id: row.id,
        title: row.title,
        keywords: [...new Set(names.flatMap(beginnings))],
        pattern: `(?:${names.map((name) => wholeName(name, bare)).join("|")})${between}(${value})(?![\\w+/-])`,
        ignoreCase: true,
        capture: 1,
        minEntropy,
      },
    ]),
  )
}

/** The vendor's name and the rest of the variable's: a name that says by itself that it is a secret needs no second word. */
function wholeName(name: string, bare: boolean): string {
  const rest = bare || new RegExp(secretWord).test(name) ? "[\\w.-]{0,30}" : `[\\w.-]{0,30}?${secretWord}[\\w.-]{0,20}`
  return spelled(name) + rest
}
