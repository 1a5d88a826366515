/**
 * Advisories from a folder: OSV's export as downloaded (`<Ecosystem>/all.zip`), the same unpacked
 * (`<Ecosystem>/*.json`), or one flat folder of OSV files.
 */
import type { Stats } from "node:fs"
import { opendir, stat } from "node:fs/promises"
import { join } from "node:path"
import { isoDate, type Clock } from "../../../../base/clock.ts"
import { day } from "../../../../base/duration.ts"
import { TipstaffError, messageOf } from "../../../../base/errors.ts"
import { parseJson } from "../../../../base/json.ts"
import { readBytes } from "../../../../platform/files.ts"
import { shown, type Ecosystem, type LockedPackage } from "../package.ts"
import { readAdvisory } from "./osv.ts"
import { AdvisoryIndex, gapForAll, type AdvisoryAnswer, type AdvisorySource } from "./source.ts"
import { readZip } from "./zip.ts"

export interface MirrorOptions {
  /** Absolute. */
  readonly folder: string
  readonly maxAgeDays: number
  readonly clock: Clock
  readonly signal: AbortSignal
  /** Called with the number of advisories read so far. */
  readonly progress?: (advisories: number) => void
}

const maxAdvisoryBytes = 16 * 1024 * 1024
const limits = { entryBytes: maxAdvisoryBytes, totalBytes: 64 * 1024 * 1024 * 1024, entries: 5_000_000 }
// A copied mirror has new file times; its newest advisory tells its true age. Quiet ecosystems change monthly at times.
const quietDays = 30

export function mirrorSource(options: MirrorOptions): AdvisorySource {
  return async (components) => {
    const reading = new MirrorReading(options, components)
    try {
      return await reading.answer()
    } catch (thrown) {
      if (thrown instanceof TipstaffError && thrown.code === "scan/cancelled") throw thrown
      return { advisoriesOf: () => [], origin: "none", gaps: gapForAll(components, "the advisory mirror could not be read") }
    }
  }
}

class MirrorReading {
  readonly #options: MirrorOptions
  readonly #components: readonly LockedPackage[]
  readonly #index: AdvisoryIndex
  readonly #gaps = new Map<Ecosystem, string>()
  #newestAdvisory = 0
  #newestFile = 0
  #read = 0

  constructor(options: MirrorOptions, components: readonly LockedPackage[]) {
    this.#options = options
    this.#components = components
    this.#index = new AdvisoryIndex(components)
  }

  async answer(): Promise<AdvisoryAnswer> {
    const folder = await statOrNothing(this.#options.folder)
    if (folder?.isDirectory() !== true) return this.#done(gapForAll(this.#components, "no advisory source: the advisory mirror does not exist"))
    const wanted = new Set(this.#components.map((component) => component.ecosystem))
    const flat = await this.#readFolder(this.#options.folder, [...wanted])
    for (const ecosystem of wanted) {
      const own = join(this.#options.folder, ecosystem)
      const there = (await statOrNothing(own))?.isDirectory() === true
      const found = there ? await this.#readFolder(own, [ecosystem]) : new Set<string>()
      if (!found.has(ecosystem) && !flat.has(ecosystem))
        this.#gap(ecosystem, `no advisory source: the advisory mirror holds nothing for ${ecosystem}`)
    }
    if (this.#read > 0) this.#judgeAge()
    return this.#done(this.#gaps)
  }

  #done(gaps: ReadonlyMap<Ecosystem, string>): AdvisoryAnswer {
    const newest = this.#newestAdvisory > 0 ? `, the newest of ${isoDate(this.#newestAdvisory)}` : ""
    return { advisoriesOf: (component) => this.#index.of(component), gaps, origin: `mirror with ${this.#read} advisories${newest}` }
  }

  /** Reads `all.zip`, or the JSON files where there is none. Answers the ecosystems that were spoken of. */
  async #readFolder(folder: string, ecosystems: readonly Ecosystem[]): Promise<ReadonlySet<string>> {
    const spokenOf = new Set<string>()
    const damaged = (what: string, thrown: unknown) => {
      stopIfAborted(this.#options.signal)
      for (const ecosystem of ecosystems) this.#gap(ecosystem, `the advisory mirror is damaged: ${what}: ${reasonOf(thrown)}`)
    }
    const archive = join(folder, "all.zip")
    const archiveStat = await statOrNothing(archive)
    if (archiveStat !== undefined) {
      this.#newestFile = Math.max(this.#newestFile, archiveStat.mtimeMs)
      try {
        for await (const { name, content } of readZip(archive, limits)) {
          // A changed name must not make an advisory disappear.
          if (name.endsWith(".json")) this.#take(content, name, spokenOf, damaged)
          else damaged(shown(name), new TipstaffError("advisories/invalid", "it is not a JSON file"))
        }
      } catch (thrown) {
        damaged("all.zip", thrown)
      }
      return spokenOf
    }
    for await (const entry of await opendir(folder)) {
      if (!entry.isFile() || !entry.name.endsWith(".json")) continue
      try {
        const path = join(folder, entry.name)
        this.#newestFile = Math.max(this.#newestFile, (await stat(path)).mtimeMs)
        this.#take(await readBytes(path, maxAdvisoryBytes), entry.name, spokenOf, damaged)
      } catch (thrown) {
        damaged(shown(entry.name), thrown)
      }
    }
    return spokenOf
  }

  #take(content: Uint8Array, name: string, spokenOf: Set<string>, damaged: (what: string, thrown: unknown) => void): void {
    this.#read += 1
    if (this.#read % 1000 === 0) {
      stopIfAborted(this.#options.signal)
      this.#options.progress?.(this.#read)
    }
    try {
      const advisory = readAdvisory(parseJson(new TextDecoder("utf-8", { fatal: true }).decode(content), shown(name)))
      if (advisory === undefined) throw new TipstaffError("advisories/invalid", "it is not an OSV advisory")
      for (const entry of advisory.affected) spokenOf.add(entry.ecosystem)
      if ((advisory.modified ?? 0) <= this.#options.clock.now() + day) this.#newestAdvisory = Math.max(this.#newestAdvisory, advisory.modified ?? 0)
      if (!advisory.withdrawn) this.#index.keep(advisory)
    } catch (thrown) {
      damaged(shown(name), thrown)
    }
  }

  #judgeAge(): void {
    const { clock, maxAgeDays } = this.#options
    const fileDays = (clock.now() - this.#newestFile) / day
    const contentDays = (clock.now() - this.#newestAdvisory) / day
    if (fileDays <= maxAgeDays && contentDays <= Math.max(maxAgeDays, quietDays)) return
    const days = Math.floor(fileDays > maxAgeDays ? fileDays : contentDays)
    for (const { ecosystem } of this.#components)
      this.#gap(ecosystem, `the advisory mirror is ${days} days old; at most ${maxAgeDays} are allowed: update it`)
  }

  #gap(ecosystem: Ecosystem, reason: string): void {
    if (!this.#gaps.has(ecosystem)) this.#gaps.set(ecosystem, reason)
  }
}

function reasonOf(thrown: unknown): string {
  return thrown instanceof TipstaffError && !thrown.code.startsWith("file/") ? messageOf(thrown) : "it could not be read"
}

async function statOrNothing(path: string): Promise<Stats | undefined> {
  return stat(path).catch(() => undefined)
}

function stopIfAborted(signal: AbortSignal): void {
  if (signal.aborted) throw new TipstaffError("scan/cancelled", "the scan was cancelled")
}
