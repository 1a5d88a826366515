/** Which language a file is written in, and its parser. */
import { createRequire } from "node:module"
import { Lang, registerDynamicLanguage } from "@ast-grep/napi"
import { go } from "./grammars/go.ts"
import { java } from "./grammars/java.ts"
import { javascript } from "./grammars/javascript.ts"
import { python } from "./grammars/python.ts"
import type { Family } from "./rule.ts"
import type { Grammar } from "./syntax.ts"

export const grammars: Readonly<Record<Family, Grammar>> = { javascript, python, go, java }

export interface Language {
  readonly family: Family
  /** The parser's name. */
  readonly parser: string
}

const byExtension: Readonly<Record<string, Language>> = {
  js: { family: "javascript", parser: Lang.JavaScript },
  jsx: { family: "javascript", parser: Lang.JavaScript },
  mjs: { family: "javascript", parser: Lang.JavaScript },
  cjs: { family: "javascript", parser: Lang.JavaScript },
  ts: { family: "javascript", parser: Lang.TypeScript },
  mts: { family: "javascript", parser: Lang.TypeScript },
  cts: { family: "javascript", parser: Lang.TypeScript },
  tsx: { family: "javascript", parser: Lang.Tsx },
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

const installed = createRequire(import.meta.url)
let registered = false

/** Makes the parsers of Python, Go and Java known; throws when one is not installed for this platform. */
export function registerParsers(): void {
  if (registered) return
  registerDynamicLanguage({
    python: installed("@ast-grep/lang-python") as Registration,
    go: installed("@ast-grep/lang-go") as Registration,
    java: installed("@ast-grep/lang-java") as Registration,
  })
  registered = true
}

type Registration = Parameters<typeof registerDynamicLanguage>[0][string]
