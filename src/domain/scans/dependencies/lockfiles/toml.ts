/** TOML lockfiles with the line of each `[[package]]`. */
import { TomlError, parse } from "smol-toml"
import { TipstaffError } from "../../../../base/errors.ts"
import type { Fields } from "./fields.ts"

export interface TomlFile {
  readonly root: Fields
  /** The line of the n-th `[[name]]`, from 0. */
  lineOf(name: string, index: number): number
}

/** Throws `lockfile/invalid` with the line. */
export function readTomlFile(text: string, file: string): TomlFile {
  let root: Fields
  try {
    root = parse(text.replace(/^\ufeff/, ""), { maxDepth: 100 }) as Fields
  } catch (cause) {
    const line = cause instanceof TomlError ? { line: cause.line } : {}
    throw new TipstaffError("lockfile/invalid", `${file} is not valid TOML`, { file, cause, ...line })
  }
  const lines = new Map<string, number[]>()
  for (const [index, raw] of text.split("\n").entries()) {
    const name = /^\[\[([A-Za-z]{1,40})\]\]/.exec(raw)?.[1]
    if (name === undefined) continue
    const known = lines.get(name)
    if (known) known.push(index + 1)
    else lines.set(name, [index + 1])
  }
  return { root, lineOf: (name, index) => lines.get(name)?.[index] ?? 1 }
}
