/**
 * Matches a pattern in time that grows with the text times the pattern, whatever either holds: all ways to match are
 * followed at once, in the order in which Go prefers them (Thompson's and Pike's simulation).
 */
import { TipstaffError } from "../../../base/errors.ts"
import type { ByteText } from "./byte-text.ts"
import { mayBeEmpty } from "./javascript.ts"
import { brokenByte, type ByteNode, type Place } from "./pattern-tree.ts"

/** One step: read a byte of a set, go on in two ways (the first is preferred), note a position, require a place, or be done. */
type Step =
  | { readonly op: "read"; readonly set: Uint8Array }
  | { readonly op: "fork"; first: number; second: number }
  | { readonly op: "note"; readonly slot: number }
  | { readonly op: "need"; readonly place: Place }
  | { readonly op: "done" }

export interface Program {
  readonly steps: readonly Step[]
  /** Working space, by the number of positions that a search notes. */
  readonly space: Map<number, readonly [Ways, Ways]>
  /** Bytes that a match may begin with; undefined when it may be empty. */
  readonly first: Uint8Array | undefined
  readonly groups: number
}

/** Symbols are the 256 bytes, and one for a byte that is no part of a character. */
const symbols = 257

/** How many steps a pattern takes, without building them. */
export function programSize(node: ByteNode): number {
  switch (node.kind) {
    case "set":
    case "place":
      return 1
    case "all":
      return node.parts.reduce((sum, part) => sum + programSize(part), 0)
    case "either":
      return node.parts.reduce((sum, part) => sum + programSize(part) + 2, 0)
    case "group":
      return programSize(node.of) + 2
    case "repeat": {
      const one = programSize(node.of)
      const rounds = node.max === Number.POSITIVE_INFINITY ? Math.max(1, node.min) : node.max
      return rounds * (one + 1) + 2
    }
  }
}

export function buildProgram(tree: ByteNode, groups: number): Program {
  const steps: Step[] = []
  emit(tree, steps)
  steps.push({ op: "done" })
  return { steps, space: new Map(), first: firstBytes(steps), groups }
}

function emit(node: ByteNode, steps: Step[]): void {
  switch (node.kind) {
    case "set":
      steps.push({ op: "read", set: setOf(node) })
      return
    case "place":
      steps.push({ op: "need", place: node.place })
      return
    case "all":
      for (const part of node.parts) emit(part, steps)
      return
    case "group":
      steps.push({ op: "note", slot: node.index * 2 })
      emit(node.of, steps)
      steps.push({ op: "note", slot: node.index * 2 + 1 })
      return
    case "either":
      emitChoice(node.parts, steps)
      return
    case "repeat":
      emitRepeat(node, steps)
  }
}

/** A node that is repeated by a count is built many times over, and its set once. */
const sets = new WeakMap<ByteNode, Uint8Array>()

function setOf(node: Extract<ByteNode, { kind: "set" }>): Uint8Array {
  const before = sets.get(node)
  if (before !== undefined) return before
  const set = new Uint8Array(symbols)
  for (const [low, high] of node.ranges) set.fill(1, low, high + 1)
  if (node.broken) set[symbols - 1] = 1
  sets.set(node, set)
  return set
}

function emitChoice(parts: readonly ByteNode[], steps: Step[]): void {
  if (parts.length === 0) steps.push({ op: "read", set: new Uint8Array(symbols) })
  const ends: { first: number; second: number }[] = []
  for (const [index, part] of parts.entries()) {
    const fork = index < parts.length - 1 ? pushFork(steps) : undefined
    emit(part, steps)
    if (fork === undefined) continue
    ends.push(pushFork(steps))
    fork.second = steps.length
  }
  for (const end of ends) end.first = end.second = steps.length
}

/** Both ways lead to the next step until they are set. */
function pushFork(steps: Step[]): { first: number; second: number } {
  const fork = { op: "fork" as const, first: steps.length + 1, second: steps.length + 1 }
  steps.push(fork)
  return fork
}

function emitRepeat(node: Extract<ByteNode, { kind: "repeat" }>, steps: Step[]): void {
  const endless = node.max === Number.POSITIVE_INFINITY
  const once = endless && mayBeEmpty(node.of) && node.min === 0
  // What may be empty is repeated as (x+)?, as Go does it: otherwise an empty round would change the order of preference.
  const skips = once ? [pushFork(steps)] : []
  for (let round = 0; round < node.min - (endless ? 1 : 0); round += 1) emit(node.of, steps)
  if (!endless) {
    for (let round = node.min; round < node.max; round += 1) {
      skips.push(pushFork(steps))
      emit(node.of, steps)
    }
  } else if (node.min > 0 || once) {
    const start = steps.length
    emit(node.of, steps)
    prefer(pushFork(steps), start, steps.length, node.greedy)
  } else {
    const loop = pushFork(steps)
    const start = steps.length
    emit(node.of, steps)
    const back = pushFork(steps)
    back.first = back.second = start - 1
    prefer(loop, start, steps.length, node.greedy)
  }
  for (const skip of skips) prefer(skip, skip.first, steps.length, node.greedy)
}

