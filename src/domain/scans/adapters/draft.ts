/** From what a scanner says to findings: places inside the copy, one spelling for CWE and OWASP, stable fingerprints. */
import type { Severity } from "../../../base/severity.ts"
import { parseSeverity } from "../../../base/severity.ts"
import { maxRecordBytes, readBytes } from "../../../platform/files.ts"
import { fingerprintOf, type Component, type Finding, type FindingClass, type Location } from "../../findings/finding.ts"
import type { Unexamined } from "../engine.ts"
import { helpLink, scrub, scrubQuotes } from "./scrub.ts"
import type { Stage } from "./stage.ts"

/** A finding as an adapter reads it from a tool's output. Texts are as the tool wrote them. */
export interface Draft {
  readonly rule: string
  readonly severity: Severity
  readonly confidence: Finding["confidence"]
  readonly title: string
  readonly message: string
  readonly remediation?: string | undefined
  readonly place?: {
    /** As the tool spells it: absolute, or relative to its working folder. */
    readonly path: string
    readonly line: number
    readonly column?: number | undefined
    readonly endLine?: number | undefined
    readonly endColumn?: number | undefined
  }
  readonly component?: Component
  /** `CWE-89: SQL injection`, `89`, 89. */
  readonly cwe?: readonly (string | number)[]
  readonly owasp?: readonly string[]
  readonly aliases?: readonly string[]
  readonly help?: string | null | undefined
  /** What tells this finding from another of the same rule, when no place does. */
  readonly about?: readonly string[]
}

export interface ToolIdentity {
  readonly tool: string
  readonly version: string
  readonly class: FindingClass
}

// Hard-coded credentials, clear-text storage, keys in code: the matched text is the secret.
const secretCwe = new Set(["CWE-256", "CWE-257", "CWE-259", "CWE-260", "CWE-312", "CWE-321", "CWE-522", "CWE-547", "CWE-798"])

/** Findings of the drafts; a draft about a file that is not under review becomes an unexamined entry. */
export async function findingsOf(
  drafts: readonly Draft[],
  identity: ToolIdentity,
  stage: Stage | undefined,
  from?: string,
): Promise<{ findings: Finding[]; unexamined: Unexamined[] }> {
  const lines = new LineReader(stage)
  const findings: Finding[] = []
  const unexamined: Unexamined[] = []
  const seen = new Map<string, number>()
  for (const draft of drafts) {
    const path = draft.place === undefined ? undefined : stage?.original(draft.place.path, from)
    if (draft.place !== undefined && path === undefined) {
      unexamined.push({
        path: scrub(draft.place.path, 300),
        reason: `${identity.tool} reports ${scrub(draft.rule, 100)} in a file that is not under review`,
      })
      continue
    }
    const cwe = cweIds(draft.cwe ?? [])
    const secretive = identity.class === "secrets" || cwe.some((id) => secretCwe.has(id))
    const text = draft.place === undefined || path === undefined ? "" : await lines.line(path, draft.place.path, draft.place.line, from)
    // Never a digest of text that may be a password: whoever can guess the password could confirm it.
    const what = secretive ? [] : [text.replace(/\s+/g, " ").trim()]
    const parts = [identity.tool, draft.rule, path ?? "", draft.component?.purl ?? "", ...(draft.about ?? []), ...what]
    const nth = (seen.get(parts.join("\0")) ?? 0) + 1
    seen.set(parts.join("\0"), nth)
    const say = secretive ? scrubQuotes : scrub
    const help = helpLink(draft.help)
    findings.push({
      fingerprint: fingerprintOf(...parts, ...(nth === 1 ? [] : [String(nth)])),
      class: identity.class,
      severity: draft.severity,
      confidence: draft.confidence,
      title: say(draft.title, 200),
      message: say(draft.message),
      ...(draft.remediation === undefined ? {} : { remediation: say(draft.remediation) }),
      ...(draft.place === undefined || path === undefined ? {} : { location: locationOf(path, draft.place, text) }),
      ...(draft.component === undefined ? {} : { component: draft.component }),
      cwe,
      owasp: owaspIds(draft.owasp ?? []),
      aliases: [...new Set((draft.aliases ?? []).map((alias) => scrub(alias, 100)))].sort(),
      sources: [{ tool: identity.tool, version: identity.version, rule: scrub(draft.rule, 200) }],
      ...(help === undefined ? {} : { help }),
    })
  }
  return { findings, unexamined }
}

function locationOf(path: string, place: NonNullable<Draft["place"]>, text: string): Location {
  const line = Math.max(1, place.line)
  const endLine = place.endLine !== undefined && place.endLine >= line ? place.endLine : undefined
  // Tools count columns in bytes, in code points or in UTF-16 units; on an ASCII line these are one.
  // oxlint-disable-next-line no-control-regex -- the range of ASCII
  const countable = text !== "" && /^[\u0000-\u007f]*$/.test(text)
  return {
    path,
    line,
    ...(countable && place.column !== undefined && place.column > 0 ? { column: place.column } : {}),
    ...(endLine === undefined ? {} : { endLine }),
    ...(countable && endLine === line && place.endColumn !== undefined && place.endColumn > 0 ? { endColumn: place.endColumn } : {}),
  }
}

/** Lines of staged files; the file of the last question is kept. */
class LineReader {
  #path = ""
  #lines: readonly string[] = []
  readonly #stage: Stage | undefined
  constructor(stage: Stage | undefined) {
    this.#stage = stage
  }

  async line(path: string, staged: string, line: number, from: string | undefined): Promise<string> {
    if (this.#stage === undefined) return ""
    if (path !== this.#path) {
      this.#path = path
      const bytes = await readBytes(this.#stage.absolute(staged, from), maxRecordBytes).catch(() => undefined)
      this.#lines = bytes === undefined ? [] : bytes.toString("utf8").split(/\r\n|\n|\r/)
    }
    return (this.#lines[line - 1] ?? "").slice(0, 1000)
  }
}

/** `CWE-89` for each; what is not a CWE number is dropped. */
export function cweIds(words: readonly (string | number)[]): string[] {
  const ids = words.flatMap((word) => {
    const digits = typeof word === "number" ? word : Number(/^(?:CWE-)?(\d{1,5})(?!\d)/i.exec(word.trim())?.[1])
    return Number.isInteger(digits) && digits > 0 && digits < 100_000 ? [`CWE-${digits}`] : []
  })
  return [...new Set(ids)]
}

/** `A03:2021`, `LLM01:2025`, `API1:2023` for each; what names no list and year is dropped. */
export function owaspIds(words: readonly string[]): string[] {
  return [...new Set(words.flatMap((word) => /^(?:A\d{2}|LLM\d{2}|API\d{1,2}):20\d{2}/.exec(word.trim())?.[0] ?? []))]
}

/** An unknown or missing rating counts as high until a person rates it: unrated must not mean unimportant. */
export function severityOr(word: string | null | undefined, fallback: Severity = "high"): Severity {
  return (word === null || word === undefined ? undefined : parseSeverity(word)) ?? fallback
}

export function confidenceOf(word: string | null | undefined): Finding["confidence"] {
  const lower = word?.toLowerCase()
  return lower === "high" || lower === "low" ? lower : "medium"
}
