/** A gitleaks configuration as a scan takes it along: texts that can be handed to a thread, which imports them anew. */
import { realpathSync } from "node:fs"
import { dirname } from "node:path"
import { TipstaffError } from "../../../base/errors.ts"
import { inside, readBytesNow } from "../../../platform/files.ts"
import { importedCompanion } from "../../secrets/gitleaks/companion.ts"
import { importGitleaks } from "../../secrets/gitleaks/import.ts"
import { ruleSetOf, type ImportedRuleSet } from "../../secrets/gitleaks/rule-set.ts"
import type { SecretRule } from "../../secrets/rule.ts"
import type { Companion } from "../../secrets/scanner.ts"

export interface ImportedTexts {
  /** As messages name it. */
  readonly file: string
  readonly text: string
  /** The texts of the files that it extends, by their path as it is spelt there. */
  readonly extended: ReadonlyMap<string, string>
  /** What cannot be taken over is left out, and noted. */
  readonly lenient: boolean
  /** Leave out its allowlists that speak of more than one of its rules. */
  readonly noAllowlists: boolean
  /** From the repository's root to the folder of the scan: empty, or ending with a slash. */
  readonly prefix: string
}

export interface ImportSource extends Pick<ImportedTexts, "file" | "lenient" | "noAllowlists" | "prefix"> {
  /** Absolute. */
  readonly path: string
  /** The repository, or the folder of the scan: what the file extends lies in it, or beside the file. */
  readonly root: string
  /** The file itself must lie in the root as well: the repository names it, not a person. */
  readonly bounded: boolean
}

/** As gitleaks' own; import.ts counts again. */
const maxBytes = 2 * 1024 * 1024

/** Throws what files and importGitleaks say when the configuration cannot be used. */
export function readImport({ path, root, bounded, ...rest }: ImportSource): ImportedTexts {
  const text = bounded ? readInside(root, path, rest.file) : readNow(path, rest.file)
  if (text === undefined) {
    throw new TipstaffError("file/missing", `${rest.file} does not exist`, { file: rest.file, next: "correct secrets.gitleaks or --config" })
  }
  const extended = new Map<string, string>()
  const read = (name: string) => {
    const found = readInside(root, name, name) ?? (bounded ? undefined : readInside(dirname(path), name, name))
    if (found !== undefined) extended.set(name, found)
    return found
  }
  const { file, lenient } = rest
  importGitleaks(text, { file, read, lenient })
  return { ...rest, text, extended }
}

/** For a scanner: the rules that count, and what looks beside its own search. */
export interface Imported {
  readonly set: ImportedRuleSet
  readonly rules: readonly SecretRule[]
  readonly beside: Companion
}

export function importedRules(texts: ImportedTexts): Imported {
  const set = importedRuleSet(texts)
  return { set, rules: set.rules, beside: importedCompanion(set, texts.prefix) }
}

const sets = new WeakMap<ImportedTexts, ImportedRuleSet>()

/** The same object for the same texts: one process imports them once. */
export function importedRuleSet(texts: ImportedTexts): ImportedRuleSet {
  const known = sets.get(texts)
  if (known !== undefined) return known
  const { text, file, lenient, extended, noAllowlists } = texts
  const imported = importGitleaks(text, { file, lenient, read: (path) => extended.get(path) })
  const set = ruleSetOf(noAllowlists ? { ...imported, allowlists: [] } : imported, file, lenient)
  sets.set(texts, set)
  return set
}

/** Undefined when it is not there. Throws `file/outside` when its path, or a link on the way, leads out of the folder. */
function readInside(folder: string, path: string, name: string): string | undefined {
  const real = realPath(inside(folder, path))
  return real === undefined ? undefined : readNow(inside(realPath(folder) ?? folder, real), name)
}

function realPath(path: string): string | undefined {
  try {
    return realpathSync(path)
  } catch {
    return undefined
  }
}

function readNow(path: string, name: string): string | undefined {
  const real = realPath(path)
  if (real === undefined) return undefined
  const bytes = readBytesNow(real, maxBytes, { buffer: Buffer.alloc(0) })
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes)
  } catch (cause) {
    throw new TipstaffError("file/not-utf8", `${name} is not valid UTF-8`, { file: name, cause, next: "save the file as UTF-8" })
  }
}
