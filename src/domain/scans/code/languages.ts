/** The grammars of the languages, and their parsers. */
import { createRequire } from "node:module"
import { registerDynamicLanguage } from "@ast-grep/napi"
import { go } from "./grammars/go.ts"
import { java } from "./grammars/java.ts"
import { javascript } from "./grammars/javascript.ts"
import { python } from "./grammars/python.ts"
import type { Family } from "./rule.ts"
import type { Grammar } from "./syntax.ts"

export const grammars: Readonly<Record<Family, Grammar>> = { javascript, python, go, java }

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
