/** go.mod with go.sum beside it (Go Modules Reference, "go.mod files" and "go.sum files"). */
import { posix } from "node:path"
import { TipstaffError } from "../../../../base/errors.ts"
import { Collection } from "../collect.ts"
import { shown, type LockReading } from "../package.ts"

interface Requirement {
  readonly module: string
  readonly version: string
  readonly line: number
  readonly indirect: boolean
}

interface Replacement {
  readonly module: string
  readonly version: string | undefined
}

/** Throws `lockfile/invalid` with the line. The companion is `go.sum`. */
export function readGoMod(text: string, file: string, companions: ReadonlyMap<string, string>): LockReading {
  const found = new Collection("Go")
  const requirements: Requirement[] = []
  const replaced = new Map<string, Replacement>()
  let language = 0
  for (const { verb, words, line, comment } of directives(text, file)) {
    if (verb === "go") language = Number(/^1\.(\d{1,4})/.exec(words[0] ?? "")?.[1] ?? 0)
    else if (verb === "require") {
      const [module, version] = words
      if (module === undefined || version === undefined || !/^v\d/.test(version)) {
        throw new TipstaffError("lockfile/invalid", `${file} requires a module without a version`, { file, line, next: "run go mod tidy" })
      }
      requirements.push({ module, version, line, indirect: /^\/\/ *indirect\b/.test(comment) })
    } else if (verb === "replace") {
      const arrow = words.indexOf("=>")
      const to = words[arrow + 1]
      if (arrow > 0 && to !== undefined) replaced.set(words.slice(0, arrow).join(" "), { module: to, version: words[arrow + 2] })
    }
  }
  const sums = companions.get("go.sum")
  const known = sums === undefined ? undefined : sumsOf(sums)
  const names = new Set<string>()
  const direct: string[] = []
  for (const { module, version, line, indirect } of requirements) {
    names.add(module)
    const other = replaced.get(`${module} ${version}`) ?? replaced.get(module)
    // A folder in place of a module is code of this repository, or lies outside of it.
    if (other !== undefined && other.version === undefined) {
      if (posix.isAbsolute(other.module) || posix.join(posix.dirname(file), other.module).startsWith(".."))
        found.skip(line, `${shown(module)} is replaced by a folder outside the repository: its version is unknown`)
      continue
    }
    const actual = other?.version === undefined ? { module, version } : { module: other.module, version: other.version }
    if (known !== undefined && !known.has(`${actual.module} ${actual.version}`) && !known.has(`${actual.module} ${actual.version}/go.mod`)) {
      found.skip(line, `go.sum holds no checksum for ${shown(actual.module)} ${shown(actual.version)}; run go mod tidy`)
    }
    const key = found.add({ name: actual.module, version: actual.version, line })
    names.add(actual.module)
    if (key !== undefined && !indirect) direct.push(key)
  }
  // Before Go 1.17 go.mod does not list what the requirements require in turn; go.sum does, with older versions among it.
  if (language < 17) for (const [sum, line] of known ?? []) addFromSum(sum, line)
  return { packages: found.packages, unpinned: found.unpinned, direct }

  function addFromSum(sum: string, line: number): void {
    const [module = "", version = ""] = sum.split(" ")
    if (!version.endsWith("/go.mod") && !names.has(module)) found.add({ name: module, version, line, file: "go.sum" })
  }
}

function sumsOf(text: string): Map<string, number> {
  const sums = new Map<string, number>()
  for (const [index, raw] of text.split("\n").entries()) {
    const [module, version, sum] = raw.trim().split(/ +/)
    if (module && version && sum?.startsWith("h1:") === true) sums.set(`${module} ${version}`, index + 1)
  }
  return sums
}

interface Directive {
  readonly verb: string
  readonly words: readonly string[]
  readonly line: number
  readonly comment: string
}

function* directives(text: string, file: string): Generator<Directive> {
  let block: string | undefined
  let blockLine = 1
  for (const [index, raw] of text
    .replace(/^\ufeff/, "")
    .split("\n")
    .entries()) {
    const line = index + 1
    const slashes = raw.search(/(?:^|[ \t])\/\//)
    const comment = slashes < 0 ? "" : raw.slice(slashes).trim()
    const words = (slashes < 0 ? raw : raw.slice(0, slashes))
      .trim()
      .split(/[ \t]+/)
      .map(plain)
      .filter((word) => word !== "")
    const [first] = words
    if (first === undefined) continue
    if (block !== undefined) {
      if (first === ")") block = undefined
      else yield { verb: block, words, line, comment }
    } else if (words[1] === "(" || first.endsWith("(")) {
      block = first.replace(/\($/, "")
      blockLine = line
    } else yield { verb: first, words: words.slice(1), line, comment }
  }
  if (block !== undefined) throw new TipstaffError("lockfile/invalid", `${file} ends inside the ${shown(block)} block`, { file, line: blockLine })
}

function plain(word: string): string {
  return /^(["`]).*\1$/.test(word) ? word.slice(1, -1) : word
}
