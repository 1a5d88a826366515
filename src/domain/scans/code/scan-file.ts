/** Examines one file: bytes to literals, literals to rules, and only then text to tree to matches. */
import { parse } from "@ast-grep/napi"
import { messageOf, TipstaffError } from "../../../base/errors.ts"
import { excludedByContent, excludedByPath, isTestCode, type Exclusion } from "./exclusions.ts"
import { languageOf, languageOfScript } from "./language.ts"
import { grammars } from "./languages.ts"
import { matchClauses, type Match } from "./match.ts"
import { activeClauses, type Pack } from "./pack.ts"
import { openUnit } from "./unit.ts"

/** A larger file in which a rule could match is not parsed, and said so. */
const maxParsedBytes = 2 * 1024 * 1024

/** Milliseconds one file may take before it is given up, and said so. */
const maxFileMs = 10_000

export type FileReport =
  | { readonly is: "examined"; readonly matches: readonly Match[]; readonly parsedBytes: number }
  | { readonly is: "excluded"; readonly why: Exclusion }
  | { readonly is: "unexamined"; readonly reason: string }
  /** No source of a language that has rules. */
  | { readonly is: "other" }

export function scanFile(pack: Pack, path: string, bytes: Buffer, monotonic: () => number): FileReport {
  const language = languageOf(path) ?? languageOfScript(bytes)
  if (!language) return { is: "other" }
  const byPath = excludedByPath(path)
  if (byPath) return { is: "excluded", why: byPath }
  if (hasWideEncoding(bytes)) return { is: "unexamined", reason: "the file is UTF-16, not UTF-8" }
  const family = pack[language.family]()
  const found = family.search.find(bytes)
  const inTests = isTestCode(path)
  const clauses = activeClauses(family, found).filter((clause) => !inTests || clause.rule.tests !== "skip")
  if (clauses.length === 0) return { is: "examined", matches: [], parsedBytes: 0 }
  const byContent = excludedByContent(bytes, language.family)
  if (byContent) return { is: "excluded", why: byContent }
  if (bytes.length > maxParsedBytes) return { is: "unexamined", reason: `the file is larger than ${maxParsedBytes} bytes` }
  const text = decode(bytes)
  if (text === undefined) return { is: "unexamined", reason: "the file is not valid UTF-8" }
  try {
    const root = parse(language.parser, text).root()
    const unit = openUnit({ path, grammar: grammars[language.family], text, root, monotonic, deadline: monotonic() + maxFileMs })
    return { is: "examined", matches: matchClauses(unit, clauses, found), parsedBytes: bytes.length }
  } catch (cause) {
    const reason = cause instanceof TipstaffError ? cause.message : `the file could not be parsed: ${messageOf(cause).slice(0, 200)}`
    return { is: "unexamined", reason }
  }
}

function hasWideEncoding(bytes: Buffer): boolean {
  return (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff)
}

function decode(bytes: Buffer): string | undefined {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes)
  } catch {
    return undefined
  }
}
