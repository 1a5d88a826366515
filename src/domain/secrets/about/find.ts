/** The finding and the rule that a person means by a word. What was typed is never repeated: it may be the secret itself. */
import { TipstaffError } from "../../../base/errors.ts"
import { suggest } from "../../../base/suggest.ts"
import type { SecretFinding } from "../report.ts"
import type { SecretRule } from "../rule.ts"

/** Fewer characters of a fingerprint name half the report. */
const minId = 6

/**
 * By the beginning of its fingerprint, or by its place as reports write it: `path:line` or `path:line:column`.
 * Throws `secrets/unknown-finding`, `secrets/ambiguous-finding`.
 */
export function findFinding(findings: readonly SecretFinding[], word: string): SecretFinding {
  const named = findings.filter((finding) => isMeant(finding, word))
  const [first] = named
  if (first === undefined) {
    throw new TipstaffError("secrets/unknown-finding", "no finding of this scan has that id or stands at that place", {
      next: "take an id of the report, or a place of the form path:line",
    })
  }
  // The same secret of one rule twice in a file has one fingerprint, and one explanation.
  if (named.some(({ fingerprint }) => fingerprint !== first.fingerprint)) {
    throw new TipstaffError("secrets/ambiguous-finding", `${named.length} findings begin with that id or stand at that place`, {
      next: "write more of the id, or path:line:column",
    })
  }
  return first
}

function isMeant({ path, line, column, fingerprint }: SecretFinding, word: string): boolean {
  if (word === `${path}:${line}` || word === `${path}:${line}:${column}`) return true
  return word.length >= minId && fingerprint.startsWith(word.toLowerCase())
}

/** Throws `secrets/unknown-rule`. */
export function findRule(rules: readonly SecretRule[], id: string): SecretRule {
  const rule = rules.find((candidate) => candidate.id === id)
  if (rule !== undefined) return rule
  const close = suggest(
    id,
    rules.map((candidate) => candidate.id),
  )
  throw new TipstaffError("secrets/unknown-rule", "no rule for secrets has that id", {
    next: close === undefined ? "tipstaff secrets rules lists them" : `did you mean ${close}? tipstaff secrets rules lists them all`,
  })
}
