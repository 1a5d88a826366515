/**
 * A pattern of an imported rule, ready to run.
 *
 * What bounds its time: JavaScript's regular expressions backtrack, and one of Go's syntax may take them years. So they
 * run under a time limit (`untilDone`), which stops V8 between two backtracking steps. A pattern that was stopped twice
 * is matched by linear.ts from then on, in time that grows with text times pattern, with the same result.
 *
 * V8's own way out, --enable-experimental-regexp-engine-on-excessive-backtracks, was measured on Node 20 and 24 and is
 * not used: it ends `(a+)+$` in 2 ms, but lets `(a+){17}$`, `(?:[a-z]{0,50}){20}!` and anything with the i flag run on,
 * because its engine takes no larger counts; and it would change every regular expression of the process.
 */

import type { ByteText } from "./byte-text.ts"
import { parsePattern } from "./go-pattern.ts"
import { PatternFault } from "./go-class.ts"
import { differences, javascriptSource } from "./javascript.ts"
import { buildProgram, programSize, searchLinear, type Program } from "./linear.ts"
import { toBytes } from "./utf8-ranges.ts"
import type { ByteNode, PatternNode } from "./pattern-tree.ts"

/** A place in the text; a group that took no part in a match has none. */
export type Span = readonly [start: number, end: number]

export interface Pattern {
  readonly source: string
  /** Number of capture groups. */
  readonly groups: number
  /** The leftmost match that starts at `from` or later; of several there, the one that Perl and Go prefer. */
  find(text: ByteText, from: number): Span | undefined
  /** The leftmost match and its groups, the whole match first. */
  capture(text: ByteText): readonly (Span | undefined)[] | undefined
  matches(text: ByteText): boolean
}

/** Steps of the linear engine: what a pattern with its counts written out may come to. */
const maxProgram = 200_000

interface Engine {
  readonly regex: RegExp
  readonly withGroups: RegExp
  readonly linear: () => Program
}

interface Running {
  /** Times that it was stopped. */
  stops: number
}

/** Throws PatternFault. Compiled at the first use, as most patterns never meet their keyword. */
export function compilePattern(source: string): Pattern {
  const { tree, groups } = parsePattern(source)
  const wide = toBytes(tree, false)
  if (programSize(wide) > maxProgram) throw new PatternFault("its counts make it too large")
  const differs = differences(wide)
  const running: Running = { stops: 0 }
  const engines = { ascii: once(() => engine(tree, groups, true)), utf8: once(() => engine(tree, groups, false)) }

  function run(text: ByteText, from: number, withGroups: boolean): readonly (Span | undefined)[] | undefined {
    const { regex, withGroups: grouped, linear } = text.ascii ? engines.ascii() : engines.utf8()
    if (running.stops < 2 && !differs.span && !(withGroups && differs.groups)) {
      try {
        return backtrack(running, withGroups ? grouped : regex, text.chars, from)
      } catch (error) {
        // The stack of V8's own engine is bounded too.
        if (!(error instanceof RangeError)) throw error
        running.stops = 2
      }
    }
    current = "linear"
    const found = searchLinear(linear(), text, from, withGroups)
    current = undefined
    return found === undefined ? undefined : spans(found)
  }

  return {
    source,
    groups,
    find: (text, from) => run(text, from, false)?.[0],
    capture: (text) => run(text, 0, true),
    matches: (text) => run(text, 0, false) !== undefined,
  }
}

function engine(tree: PatternNode, groups: number, ascii: boolean): Engine {
  const bytes: ByteNode = toBytes(tree, ascii)
  const regex = javascriptSource(bytes)
  return { regex: new RegExp(regex, "g"), withGroups: new RegExp(regex, "dg"), linear: once(() => buildProgram(bytes, groups)) }
}

function once<Value>(make: () => Value): () => Value {
  let made: { readonly value: Value } | undefined
  return () => (made ??= { value: make() }).value
}

function spans(slots: Int32Array): (Span | undefined)[] {
  const found: (Span | undefined)[] = []
  for (let index = 0; index < slots.length; index += 2) {
    found.push(slots[index + 1] === -1 ? undefined : [slots[index]!, slots[index + 1]!])
  }
  return found
}

/** What is running now, for when it is stopped. */
let current: Running | "linear" | undefined

function backtrack(running: Running, regex: RegExp, text: string, from: number): readonly (Span | undefined)[] | undefined {
  current = running
  regex.lastIndex = from
  const match = regex.exec(text)
  current = undefined
  if (match === null) return undefined
  return match.indices ?? [[match.index, match.index + match[0].length]]
}

interface World {
  /** What the script in `call` calls. */
  readonly globals: { work: () => void }
  readonly call: (timeMs: number) => void
}

let made: World | undefined

/** Made at first use: most scans import no rules. */
function worldOf(): World {
  if (made !== undefined) return made
  const { Script, createContext } = process.getBuiltinModule("node:vm")
  const globals = { work: () => {} }
  const [context, script] = [createContext(globals), new Script("work()")]
  return (made = { globals, call: (timeout) => void script.runInContext(context, { timeout }) })
}

/**
 * Runs what uses patterns until it is done, stopping it whenever it takes longer than `timeMs` at a time. It must bear to
 * be stopped anywhere and go on where it was when called again. Comes to an end because a pattern that was stopped twice
 * no longer backtracks, and other work gets twice the time when it was stopped.
 */
export function untilDone(timeMs: number, work: () => void): void {
  let limit = Math.ceil(timeMs)
  for (let outcome = within(limit, work); outcome !== "done"; outcome = within(limit, work)) {
    if (outcome === "working") limit *= 2
    else {
      outcome.stops += 1
      limit = Math.ceil(timeMs)
    }
  }
}

/** The pattern that was backtracking when time was up, if one was. */
function within(timeMs: number, work: () => void): Running | "working" | "done" {
  const { globals, call } = worldOf()
  globals.work = work
  current = undefined
  try {
    call(timeMs)
    return "done"
  } catch (error) {
    if (!isTimeout(error)) throw error
    return current === undefined || current === "linear" ? "working" : current
  } finally {
    globals.work = () => {}
  }
}

/** The error comes from the other context, so it is no instance of this one's Error. */
function isTimeout(thrown: unknown): boolean {
  return typeof thrown === "object" && thrown !== null && "code" in thrown && thrown.code === "ERR_SCRIPT_EXECUTION_TIMEOUT"
}
