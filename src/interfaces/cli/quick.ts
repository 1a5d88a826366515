/**
 * The calls of hooks, word for word. They run the same handler on the same input as the long way round; whatever else
 * stands on the line, also a mistyped word, goes that way.
 */
import type { Handler } from "../../base/operation.ts"
import type { CommonFlags } from "./execute.ts"

export interface QuickCall {
  /** The words behind `tipstaff`, without the flags that every command has. */
  readonly words: string
  readonly schema: string
  /** What the operation's schema makes of these words (quick.test.ts holds it). */
  readonly input: object
  readonly load: () => Promise<Handler<never, unknown>>
}

const scan = { path: ".", staged: true, range: [], history: false, format: "text", noIgnore: false }
const loadScan: QuickCall["load"] = async () => (await import("../../app/secrets/scan.ts")).handleSecretsScan
const loadCheck: QuickCall["load"] = async () => (await import("../../app/check/check.ts")).handleCheck

export const quickCalls: readonly QuickCall[] = [
  { words: "check --staged", schema: "tipstaff.check/1", input: { staged: true, event: false }, load: loadCheck },
  { words: "check --event", schema: "tipstaff.check/1", input: { staged: false, event: true }, load: loadCheck },
  { words: "secrets scan --staged", schema: "tipstaff.secrets/1", input: scan, load: loadScan },
  { words: "secrets scan --staged --format json", schema: "tipstaff.secrets/1", input: { ...scan, format: "json" }, load: loadScan },
]

const common = new Set(["--json", "--quiet", "--no-input"])

/** Undefined when the words are none of these calls. */
export function quickCall(words: readonly string[]): (() => Promise<void>) | undefined {
  const call = quickCalls.find((candidate) => candidate.words === words.filter((word) => !common.has(word)).join(" "))
  if (call === undefined) return undefined
  const flags: CommonFlags = { json: words.includes("--json"), quiet: words.includes("--quiet"), noInput: words.includes("--no-input") }
  return async () => {
    const [{ execute, listenForInterrupts }, handle] = await Promise.all([import("./execute.ts"), call.load()])
    listenForInterrupts()
    await execute(flags, async (world) => ({ schema: call.schema, result: await handle(world, call.input as never) }))
  }
}
