/** Weighs what the changed files say and decides which work types apply, with their levels and reasons. Pure. */
import type { FileFacts } from "./facts.ts"
import type { Capability } from "./rights.ts"
import { routeKey, type Route } from "./route.ts"
import {
  attackSurfaces,
  dataKinds,
  isWebhook,
  suggestsPeople,
  typical,
  type AttackSurface,
  type BlastRadius,
  type DataKind,
  type Sensitivity,
} from "./suggestions.ts"
import { workTypeIds, workTypes, type Level, type Reason, type WorkTypeId } from "./work-types.ts"

export interface WorkTypeResult {
  readonly id: WorkTypeId
  /** The work type in the words of S1. */
  readonly label: string
  /** Exactly one level. */
  readonly level: Level
  readonly trigger: string
  readonly triggerOrigin: "S1" | "product default"
  /** At least one. */
  readonly reasons: readonly Reason[]
}

export interface NewRoute extends Route {
  readonly file: string
  readonly webhook: boolean
}

export interface Classification {
  /** In the order of S1's table; empty when no review is required. */
  readonly workTypes: readonly WorkTypeResult[]
  /** The strictest level of all work types. */
  readonly level: Level | "None"
  readonly data: readonly DataKind[]
  readonly attackSurface: readonly AttackSurface[]
  readonly blastRadius: BlastRadius
  readonly sensitivity: Sensitivity
  /** Capabilities that the change asks for; compare them with the table of rights (`excessRights`). */
  readonly capabilities: readonly Capability[]
  readonly newRoutes: readonly NewRoute[]
  readonly newHosts: readonly string[]
  readonly newVendors: readonly string[]
  /** Relevant files that could not be read: the classification is incomplete. */
  readonly unread: readonly { readonly path: string; readonly reason: string }[]
  /** Changed paths that are not classified here. */
  readonly skipped: readonly { readonly path: string; readonly reason: string }[]
  /** What a reader should know although it demands nothing. */
  readonly notes: readonly string[]
  readonly range: { readonly base: string; readonly head: string } | undefined
  readonly files: number
}

/** Files of the product whose change may loosen this very classification. */
const ownSettings = new Set(["tipstaff.yaml", ".claude/security.yaml"])

/**
 * `knownHosts` are hosts that unchanged code of the base already speaks to. The order of the facts does not matter
 * for the outcome.
 */
export function classify(
  facts: readonly FileFacts[],
  knownHosts: ReadonlySet<string>,
  range: { readonly base: string; readonly head: string } | undefined,
): Classification {
  const reasons = new Map<WorkTypeId, Reason[]>()
  const say = (id: WorkTypeId, more: readonly Reason[]) => {
    if (more.length > 0) reasons.set(id, [...(reasons.get(id) ?? []), ...more])
  }
  const routes = newRoutesOf(facts)
  const hosts = newHostsOf(facts, knownHosts)
  const packages = newPackagesOf(facts)
  say("integration", hosts)
  say("integration", packages.reasons)
  say(
    "endpoint",
    routes.map(({ file, line, method, path }) => ({ path: file, line, text: `${method} ${path}` })),
  )
  for (const file of facts) {
    say("agent-capability", file.agent?.reasons ?? [])
    const gained = file.contract?.capabilities.filter(({ kind }) => kind === "tool" || kind === "host") ?? []
    // For a file that is settings and contract at once the settings have said it already.
    if (!file.agent)
      say(
        "agent-capability",
        gained.map(({ kind, value }) => ({ path: file.path, text: `${kind} added to an agent contract: ${value}` })),
      )
    say("agent-contract", file.contract?.reasons ?? [])
    say("auth-code", file.auth?.reasons ?? [])
  }
  const found = resultsOf(reasons)
  const newHosts = [...new Set(hosts.map(({ host }) => host))].sort()
  return {
    ...weigh(found),
    ...suggestionsOf(found, facts, routes),
    sensitivity: sensitivityFrom(facts),
    capabilities: capabilitiesOf(facts, newHosts),
    newRoutes: routes,
    newHosts,
    newVendors: packages.vendors,
    unread: facts.flatMap(({ path, unread }) => unread.map((reason) => ({ path, reason }))),
    skipped: facts.flatMap(({ path, skipped }) => (skipped === undefined ? [] : [{ path, reason: skipped }])),
    notes: [
      ...facts.filter(({ auth }) => auth?.commentsOnly).map(({ path }) => `${path}: comments only, no code under authentication changed`),
      ...facts
        .filter(({ path }) => ownSettings.has(path))
        .map(({ path }) => `${path} changed: it decides what is classified and enforced, so read that change first`),
    ],
    range,
    files: facts.length,
  }
}

/** One result for each work type, in the order of S1's table. */
export function resultsOf(reasons: ReadonlyMap<WorkTypeId, readonly Reason[]>): WorkTypeResult[] {
  return workTypeIds.flatMap((id) => {
    const own = reasons.get(id)
    return own === undefined || own.length === 0 ? [] : [{ id, ...workTypes[id], reasons: sorted(own) }]
  })
}

export function weigh(found: readonly WorkTypeResult[]): Pick<Classification, "workTypes" | "level"> {
  const level = found.some((type) => type.level === "Mandatory") ? "Mandatory" : found.length > 0 ? "Recommended" : "None"
  return { workTypes: found, level }
}

