/** Imported rules and allowlists beside the scanner's own search. */
import type { Companion, JudgedMatch } from "../scanner.ts"
import type { Match } from "../search.ts"
import { findImported, keptByImport, type ImportedMatch } from "./find.ts"
import type { ImportedRuleSet } from "./rule-set.ts"

/**
 * Adds what the imported rules find in a piece of a file, drops matches of rules that are off, and sets aside those of ours
 * that the imported allowlists hide. Files larger than a piece are looked at piece by piece, as gitleaks does: a rule that
 * requires another counts where both stand in one. `prefix` leads from the repository's root, from where a configuration
 * counts paths, to the folder of the scan. The companion throws `rules/too-slow`.
 */
export function importedCompanion(set: ImportedRuleSet, prefix: string): Companion {
  return ({ path, view, viewOffset, from, to }, matches) => {
    const text = Buffer.from(view.buffer, view.byteOffset, view.length).toString("latin1")
    const place = prefix + path
    const first = viewOffset + from === 0
    const begins = ({ line, start }: ImportedMatch) => (line === 0 ? first : start >= from && start < to)
    const hidden: ImportedMatch[] = []
    const found = findImported(set.imported, text, place, undefined, hidden).filter(begins)
    const aside = hidden.filter(begins).flatMap((match) => judged(set, match).map((one) => ({ ...one, hidden: hiddenBy(set) })))
    return [...withHidden(set, matches, text, place), ...found.flatMap((match) => judged(set, match)), ...aside]
  }
}

/** An imported rule has said all it knows: nothing else judges its match. */
function judged({ importedRules }: ImportedRuleSet, { rule: { id }, start, end, secretStart, secretEnd }: ImportedMatch): JudgedMatch[] {
  const rule = importedRules.get(id)
  return rule === undefined ? [] : [{ rule, start, end, secretStart, secretEnd, verdict: { confidence: rule.confidence } }]
}

function hiddenBy({ file }: ImportedRuleSet): string {
  return `an allowlist of ${file}`
}

function withHidden(set: ImportedRuleSet, matches: readonly Match[], text: string, path: string): JudgedMatch[] {
  const { imported, off } = set
  const own = matches
    .filter(({ rule }) => !off.has(rule.id))
    .map((match) => ({
      match,
      rule: match.rule.id,
      start: match.start,
      end: match.end,
      secretStart: match.secretStart,
      secretEnd: match.secretEnd,
    }))
  const kept = new Set(keptByImport(imported, own, text, path))
  return own.map((one) => (kept.has(one) ? one.match : { ...one.match, hidden: hiddenBy(set) }))
}
