/** Whether a version is affected, as the OSV schema evaluates it ("affected[].ranges[]", "Evaluation"). */
import { normalPythonName, type Ecosystem, type LockedPackage } from "../package.ts"
import { semverOrder, versionOrders, type VersionOrder } from "../versions/order.ts"
import type { OsvAdvisory, OsvAffected, OsvEvent, OsvRange } from "./osv.ts"

export interface Verdict {
  /** `unsure` when a version could not be compared: it is reported, never passed over. */
  readonly affected: "yes" | "no" | "unsure"
  /** The nearest version above that is no longer affected. */
  readonly fixedIn: string | undefined
}

/** The name under which advisories of an ecosystem are looked up. */
export function lookupName(ecosystem: string, name: string): string {
  if (ecosystem === "PyPI") return normalPythonName(name)
  return ecosystem === "NuGet" || ecosystem === "Packagist" ? name.toLowerCase() : name
}

/** The entry speaks of this package. */
export function concerns(entry: OsvAffected, component: Pick<LockedPackage, "ecosystem" | "name">): boolean {
  return entry.ecosystem === component.ecosystem && lookupName(entry.ecosystem, entry.name) === lookupName(component.ecosystem, component.name)
}

export function judge(advisory: OsvAdvisory, component: Pick<LockedPackage, "ecosystem" | "name" | "version">): Verdict {
  let affected: Verdict["affected"] = "no"
  let fixedIn: string | undefined
  for (const entry of advisory.affected) {
    if (!concerns(entry, component)) continue
    const verdict = judgeEntry(entry, component.ecosystem, plainVersion(component.ecosystem, component.version))
    if (verdict.affected === "no") continue
    if (affected !== "yes") affected = verdict.affected
    fixedIn = nearest(versionOrders[component.ecosystem], fixedIn, verdict.fixedIn)
  }
  return { affected, fixedIn }
}

// OSV writes Go versions without the v.
function plainVersion(ecosystem: Ecosystem, version: string): string {
  return ecosystem === "Go" ? version.replace(/^v/, "") : version
}

function judgeEntry(entry: OsvAffected, ecosystem: Ecosystem, version: string): Verdict {
  const order = versionOrders[ecosystem]
  let affected: Verdict["affected"] = entry.versions.some((listed) => listed === version || order(listed, version) === 0) ? "yes" : "no"
  let fixedIn: string | undefined
  for (const range of entry.ranges) {
    const ordered: VersionOrder = range.type === "SEMVER" ? semverOrder : order
    const inRange = judgeRange(range, version, ordered)
    if (inRange === "no") {
      // A version that only the list names still wants to hear of a fix in the range.
      if (affected === "yes") fixedIn = nearest(order, fixedIn, fixAbove(range, version, ordered))
      continue
    }
    if (affected !== "yes") affected = inRange
    fixedIn = nearest(order, fixedIn, fixAbove(range, version, ordered))
  }
  // Neither a list nor a range: every version is meant (malicious packages are often published so).
  if (entry.versions.length === 0 && entry.ranges.length === 0) return { affected: "unsure", fixedIn: undefined }
  return { affected, fixedIn: affected === "no" ? undefined : fixedIn }
}

function judgeRange(range: OsvRange, version: string, order: VersionOrder): Verdict["affected"] {
  if (range.events.length === 0) return "no"
  if (order(version, version) === undefined) return "unsure"
  const limits = range.events.filter((event) => event.kind === "limit" && event.version !== "*")
  const reached = limits.map((limit) => order(version, limit.version))
  if (reached.includes(undefined)) return "unsure"
  if (limits.length > 0 && !reached.some((step) => step !== undefined && step < 0)) return "no"
  const events = sorted(range.events, order)
  if (events === undefined) return "unsure"
  let affected = false
  for (const event of events) {
    const step = event.version === "0" ? 1 : (order(version, event.version) ?? 0)
    if (event.kind === "introduced" && step >= 0) affected = true
    else if (event.kind === "fixed" && step >= 0) affected = false
    else if (event.kind === "last_affected" && step > 0) affected = false
  }
  return affected ? "yes" : "no"
}

// At one version the last affected one ends what was introduced there; other ties keep the advisory's own order.
const endsAfter = { introduced: 0, fixed: 0, limit: 0, last_affected: 1 } as const

function sorted(events: readonly OsvEvent[], order: VersionOrder): readonly OsvEvent[] | undefined {
  const turns = events.filter((event) => event.kind !== "limit")
  if (turns.some((event) => event.version !== "0" && order(event.version, event.version) === undefined)) return undefined
  return turns.toSorted((a, b) => compareEvents(a, b, order) || endsAfter[a.kind] - endsAfter[b.kind])
}

function compareEvents(a: OsvEvent, b: OsvEvent, order: VersionOrder): number {
  if (a.version === "0" || b.version === "0") return Number(b.version === "0") - Number(a.version === "0")
  return order(a.version, b.version) ?? 0
}

function fixAbove(range: OsvRange, version: string, order: VersionOrder): string | undefined {
  return range.events
    .filter((event) => event.kind === "fixed" && (order(event.version, version) ?? 0) > 0)
    .map((event) => event.version)
    .reduce<string | undefined>((best, fix) => nearest(order, best, fix), undefined)
}

function nearest(order: VersionOrder, a: string | undefined, b: string | undefined): string | undefined {
  if (a === undefined || b === undefined) return a ?? b
  return (order(b, a) ?? 0) < 0 ? b : a
}
