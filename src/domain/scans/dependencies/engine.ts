/** The dependency engine: lockfiles to a bill of materials, and its packages to findings by known advisories. */
import { basename, isAbsolute, join } from "node:path"
import type { Engine, EngineAbsence, EngineReport, ScanContext, ScanTarget, Unexamined } from "../engine.ts"
import { apiSource } from "./advisories/api.ts"
import { mirrorSource } from "./advisories/mirror.ts"
import { gapForAll, type AdvisoryAnswer, type AdvisorySource } from "./advisories/source.ts"
import { mergeComponents } from "./components.ts"
import { takeInventory, type Inventory } from "./inventory.ts"
import { findingsOf } from "./match.ts"
import { sbomOf } from "./sbom.ts"
import type { DependencySettings } from "./settings.ts"

/** What a repository's settings do not hold. */
export interface DependencyEngineExtras {
  /** Version of tipstaff, as the bill of materials names it. */
  readonly toolVersion?: string
  /** Defaults to the name of the target's folder. */
  readonly repositoryName?: string
  /** `urn:uuid:…` for the bill of materials; derived from its content when absent. */
  readonly serialNumber?: string
  /** CVE ids on a list of exploited vulnerabilities. */
  readonly knownExploited?: ReadonlySet<string>
  /** Milliseconds before the OSV API is asked a second time. */
  readonly backoffMs?: number
}

const id = "tipstaff-dependencies"
const version = "1.0.0"
const sbomName = "sbom.cdx.json"

/**
 * Without any list of packages the answer is not_applicable. Without a usable source of advisories the report still
 * holds the bill of materials, and every lockfile is listed as unexamined: such a run is incomplete, never clean.
 */
export function dependenciesEngine(options: DependencySettings, extras: DependencyEngineExtras = {}): Engine {
  return {
    id,
    class: "dependencies",
    kind: "embedded",
    probe: () => Promise.resolve({ version }),
    scan: (target, context) => scan(target, context, options, extras),
  }
}

async function scan(
  target: ScanTarget,
  context: ScanContext,
  options: DependencySettings,
  extras: DependencyEngineExtras,
): Promise<EngineReport | EngineAbsence> {
  const inventory = await takeInventory(target, context.signal, context.progress)
  if (inventory === undefined) return { outcome: "not_applicable", reason: "no dependency manifests found" }
  const components = mergeComponents(inventory.lockfiles)
  const listed = [...components.byId.values()]
  const answer = listed.length === 0 ? nothingAsked : await sourceFor(options, extras, target, context)(listed)
  const unexamined = [...inventory.unexamined, ...components.unexamined, ...gapsOf(inventory, answer)].sort(byPlace)
  const matching = {
    engine: id,
    engineVersion: version,
    knownExploited: extras.knownExploited ?? new Set<string>(),
    compared: answer.compared === true,
  }
  return {
    findings: listed.flatMap((component) => findingsOf(component, answer.advisoriesOf(component), matching)),
    examined: inventory.examined,
    unexamined,
    artefacts: [
      {
        name: sbomName,
        text: await sbomOf(components, {
          name: extras.repositoryName ?? basename(target.root),
          toolVersion: extras.toolVersion ?? version,
          at: context.clock.now(),
          unexamined: unexamined.length,
          advisories: answer.origin,
          ...(extras.serialNumber === undefined ? {} : { serialNumber: extras.serialNumber }),
        }),
      },
    ],
  }
}

const nothingAsked: AdvisoryAnswer = { advisoriesOf: () => [], gaps: new Map(), origin: "none" }

function sourceFor(options: DependencySettings, extras: DependencyEngineExtras, target: ScanTarget, context: ScanContext): AdvisorySource {
  const { clock, signal, progress } = context
  if (options.advisories !== undefined) {
    const folder = isAbsolute(options.advisories) ? options.advisories : join(target.root, options.advisories)
    return mirrorSource({ folder, maxAgeDays: options.maxMirrorAgeDays, clock, signal, progress: (done) => progress(done, undefined) })
  }
  if (!options.online) return offline
  const { timeoutMs, apiUrl: baseUrl } = options
  return apiSource({ baseUrl, timeoutMs, backoffMs: extras.backoffMs ?? 500, fetch: context.fetch, signal, progress })
}

async function offline(components: Parameters<AdvisorySource>[0]): Promise<AdvisoryAnswer> {
  return {
    advisoriesOf: () => [],
    origin: "none",
    gaps: gapForAll(components, "no advisory source: there is no mirror, and the OSV API may not be asked"),
  }
}

/** A lockfile with packages that no advisory source answered for was not examined. */
function gapsOf({ lockfiles }: Inventory, { gaps }: AdvisoryAnswer): Unexamined[] {
  return lockfiles.flatMap(({ path, reading }) => {
    const ecosystem = reading.packages[0]?.ecosystem
    const reason = ecosystem === undefined ? undefined : gaps.get(ecosystem)
    return reason === undefined ? [] : [{ path, reason }]
  })
}

function byPlace(a: Unexamined, b: Unexamined): number {
  if (a.path !== b.path) return a.path < b.path ? -1 : 1
  return (a.line ?? 0) - (b.line ?? 0) || (a.reason < b.reason ? -1 : a.reason > b.reason ? 1 : 0)
}
