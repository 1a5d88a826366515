/** One row for one problem, whichever and however many tools reported it. Pure; the order of the input does not matter. */
import { compareSeverity } from "../../base/severity.ts"
import type { Finding, Source } from "./finding.ts"

export interface MergedFinding extends Finding {
  /** The fingerprints of every finding in the group, its own first: an older register may know any of them. */
  readonly fingerprints: readonly string[]
}

/** Sorted by severity, then place, then fingerprint. */
export function mergeFindings(findings: readonly Finding[]): MergedFinding[] {
  const groups = new Groups(findings.length)
  const firstWith = new Map<string, number>()
  findings.forEach((finding, index) => {
    for (const key of keysOf(finding)) {
      const other = firstWith.get(key)
      if (other === undefined) firstWith.set(key, index)
      else groups.join(index, other)
    }
  })
  const members = new Map<number, Finding[]>()
  findings.forEach((finding, index) => {
    const root = groups.rootOf(index)
    const group = members.get(root)
    if (group) group.push(finding)
    else members.set(root, [finding])
  })
  return [...members.values()].map(mergeGroup).sort(compareFindings)
}

/** Findings with a key in common are the same problem. */
function keysOf(finding: Finding): string[] {
  const keys = [`fingerprint ${finding.fingerprint}`]
  if (finding.component) {
    const component = finding.component.purl.split("?")[0]
    for (const alias of finding.aliases) keys.push(`advisory ${component} ${alias}`)
  } else if (finding.location) {
    const place = `${finding.location.path} ${finding.location.line}`
    if (finding.class === "secrets") keys.push(`secret ${place}`)
    for (const cwe of finding.cwe) keys.push(`weakness ${place} ${cwe}`)
  }
  return keys
}

function mergeGroup(group: readonly Finding[]): MergedFinding {
  const sorted = [...group].sort(comparePrimary)
  const primary = sorted[0] as Finding
  const severity = sorted.map((finding) => finding.severity).sort(compareSeverity)[0] ?? primary.severity
  return {
    ...primary,
    severity,
    cwe: union(sorted.map((finding) => finding.cwe)),
    owasp: union(sorted.map((finding) => finding.owasp)),
    aliases: union(sorted.map((finding) => finding.aliases)),
    sources: unionOfSources(sorted.flatMap((finding) => finding.sources)),
    fingerprints: [
      primary.fingerprint,
      ...union([sorted.slice(1).map((finding) => finding.fingerprint)]).filter((other) => other !== primary.fingerprint),
    ],
  }
}

// Our own engines are there on every machine, so their identity is the one that stays.
function comparePrimary(a: Finding, b: Finding): number {
  return (
    Number(!isOurs(a)) - Number(!isOurs(b)) ||
    compareSeverity(a.severity, b.severity) ||
    compareText(a.fingerprint, b.fingerprint) ||
    // The same fingerprint in other words: any order will do, as long as it is always the same.
    compareText(JSON.stringify(a), JSON.stringify(b))
  )
}

function isOurs(finding: Finding): boolean {
  return finding.sources[0]?.tool.startsWith("tipstaff") ?? false
}

function union(lists: readonly (readonly string[])[]): string[] {
  return [...new Set(lists.flat())].sort()
}

function unionOfSources(sources: readonly Source[]): Source[] {
  const byName = new Map(sources.map((source) => [JSON.stringify([source.tool, source.rule, source.version]), source]))
  return [...byName.keys()].sort().map((name) => byName.get(name) as Source)
}

/** Most severe first, then by place. */
export function compareFindings(a: Finding, b: Finding): number {
  return (
    compareSeverity(a.severity, b.severity) ||
    compareText(a.location?.path ?? "", b.location?.path ?? "") ||
    (a.location?.line ?? 0) - (b.location?.line ?? 0) ||
    compareText(a.fingerprint, b.fingerprint)
  )
}

function compareText(a: string, b: string): number {
  if (a === b) return 0
  return a < b ? -1 : 1
}

/** Disjoint sets with path halving. */
class Groups {
  readonly #parent: number[]

  constructor(size: number) {
    this.#parent = Array.from({ length: size }, (_, index) => index)
  }

  rootOf(index: number): number {
    let at = index
    for (;;) {
      const parent = this.#parent[at] as number
      if (parent === at) return at
      const grandparent = this.#parent[parent] as number
      this.#parent[at] = grandparent
      at = grandparent
    }
  }

  join(a: number, b: number): void {
    this.#parent[this.rootOf(a)] = this.rootOf(b)
  }
}