function sorted(reasons: readonly Reason[]): Reason[] {
  return reasons.toSorted((a, b) => compare(a.path, b.path) || (a.line ?? 0) - (b.line ?? 0) || compare(a.text, b.text))
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

/** Routes that occur more often than before in all changed files together: a route that moved is not new. */
function newRoutesOf(facts: readonly FileFacts[]): NewRoute[] {
  const before = new Map<string, number>()
  for (const { routes } of facts) for (const route of routes.before) before.set(routeKey(route), (before.get(routeKey(route)) ?? 0) + 1)
  const found: NewRoute[] = []
  // Files that had a route keep it first; what is left over is new where it was not.
  const ordered = facts.flatMap(({ path, routes }) => {
    const own = new Map<string, number>()
    for (const route of routes.before) own.set(routeKey(route), (own.get(routeKey(route)) ?? 0) + 1)
    return routes.after.map((route) => {
      const left = own.get(routeKey(route)) ?? 0
      own.set(routeKey(route), left - 1)
      return { route, path, kept: left > 0 }
    })
  })
  for (const { route, path } of ordered.toSorted(
    (a, b) => Number(b.kept) - Number(a.kept) || compare(a.path, b.path) || a.route.line - b.route.line,
  )) {
    const left = before.get(routeKey(route)) ?? 0
    if (left > 0) before.set(routeKey(route), left - 1)
    else found.push({ ...route, file: path, webhook: isWebhook(route.path) || isWebhook(path) })
  }
  return found
}

function newHostsOf(facts: readonly FileFacts[], knownHosts: ReadonlySet<string>): (Reason & { readonly host: string })[] {
  const before = new Set(facts.flatMap(({ hosts }) => [...hosts.before]))
  const found: (Reason & { readonly host: string })[] = []
  for (const { path, hosts } of facts) {
    const said = new Set<string>()
    for (const { host, line } of hosts.gained) {
      if (before.has(host) || knownHosts.has(host) || said.has(host)) continue
      said.add(host)
      found.push({ path, line, text: `new external host: ${host}`, host })
    }
  }
  return found
}

/** Hosts that a change brings in and whose earlier use elsewhere the caller may look up. */
export function candidateHosts(facts: readonly FileFacts[]): string[] {
  return [...new Set(newHostsOf(facts, new Set()).map(({ host }) => host))].sort()
}

function newPackagesOf(facts: readonly FileFacts[]): { reasons: Reason[]; vendors: string[] } {
  const before = new Set(facts.flatMap(({ packages }) => packages.before.map(({ ecosystem, name }) => `${ecosystem} ${name}`)))
  const reasons: Reason[] = []
  const vendors = new Set<string>()
  for (const { path, packages } of facts) {
    for (const { ecosystem, name, vendor } of packages.after) {
      if (before.has(`${ecosystem} ${name}`)) continue
      vendors.add(vendor)
      reasons.push({ path, text: `new dependency on the service of ${vendor}: ${name}` })
    }
  }
  return { reasons, vendors: [...vendors].sort() }
}

function capabilitiesOf(facts: readonly FileFacts[], newHosts: readonly string[]): Capability[] {
  const all: Capability[] = facts.flatMap(({ agent, contract }) => [...(agent?.capabilities ?? []), ...(contract?.capabilities ?? [])])
  all.push(...newHosts.map((value) => ({ kind: "host" as const, value })))
  return [...new Map(all.map((capability) => [`${capability.kind} ${capability.value}`, capability])).values()]
}

function suggestionsOf(
  found: readonly WorkTypeResult[],
  facts: readonly FileFacts[],
  routes: readonly NewRoute[],
): Pick<Classification, "data" | "attackSurface" | "blastRadius"> {
  const data = new Set<DataKind>(found.flatMap(({ id }) => typical[id].data))
  const surface = new Set<AttackSurface>(found.flatMap(({ id }) => typical[id].surface))
  if (routes.some(({ webhook }) => webhook)) surface.add("webhook")
  if (routes.some(({ path }) => suggestsPeople(path))) data.add("customer data")
  if (facts.some(({ writesFiles }) => writesFiles)) surface.add("file write")
  if (facts.some(({ isConfig, skipped }) => isConfig && skipped === undefined)) data.add("internal configs")
  if (facts.some(({ isConfig, skipped }) => !isConfig && skipped === undefined)) data.add("code")
  const wide = found.flatMap(({ id }) => typical[id].wide ?? [])
  return {
    data: dataKinds.filter((kind) => data.has(kind)),
    attackSurface: attackSurfaces.filter((kind) => surface.has(kind)),
    blastRadius: { value: wide.length > 0 ? "cross-system" : "isolated", reasons: wide },
  }
}

function sensitivityFrom(facts: readonly FileFacts[]): Sensitivity {
  const reasons: Sensitivity["reasons"][number][] = []
  for (const { path, auth, regionsGained } of facts) {
    for (const text of auth?.architectural ?? []) {
      reasons.push({ ground: "authentication architecture", text: text.startsWith(path) ? text : `${path}: ${text}`, suggested: true })
    }
    if (regionsGained.length > 0)
      reasons.push({ ground: "data residency", text: `${path}: new cloud region ${regionsGained.slice(0, 5).join(", ")}`, suggested: true })
  }
  return { level: reasons.length > 0 ? "HIGH" : "STANDARD", reasons }
}
