/** The one severity table: every other scale the product meets is mapped here and nowhere else. */

/** Most severe first. */
export const severities = ["critical", "high", "medium", "low", "info"] as const

export type Severity = (typeof severities)[number]

interface SeverityRow {
  /** Incident scale of the review procedure and the governance contract. */
  readonly sev: "SEV1" | "SEV2" | "SEV3" | undefined
  readonly priority: "P0" | "P1" | "P2" | "P3" | undefined
  /** CVSS v3/v4 qualitative band, inclusive lower bound (FIRST CVSS v4.0 specification, section 6). */
  readonly cvssFrom: number
  /** SARIF 2.1.0 result level. */
  readonly sarif: "error" | "warning" | "note"
}

export const severityTable: Readonly<Record<Severity, SeverityRow>> = {
  critical: { sev: "SEV1", priority: "P0", cvssFrom: 9, sarif: "error" },
  high: { sev: "SEV2", priority: "P1", cvssFrom: 7, sarif: "error" },
  medium: { sev: "SEV3", priority: "P2", cvssFrom: 4, sarif: "warning" },
  low: { sev: undefined, priority: "P3", cvssFrom: 0.1, sarif: "note" },
  info: { sev: undefined, priority: undefined, cvssFrom: 0, sarif: "note" },
}

/** Words that tools and people use for the same levels, in lower case. */
const synonyms: Readonly<Record<string, Severity>> = {
  critical: "critical",
  crit: "critical",
  blocker: "critical",
  sev1: "critical",
  severity_1: "critical",
  severity_1_critical: "critical",
  p0: "critical",
  high: "high",
  error: "high",
  important: "high",
  sev2: "high",
  severity_2: "high",
  severity_2_high: "high",
  p1: "high",
  medium: "medium",
  moderate: "medium",
  warning: "medium",
  sev3: "medium",
  severity_3: "medium",
  severity_3_medium: "medium",
  p2: "medium",
  low: "low",
  minor: "low",
  p3: "low",
  info: "info",
  informational: "info",
  information: "info",
  note: "info",
  none: "info",
  negligible: "info",
}

/** The severity a foreign word stands for, or undefined when the word is not in the table. */
export function parseSeverity(word: string): Severity | undefined {
  const key = word.trim().toLowerCase()
  return Object.hasOwn(synonyms, key) ? synonyms[key] : undefined
}

/** The qualitative band of a CVSS base score from 0 to 10; undefined outside that range. */
export function severityOfCvss(score: number): Severity | undefined {
  if (!(score >= 0 && score <= 10)) return undefined
  return severities.find((severity) => score >= severityTable[severity].cvssFrom)
}

/** Negative when `a` is more severe than `b`; usable as a sort order. */
export function compareSeverity(a: Severity, b: Severity): number {
  return severities.indexOf(a) - severities.indexOf(b)
}

export type SeverityCounts = Record<Severity, number>

export function countSeverities(items: Iterable<{ readonly severity: Severity }>): SeverityCounts {
  const counts: SeverityCounts = { critical: 0, high: 0, medium: 0, low: 0, info: 0 }
  for (const item of items) counts[item.severity] += 1
  return counts
}
