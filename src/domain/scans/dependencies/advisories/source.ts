/** What a source of advisories answers for the packages of a repository. */
import type { Ecosystem, LockedPackage } from "../package.ts"
import { lookupName } from "./affects.ts"
import type { OsvAdvisory } from "./osv.ts"

export interface AdvisoryAnswer {
  /** Advisories that speak of this package, whatever its version. */
  advisoriesOf(component: LockedPackage): readonly OsvAdvisory[]
  /** Why an ecosystem could not be answered for in full. Any gap makes the scan of its lockfiles incomplete. */
  readonly gaps: ReadonlyMap<Ecosystem, string>
  /** Which source it was and how fresh, for the record. */
  readonly origin: string
  /** The source compared versions itself: where it says affected and we say not, the finding is kept as unsure. */
  readonly compared?: boolean
}

/** Throws nothing: what goes wrong becomes a gap. Throws only `scan/cancelled`. */
export type AdvisorySource = (components: readonly LockedPackage[]) => Promise<AdvisoryAnswer>

/** Keeps only the advisories of wanted packages, so that memory follows the repository and not the source. */
export class AdvisoryIndex {
  readonly #byPackage = new Map<string, OsvAdvisory[]>()

  constructor(components: readonly LockedPackage[]) {
    for (const { ecosystem, name } of components) this.#byPackage.set(placeOf(ecosystem, name), [])
  }

  /** Answers the ecosystems that the advisory speaks of. */
  keep(advisory: OsvAdvisory): void {
    for (const place of new Set(advisory.affected.map((entry) => placeOf(entry.ecosystem, entry.name)))) this.#byPackage.get(place)?.push(advisory)
  }

  of(component: LockedPackage): readonly OsvAdvisory[] {
    return this.#byPackage.get(placeOf(component.ecosystem, component.name)) ?? []
  }
}

function placeOf(ecosystem: string, name: string): string {
  return `${ecosystem}\n${lookupName(ecosystem, name)}`
}

/** The same gap for every ecosystem among the components. */
export function gapForAll(components: readonly LockedPackage[], reason: string): ReadonlyMap<Ecosystem, string> {
  return new Map(components.map(({ ecosystem }) => [ecosystem, reason]))
}
