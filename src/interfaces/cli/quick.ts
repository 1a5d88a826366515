/**
 * The calls that hooks make and that people wait for: they run the same handler on the same input as the long way round,
 * without the command library and the schemas. Whatever is not exactly one of these forms, also a mistyped word, goes the
 * long way.
 */
import { compileFor } from "../../platform/v8-flags.ts"
import { secretFormatNames } from "../../domain/secrets/formats/names.ts"
import type { Handler } from "../../base/operation.ts"
import type { CommonFlags } from "./execute.ts"
import { hostNames } from "../../domain/guard/hosts/event.ts"
import type * as Guard from "./guard-handlers.ts"
import type * as Quick from "./quick-handlers.ts"

export interface QuickCall {
  /** The words behind `tipstaff`. */
  readonly words: readonly string[]
  readonly schema: string
  /** What the operation's schema makes of no flags (quick.test.ts holds it); flags change it field by field. */
  readonly input: Readonly<Record<string, unknown>>
  readonly flags: Readonly<Record<string, Flag>>
  /** Fields without which the long way says what is missing. */
  readonly required?: readonly string[]
  /** The field of the one word that is no flag, if there may be one. */
  readonly positional?: string
  readonly handler: keyof typeof Quick.handlers | keyof typeof Guard.handlers
  /** The file that holds the handler. */
  readonly bundle: Bundle
}

export type Bundle = "quick" | "guard"

/** A switch, or a field that takes one of these words, any word, or any number of words. */
type Flag = readonly [field: string, takes: "nothing" | "text" | "texts" | readonly string[]]

export const quickCalls: readonly QuickCall[] = [
  {
    words: ["check"],
    schema: "tipstaff.check/1",
    input: { staged: false, event: false },
    flags: { "--staged": ["staged", "nothing"], "--event": ["event", "nothing"], "--message": ["message", "text"] },
    handler: "check",
    bundle: "quick",
  },
  {
    words: ["secrets", "scan"],
    schema: "tipstaff.secrets/1",
    input: { path: ".", staged: false, range: [], history: false, format: "text", noIgnore: false, lenient: false },
    flags: {
      "--staged": ["staged", "nothing"],
      "--history": ["history", "nothing"],
      "--range": ["range", "texts"],
      "--no-ignore": ["noIgnore", "nothing"],
      "--format": ["format", secretFormatNames],
      "--output": ["output", "text"],
      "--config": ["config", "text"],
      "--lenient": ["lenient", "nothing"],
    },
    positional: "path",
    handler: "secretsScan",
    bundle: "quick",
  },
  {
    words: ["guard", "hook"],
    schema: "tipstaff.guard-hook/1",
    input: {},
    flags: { "--host": ["host", hostNames] },
    required: ["host"],
    handler: "guardHook",
    bundle: "guard",
  },
]

const commonFlags = { "--json": "json", "--quiet": "quiet", "--no-input": "noInput" } as const

export interface Parsed {
  readonly call: QuickCall
  readonly input: Readonly<Record<string, unknown>>
  readonly common: CommonFlags
}

/** Undefined when the words are none of these calls. */
export function parseQuickCall(words: readonly string[]): Parsed | undefined {
  const call = quickCalls.find((candidate) => candidate.words.every((word, index) => words[index] === word))
  if (call === undefined) return undefined
  const input: Record<string, unknown> = { ...call.input }
  const common = { json: false, quiet: false, noInput: false }
  const seen = new Set<string>()
  const rest = words.slice(call.words.length)
  for (let word = rest.shift(); word !== undefined; word = rest.shift()) {
    const field = fieldOf(call, word)
    if (field === undefined || (seen.has(word) && field[1] !== "texts") || (!word.startsWith("-") && seen.has("positional"))) return undefined
    seen.add(word.startsWith("--") ? word : "positional")
    if (Object.hasOwn(commonFlags, word)) common[commonFlags[word as keyof typeof commonFlags]] = true
    else if (!put(input, field, word, rest)) return undefined
  }
  return call.required?.every((field) => field in input) === false ? undefined : { call, input, common }
}

function fieldOf(call: QuickCall, word: string): Flag | undefined {
  if (Object.hasOwn(commonFlags, word)) return [word, "nothing"]
  if (Object.hasOwn(call.flags, word)) return call.flags[word]
  // A lone dash is standard input; everything else with one is a flag.
  return call.positional === undefined || (word.startsWith("-") && word !== "-") ? undefined : [call.positional, "text"]
}

function put(input: Record<string, unknown>, [field, takes]: Flag, word: string, rest: string[]): boolean {
  if (takes === "nothing") input[field] = true
  else {
    const value = word.startsWith("--") ? rest.shift() : word
    if (value === undefined || (value.startsWith("-") && value !== "-") || (typeof takes !== "string" && !takes.includes(value))) return false
    input[field] = takes === "texts" ? [...(input[field] as readonly string[]), value] : value
  }
  return true
}

type Handlers = Readonly<Record<string, Handler<never, unknown>>>

/** `load` is called when the words are one of these calls. */
export function quickCall(words: readonly string[], load: (bundle: Bundle) => typeof Quick | typeof Guard): (() => Promise<void>) | undefined {
  const parsed = parseQuickCall(words)
  if (parsed === undefined) return undefined
  const { call, input, common } = parsed
  return () => {
    const { execute, handlers, listenForInterrupts } = load(call.bundle)
    listenForInterrupts()
    // Behind the first thing that is waited for, which is Git or standard input; what is loaded until then is compiled already.
    setImmediate(() => compileFor("short"))
    return execute(common, async (world) => ({ schema: call.schema, result: await (handlers as Handlers)[call.handler]!(world, input as never) }))
  }
}
