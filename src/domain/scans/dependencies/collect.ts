/** Gathers the packages of one lockfile: implausible names are reported, a package met twice is kept once. */
import { isPlausible, keyOf, shown, type Ecosystem, type LockedPackage, type PackageScope, type Unpinned } from "./package.ts"

type Met = Omit<LockedPackage, "ecosystem" | "scope"> & { readonly scope?: PackageScope }

const scopeRank: Readonly<Record<PackageScope, number>> = { required: 0, optional: 1, development: 2 }

/** One per lockfile being read; sets keep a hostile lockfile with many copies of one package linear. */
export class Collection {
  readonly unpinned: Unpinned[] = []
  readonly #ecosystem: Ecosystem
  readonly #met = new Map<string, { readonly first: Met; scope: PackageScope; readonly dependsOn: Set<string> }>()

  constructor(ecosystem: Ecosystem) {
    this.#ecosystem = ecosystem
  }

  /** Answers the key, or undefined when the name or version is not one. */
  add(met: Met): string | undefined {
    if (!isPlausible(met.name, met.version)) {
      this.skip(met.line, `${shown(met.name) || "a package"} has no usable name or version`)
      return undefined
    }
    const key = keyOf(met.name, met.version)
    const scope = met.scope ?? "required"
    const known = this.#met.get(key)
    if (known === undefined) this.#met.set(key, { first: met, scope, dependsOn: new Set(met.dependsOn) })
    else {
      // Needed at run time in one place is needed at run time.
      if (scopeRank[scope] < scopeRank[known.scope]) known.scope = scope
      for (const one of met.dependsOn ?? []) known.dependsOn.add(one)
    }
    return key
  }

  skip(line: number, reason: string): void {
    this.unpinned.push({ line, reason })
  }

  /** Adds edges to a package that is already there. */
  link(key: string, dependsOn: readonly string[]): void {
    const known = this.#met.get(key)
    for (const one of dependsOn) known?.dependsOn.add(one)
  }

  has(key: string): boolean {
    return this.#met.has(key)
  }

  /** Everything that no path from these keys reaches is for development. */
  markUnreached(from: Iterable<string>): void {
    const reached = new Set<string>()
    const open = [...from]
    for (let key = open.pop(); key !== undefined; key = open.pop()) {
      if (reached.has(key)) continue
      reached.add(key)
      for (const next of this.#met.get(key)?.dependsOn ?? []) open.push(next)
    }
    for (const [key, known] of this.#met) if (!reached.has(key)) known.scope = "development"
  }

  get packages(): LockedPackage[] {
    return [...this.#met.values()].map(({ first, scope, dependsOn }) => ({
      ...first,
      ecosystem: this.#ecosystem,
      scope,
      dependsOn: [...dependsOn].filter((key) => this.#met.has(key)),
    }))
  }
}
