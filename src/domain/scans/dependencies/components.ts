/** The packages of all lockfiles together: each once, with every place where it is locked. */
import type { Unexamined } from "../engine.ts"
import type { ReadLockfile } from "./inventory.ts"
import { keyOf, shown, type LockedPackage } from "./package.ts"
import { purlOf } from "./purl.ts"
import { posix } from "node:path"

export interface Place {
  /** Lockfile, relative to the root; where the package itself stands when that is a companion file. */
  readonly path: string
  readonly line: number
}

export interface LockedComponent extends LockedPackage {
  readonly purl: string
  readonly namespace: string | undefined
  /** The name without its namespace. */
  readonly shortName: string
  readonly places: readonly Place[]
  /** Ids of the components that it depends on. */
  readonly needs: ReadonlySet<string>
}

export interface ComponentSet {
  /** By id, in the order of package URLs. */
  readonly byId: ReadonlyMap<string, LockedComponent>
  /** What the project itself asks for, as far as lockfiles tell. */
  readonly direct: ReadonlySet<string>
  readonly unexamined: readonly Unexamined[]
}

/** Not the package URL: npm once allowed names that differ only in case, which the URL does not keep apart. */
function componentId(one: Pick<LockedPackage, "ecosystem" | "name" | "version">): string {
  return `${one.ecosystem}\n${keyOf(one.name, one.version)}`
}

const scopes = ["required", "optional", "development"] as const

export function mergeComponents(lockfiles: readonly ReadLockfile[]): ComponentSet {
  const merged = new Map<string, LockedComponent & { places: Place[]; needs: Set<string> }>()
  const direct = new Set<string>()
  const unexamined: Unexamined[] = []
  for (const { path, reading } of lockfiles) {
    // A lockfile speaks of one ecosystem, so its keys become ids by adding that.
    const idOf = (key: string) => `${reading.packages[0]?.ecosystem ?? ""}\n${key}`
    for (const key of reading.direct ?? []) direct.add(idOf(key))
    for (const one of reading.packages) {
      const place = { path: one.file === undefined ? path : posix.join(posix.dirname(path), one.file), line: one.line }
      const purl = purlOf(one.ecosystem, one.name, one.version)
      if (purl === undefined) {
        unexamined.push({ ...place, reason: `${shown(one.name)} cannot be written as a package URL` })
        continue
      }
      const needs = (one.dependsOn ?? []).map(idOf)
      const known = merged.get(componentId(one))
      if (known === undefined) {
        merged.set(componentId(one), {
          ...one,
          purl: purl.purl,
          namespace: purl.namespace,
          shortName: purl.name,
          places: [place],
          needs: new Set(needs),
        })
        continue
      }
      known.places.push(place)
      for (const id of needs) known.needs.add(id)
      const scope = scopes.find((candidate) => candidate === one.scope || candidate === known.scope) ?? "required"
      if (scope !== known.scope) merged.set(componentId(one), { ...known, scope })
    }
  }
  const sorted = [...merged].sort(([idA, a], [idB, b]) => (a.purl < b.purl ? -1 : a.purl > b.purl ? 1 : idA < idB ? -1 : 1))
  return { byId: new Map(sorted), direct, unexamined }
}
