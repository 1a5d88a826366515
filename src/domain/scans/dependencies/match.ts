/** Findings from advisories: one for each locked package and vulnerability, however many ids the vulnerability has. */
import { compareSeverity, parseSeverity, severityOfCvss, type Severity } from "../../../base/severity.ts"
import { fingerprintOf, type Finding } from "../../findings/finding.ts"
import { concerns, judge, type Verdict } from "./advisories/affects.ts"
import { cvssScore } from "./advisories/cvss.ts"
import type { OsvAdvisory } from "./advisories/osv.ts"
import type { LockedComponent, Place } from "./components.ts"
import { shown } from "./package.ts"
import { versionOrders } from "./versions/order.ts"

export interface MatchOptions {
  readonly engine: string
  readonly engineVersion: string
  /** CVE ids that are known to be exploited; their findings are at least high. */
  readonly knownExploited: ReadonlySet<string>
  /** The advisories are those that a source has found to affect this very version. */
  readonly compared: boolean
}

interface Hit {
  readonly advisory: OsvAdvisory
  readonly verdict: Verdict
}

/** In the order of the lockfile's lines; one finding for each place where the component is locked. */
export function findingsOf(component: LockedComponent, advisories: readonly OsvAdvisory[], options: MatchOptions): Finding[] {
  const hits: Hit[] = []
  for (const advisory of new Map(advisories.map((one) => [one.id, one])).values()) {
    if (advisory.withdrawn) continue
    const verdict = judge(advisory, component)
    if (verdict.affected !== "no") hits.push({ advisory, verdict })
    else if (options.compared) hits.push({ advisory, verdict: { affected: "unsure", fixedIn: undefined } })
  }
  return groupByAlias(hits).flatMap((group) => component.places.map((place) => findingOf(component, place, group, options)))
}

/** Advisories that share an id or an alias speak of one vulnerability. */
function groupByAlias(hits: readonly Hit[]): readonly (readonly Hit[])[] {
  const groups: { readonly ids: Set<string>; readonly hits: Hit[] }[] = []
  for (const hit of hits) {
    const ids = new Set([hit.advisory.id, ...hit.advisory.aliases])
    const joined = { ids, hits: [hit] }
    for (let index = groups.length - 1; index >= 0; index -= 1) {
      const group = groups[index]
      if (group === undefined || ![...group.ids].some((id) => ids.has(id))) continue
      for (const id of group.ids) joined.ids.add(id)
      joined.hits.push(...group.hits)
      groups.splice(index, 1)
    }
    groups.push(joined)
  }
  return groups.map((group) =>
    group.hits.toSorted((a, b) => rankOf(a.advisory.id) - rankOf(b.advisory.id) || (a.advisory.id < b.advisory.id ? -1 : 1)),
  )
}

// Reviewed advisories tell more than the entries generated from them.
const prefixes = ["MAL-", "GHSA-", "CVE-"]

function rankOf(id: string): number {
  const at = prefixes.findIndex((prefix) => id.startsWith(prefix))
  return at < 0 ? prefixes.length : at
}

function findingOf(component: LockedComponent, place: Place, group: readonly Hit[], options: MatchOptions): Finding {
  const ids = [...new Set(group.flatMap(({ advisory }) => [advisory.id, ...advisory.aliases]))].sort()
  // The same number whichever source was asked: a CVE id if there is one.
  const canonical = ids.find((id) => id.startsWith("CVE-")) ?? ids[0] ?? ""
  const lead = group[0]?.advisory
  const malicious = ids.some((id) => id.startsWith("MAL-"))
  const exploited = ids.some((id) => options.knownExploited.has(id))
  const sure = group.some(({ verdict }) => verdict.affected === "yes")
  const rating = rate(component, group, malicious)
  const severity = exploited && compareSeverity(rating.severity, "high") > 0 ? "high" : rating.severity
  const fixedIn = highestFix(component, group)
  const named = `${shown(component.name)} ${shown(component.version)}`
  const summary = shown(group.map(({ advisory }) => advisory.summary).find((one) => one !== "") ?? "a known vulnerability")
  return {
    fingerprint: fingerprintOf("dependencies", place.path, component.purl, canonical),
    class: "dependencies",
    severity,
    confidence: sure ? rating.confidence : "low",
    title: malicious ? `${named} is a malicious package (${canonical})` : `${named}: ${summary} (${canonical})`,
    message: messageOf(component, named, ids, { malicious, exploited, sure, estimated: rating.estimated }),
    remediation: remediationOf(component, malicious, fixedIn),
    location: { path: place.path, line: place.line },
    component: { purl: component.purl, name: component.name, version: component.version, ...(fixedIn === undefined ? {} : { fixedIn }) },
    cwe: cweOf(group, malicious),
    owasp: malicious ? ["A06:2021", "A08:2021"] : ["A06:2021"],
    aliases: ids,
    sources: group.map(({ advisory }) => ({ tool: options.engine, version: options.engineVersion, rule: advisory.id })),
    help: `https://osv.dev/vulnerability/${encodeURIComponent(lead?.id ?? canonical)}`,
  }
}