function prefer(fork: { first: number; second: number }, go: number, leave: number, greedy: boolean): void {
  fork.first = greedy ? go : leave
  fork.second = greedy ? leave : go
}

function firstBytes(steps: readonly Step[]): Uint8Array | undefined {
  const first = new Uint8Array(symbols)
  const seen = new Set<number>()
  const open = [0]
  while (open.length > 0) {
    const at = open.pop()!
    if (seen.has(at)) continue
    seen.add(at)
    const step = steps[at]!
    if (step.op === "done") return undefined
    if (step.op === "read") for (const [symbol, inside] of step.set.entries()) first[symbol]! |= inside
    else if (step.op === "fork") open.push(step.second, step.first)
    else open.push(at + 1)
  }
  return first
}

/** The ways that are open at one position, in order of preference. */
interface Ways {
  size: number
  readonly list: Int32Array
  readonly place: Int32Array
  readonly slots: Int32Array
}

/**
 * Positions of the leftmost match from `from` on, and of its groups: [start, end, start of group 1, …], -1 for a group
 * that took no part. `withGroups: false` gives the first two alone, sooner. Throws `rules/too-slow` when the work that the
 * text may cost is used up.
 */
export function searchLinear(program: Program, { chars: text, work }: ByteText, from: number, withGroups: boolean): Int32Array | undefined {
  const { steps, first } = program
  const width = withGroups ? program.groups * 2 + 2 : 2
  let [now, next] = spaceOf(program, width)
  now.size = 0
  const scratch = new Int32Array(width)
  const stack: number[] = []
  let found: Int32Array | undefined

  function follow(ways: Ways, start: number, position: number): void {
    stack.push(start)
    while (stack.length > 0) {
      const at = stack.pop()!
      if (at < 0) {
        scratch[-at - 1] = stack.pop()!
        continue
      }
      const index = ways.place[at]!
      if (index < ways.size && ways.list[index] === at) continue
      ways.place[at] = ways.size
      ways.list[ways.size] = at
      ways.size += 1
      work.left -= 1
      const step = steps[at]!
      if (step.op === "fork") stack.push(step.second, step.first)
      else if (step.op === "need") {
        if (holds(step.place, text, position)) stack.push(at + 1)
      } else if (step.op === "note") {
        if (step.slot < width) {
          // What stood there is put back when the ways behind this one are done.
          stack.push(scratch[step.slot]!, -step.slot - 1)
          scratch[step.slot] = position
        }
        stack.push(at + 1)
      } else {
        // Copied by hand: there may be thousands of ways at each position, and a view for each would cost more than the copy.
        const row = (ways.size - 1) * width
        for (let slot = 0; slot < width; slot += 1) ways.slots[row + slot] = scratch[slot]!
      }
    }
  }

  for (let position = from; position <= text.length; position += 1) {
    const symbol = position < text.length ? symbolAt(text, position) : -1
    if (found === undefined && (first === undefined || (symbol !== -1 && first[symbol] === 1))) {
      scratch.fill(-1)
      scratch[0] = position
      follow(now, 0, position)
    }
    next.size = 0
    for (let index = 0; index < now.size; index += 1) {
      const at = now.list[index]!
      const step = steps[at]!
      if (step.op === "done") {
        found = now.slots.slice(index * width, index * width + width)
        found[1] = position
        break
      }
      if (step.op !== "read" || symbol === -1 || step.set[symbol] === 0) continue
      for (let slot = 0; slot < width; slot += 1) scratch[slot] = now.slots[index * width + slot]!
      follow(next, at + 1, position + 1)
    }
    work.left -= now.size
    if (work.left < 0) throw new TipstaffError("rules/too-slow", "a pattern of an imported rule takes too long on this text")
    ;[now, next] = [next, now]
    if (found !== undefined && now.size === 0) break
  }
  return found
}

function spaceOf(program: Program, width: number): readonly [Ways, Ways] {
  const before = program.space.get(width)
  if (before !== undefined) return before
  const size = program.steps.length
  const fresh = (): Ways => ({ size: 0, list: new Int32Array(size), place: new Int32Array(size), slots: new Int32Array(size * width) })
  const made = [fresh(), fresh()] as const
  program.space.set(width, made)
  return made
}

function symbolAt(text: string, position: number): number {
  const code = text.charCodeAt(position)
  return code === brokenByte ? symbols - 1 : code
}

function holds(place: Place, text: string, position: number): boolean {
  switch (place) {
    case "text-start":
      return position === 0
    case "text-end":
      return position === text.length
    case "line-start":
      return position === 0 || text.charCodeAt(position - 1) === 10
    case "line-end":
      return position === text.length || text.charCodeAt(position) === 10
    case "word-edge":
      return isWord(text, position - 1) !== isWord(text, position)
    case "no-word-edge":
      return isWord(text, position - 1) === isWord(text, position)
  }
}

function isWord(text: string, position: number): boolean {
  const code = position < 0 || position >= text.length ? 0 : text.charCodeAt(position)
  return (code >= 97 && code <= 122) || (code >= 65 && code <= 90) || (code >= 48 && code <= 57) || code === 95
}
