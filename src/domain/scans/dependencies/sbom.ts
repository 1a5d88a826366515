/** The bill of materials (CycloneDX 1.6, JSON): the same repository gives the same bytes at the same time. */
import type { Instant } from "../../../base/clock.ts"
import { sha256 } from "../../../base/hash.ts"
import { printable } from "../../../base/mask.ts"
import type { ComponentSet, LockedComponent } from "./components.ts"
import type { PackageScope } from "./package.ts"

export interface SbomOptions {
  /** Of the repository. */
  readonly name: string
  /** Version of tipstaff. */
  readonly toolVersion: string
  readonly at: Instant
  /** `urn:uuid:…`; derived from the components when absent. */
  readonly serialNumber?: string
  /** How many things could not be examined: a reader must see that the list may be incomplete. */
  readonly unexamined: number
  /** Which source of advisories the packages were compared with. */
  readonly advisories: string
}

const scopeWords: Readonly<Record<PackageScope, string>> = { required: "required", optional: "optional", development: "excluded" }

/** The library is CommonJS: a bundle has its names only on the default export, a transpiling loader only beside it. */
function exportsOf<Exports extends object>(imported: { readonly default?: Exports } & Exports): Exports {
  return imported.default ?? imported
}

export async function sbomOf(components: ComponentSet, options: SbomOptions): Promise<string> {
  // Loaded here, because loading costs more than a small scan.
  const [models, enums, serialize, spec] = await Promise.all([
    import("@cyclonedx/cyclonedx-library/Models").then(exportsOf),
    import("@cyclonedx/cyclonedx-library/Enums").then(exportsOf),
    import("@cyclonedx/cyclonedx-library/Serialize").then(exportsOf),
    import("@cyclonedx/cyclonedx-library/Spec").then(exportsOf),
  ])
  const { Bom, Component, HashDictionary, Property, PropertyRepository } = models

  const toModel = (one: LockedComponent, bomRef: string) =>
    new Component(enums.ComponentType.Library, one.shortName, {
      bomRef,
      purl: one.purl,
      version: one.version,
      scope: scopeWords[one.scope] as (typeof enums.ComponentScope)["Required"],
      hashes: new HashDictionary((one.hashes ?? []).map(({ algorithm, value }) => [algorithm as (typeof enums.HashAlgorithm)["SHA-512"], value])),
      properties: new PropertyRepository(one.places.map(({ path, line }) => new Property("tipstaff:lockfile", `${printable(path)}:${line}`))),
      ...(one.namespace === undefined ? {} : { group: one.namespace }),
    })

  const root = new Component(enums.ComponentType.Application, printable(options.name), { bomRef: "repository" })
  const bom = new Bom({ serialNumber: options.serialNumber ?? serialNumberOf(components, options.name) })
  bom.metadata.timestamp = new Date(options.at)
  bom.metadata.component = root
  bom.metadata.tools.components.add(new Component(enums.ComponentType.Application, "tipstaff", { version: options.toolVersion }))
  bom.metadata.properties.add(new Property("tipstaff:advisories", printable(options.advisories)))
  bom.metadata.properties.add(new Property("tipstaff:unexamined", String(options.unexamined)))

  const byId = new Map<string, InstanceType<typeof Component>>()
  const refs = new Set<string>()
  for (const [id, one] of components.byId) {
    // The library would give equal references a random ending.
    const ref = refs.has(one.purl) ? `${one.purl}#${sha256(id).slice(0, 12)}` : one.purl
    refs.add(ref)
    const model = toModel(one, ref)
    byId.set(id, model)
    bom.components.add(model)
  }
  for (const [id, one] of components.byId) {
    const refsOfNeeds = [...one.needs].flatMap((need) => byId.get(need)?.bomRef ?? [])
    for (const ref of refsOfNeeds.sort(byValue)) byId.get(id)?.dependencies.add(ref)
  }
  for (const ref of [...components.direct].flatMap((id) => byId.get(id)?.bomRef ?? []).sort(byValue)) root.dependencies.add(ref)
  // The library sorts by the machine's language; the order here is already that of package URLs.
  const text = new serialize.JsonSerializer(new serialize.JSON.Normalize.Factory(spec.Spec1dot6)).serialize(bom, { sortLists: false, space: 2 })
  return `${text}\n`
}

function byValue(a: { readonly value?: string | undefined }, b: { readonly value?: string | undefined }): number {
  return (a.value ?? "") < (b.value ?? "") ? -1 : 1
}

/** A UUID of version 8 (RFC 9562: custom), so that the same list keeps its number. */
function serialNumberOf(components: ComponentSet, name: string): string {
  const digest = sha256(JSON.stringify([name, [...components.byId.keys()]]))
  const variant = "89ab"[Number.parseInt(digest[16] ?? "0", 16) % 4]
  const uuid = [digest.slice(0, 8), digest.slice(8, 12), `8${digest.slice(13, 16)}`, `${variant}${digest.slice(17, 20)}`, digest.slice(20, 32)]
  return `urn:uuid:${uuid.join("-")}`
}