interface Facts {
  readonly malicious: boolean
  readonly exploited: boolean
  readonly sure: boolean
  readonly estimated: boolean
}

function messageOf(component: LockedComponent, named: string, ids: readonly string[], facts: Facts): string {
  const sentences = [
    facts.malicious
      ? `${named} was published to do harm (${ids.join(", ")}): whoever installed it ran its code.`
      : facts.sure
        ? `${named} is affected by ${ids.join(", ")}.`
        : `${named} may be affected by ${ids.join(", ")}: its version could not be compared with the advisory's.`,
  ]
  if (facts.exploited) sentences.push("The vulnerability is known to be exploited.")
  if (component.scope === "development") sentences.push("It is installed for development only.")
  if (component.scope === "optional") sentences.push("It is an optional dependency.")
  if (facts.estimated) sentences.push("The advisory gives no severity in words; it was estimated.")
  return sentences.join(" ")
}

function remediationOf(component: LockedComponent, malicious: boolean, fixedIn: string | undefined): string {
  if (malicious) return `remove ${shown(component.name)}, and replace every secret that machines which installed it could read`
  if (fixedIn !== undefined) return `update ${shown(component.name)} to ${shown(fixedIn)} or later`
  return `no fixed version is known: replace ${shown(component.name)}, or accept the risk with an expiry date`
}

interface Rating {
  readonly severity: Severity
  readonly confidence: Finding["confidence"]
  readonly estimated: boolean
}

/** The most severe of what the advisories say: a computed score first, then a word, then an estimate, then medium. */
function rate(component: LockedComponent, group: readonly Hit[], malicious: boolean): Rating {
  if (malicious) return { severity: "critical", confidence: "high", estimated: false }
  const own = group.flatMap(({ advisory }) => advisory.affected.filter((entry) => concerns(entry, component)))
  const vectors = [...group.flatMap(({ advisory }) => advisory.severity), ...own.flatMap((entry) => entry.severity)]
  const scores = vectors.flatMap((vector) => cvssScore(vector.score) ?? [])
  const words = [...group.map(({ advisory }) => advisory.severityWord), ...own.map((entry) => entry.severityWord)]
  const computed = worst(scores.filter((one) => !one.estimated).map((one) => severityOfCvss(one.score)))
  const said = worst(words.map((word) => (word === undefined ? undefined : parseSeverity(word))))
  const certain = worst([computed, said])
  if (certain !== undefined) return { severity: certain, confidence: "high", estimated: false }
  const estimate = worst(scores.map((one) => severityOfCvss(one.score)))
  return { severity: estimate ?? "medium", confidence: "medium", estimated: true }
}

function worst(found: readonly (Severity | undefined)[]): Severity | undefined {
  return found.filter((one) => one !== undefined).toSorted(compareSeverity)[0]
}

/** The advisories of a group can name different fixes: only the highest satisfies them all. */
function highestFix(component: LockedComponent, group: readonly Hit[]): string | undefined {
  const order = versionOrders[component.ecosystem]
  let highest: string | undefined
  for (const { verdict } of group) {
    if (verdict.fixedIn === undefined) continue
    if (highest === undefined || (order(verdict.fixedIn, highest) ?? 0) > 0) highest = verdict.fixedIn
  }
  // OSV writes Go versions without the v that go get wants.
  return component.ecosystem === "Go" && highest !== undefined ? `v${highest}` : highest
}

// CWE-1395: dependency on a vulnerable third-party component; CWE-506: embedded malicious code.
function cweOf(group: readonly Hit[], malicious: boolean): readonly string[] {
  const named = [...new Set([...group.flatMap(({ advisory }) => advisory.cwe), ...(malicious ? ["CWE-506"] : [])])].sort()
  return named.length > 0 ? named : ["CWE-1395"]
}
