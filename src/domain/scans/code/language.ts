/** Which language a file is written in. Loads no parser: a commit without code is checked without one. */
import type { Family } from "./rule.ts"

export interface Language {
  readonly family: Family
  /** The parser's name. */
  readonly parser: string
}

const byExtension: Readonly<Record<string, Language>> = {
  js: { family: "javascript", parser: "JavaScript" },
  jsx: { family: "javascript", parser: "JavaScript" },
  mjs: { family: "javascript", parser: "JavaScript" },
  cjs: { family: "javascript", parser: "JavaScript" },
  ts: { family: "javascript", parser: "TypeScript" },
  mts: { family: "javascript", parser: "TypeScript" },
  cts: { family: "javascript", parser: "TypeScript" },
  tsx: { family: "javascript", parser: "Tsx" },
  py: { family: "python", parser: "python" },
  pyw: { family: "python", parser: "python" },
  go: { family: "go", parser: "go" },
  java: { family: "java", parser: "java" },
}

/** By the name alone; undefined when the name says nothing. */
export function languageOf(path: string): Language | undefined {
  const name = path.slice(path.lastIndexOf("/") + 1)
  const dot = name.lastIndexOf(".")
  if (dot < 0) return undefined
  const extension = name.slice(dot + 1).toLowerCase()
  return Object.hasOwn(byExtension, extension) ? byExtension[extension] : undefined
}

/** A script without an extension may name its interpreter in its first line. */
export function mayBeScript(path: string): boolean {
  return !path.slice(path.lastIndexOf("/") + 1).includes(".")
}

/** By the first line (`#!/usr/bin/env python3`). */
export function languageOfScript(bytes: Uint8Array): Language | undefined {
  if (bytes[0] !== 0x23 || bytes[1] !== 0x21) return undefined
  const line = Buffer.from(bytes.subarray(0, 128)).toString("latin1").split("\n", 1)[0] ?? ""
  if (/\bpython(?:[23](?:\.\d{1,2})?)?\s*$|\bpython[23]?\s/.test(line)) return byExtension["py"]
  if (/\b(?:node|bun|deno)\b/.test(line)) return byExtension["ts"]
  return undefined
}
