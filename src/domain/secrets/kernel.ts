/**
 * The loops that see every byte, as WebAssembly (kernel/secrets.ts): they run at full speed from the first byte on and look
 * at 16 bytes in one step. Where there is no module, as when run from the sources, sweep.ts, runs.ts and position.ts do
 * the same in JavaScript; kernel.test.ts holds the two to each other.
 */
import type { Automaton } from "./automaton.ts"
import { shortestRun } from "./decode/stretch.ts"
import { numberOfLists } from "./lists.ts"
import type { Sweep, Visit } from "./sweep.ts"

interface Exports {
  place(classesAt: number, tableAt: number, shiftBy: number, accepting: number, followAt: number, notesAt: number, room: number): void
  sweep(text: number, lane: number, steps: number, counts: number): void
  runs(text: number, length: number, out: number): number
  lines(text: number, length: number): number
}

/** Windows of a view in which runs of encoded text begin, in the order of their places. */
export interface RunWindows {
  /** Starts on another view, or on the same one anew. */
  begin(): void
  /** The next one with a run that begins in [from, stop): its bounds are in `first` and `behind`. `from` does not fall. */
  next(view: Uint8Array, from: number, stop: number): boolean
  first: number
  behind: number
}

export interface Kernel {
  /** Undefined for an automaton whose numbers are too large for it, and where there is no room for a memory of its own. */
  sweepOf(automaton: Automaton, follow: Uint32Array): Sweep | undefined
  /** Line feeds in [from, to). */
  lines(view: Uint8Array, from: number, to: number): number
  readonly windows: RunWindows
}

const pageBytes = 64 * 1024
/** Of text that is looked at in one call: stays in the processor's cache, and its offsets fit 16 bits. */
const blockBytes = 48 * 1024
/** Read beyond the text, and so written before. */
const marginBytes = 128
const lanes = 8

/** `module` is kernel/secrets.ts, compiled. */
export function createKernel(module: WebAssembly.Module): Kernel {
  const textRoom = blockBytes + marginBytes
  const windowsAt = Math.ceil(textRoom / 8) * 8
  const text = open(module, windowsAt + (textRoom / 32 + 1) * 4)

  function lines(view: Uint8Array, from: number, to: number): number {
    let count = 0
    for (let at = from; at < to; at += blockBytes) {
      const length = Math.min(blockBytes, to - at)
      text.put(view, at, length, 0)
      count += text.call.lines(0, length)
    }
    return count
  }

  return { lines, windows: createRunWindows(text, windowsAt), sweepOf: (automaton, follow) => sweepOf(module, automaton, follow) }
}

interface Instance {
  readonly call: Exports
  readonly bytes: Uint8Array
  /** Copies bytes of a view to `place`, with zeros behind. */
  put(view: Uint8Array, from: number, length: number, place: number): void
}

function open(module: WebAssembly.Module, size: number): Instance {
  const memory = new WebAssembly.Memory({ initial: Math.ceil(size / pageBytes) })
  const call = new WebAssembly.Instance(module, { env: { memory } }).exports as unknown as Exports
  const bytes = new Uint8Array(memory.buffer)
  function put(view: Uint8Array, from: number, length: number, place: number): void {
    bytes.set(view.subarray(from, from + length), place)
    bytes.fill(0, place + length, place + length + marginBytes)
  }
  return { call, bytes, put }
}

/** Where the address space of a process is bounded, V8 may not get what it sets aside for a memory. */
function openIfRoom(module: WebAssembly.Module, size: number): Instance | undefined {
  try {
    return open(module, size)
  } catch (cause) {
    if (cause instanceof RangeError) return undefined
    throw cause
  }
}

/** The classes first, then what lanes count and note, the text, what may follow, and the table last: it is the largest. */
function sweepOf(module: WebAssembly.Module, automaton: Automaton, follow: Uint32Array): Sweep | undefined {
  const { classes, table, shift, acceptFrom, outputs, longest } = automaton
  const overlap = longest - 1
  if (!(table instanceof Uint16Array) || shift > 6 || numberOfLists(outputs) > 0xffff || overlap > marginBytes - 16) return undefined
  const notesOfLane = blockBytes / lanes + overlap
  const countsAt = 256
  const notesAt = countsAt + 4 * lanes
  const textAt = notesAt + 4 * lanes * notesOfLane
  const followAt = Math.ceil((textAt + blockBytes + 2 * marginBytes) / 8) * 8
  const tableAt = followAt + follow.byteLength
  const instance = openIfRoom(module, tableAt + table.byteLength)
  if (instance === undefined) return undefined
  const { call, bytes, put } = instance
  bytes.set(classes)
  new Uint32Array(bytes.buffer, followAt, follow.length).set(follow)
  new Uint16Array(bytes.buffer, tableAt, table.length).set(table)
  call.place(0, tableAt, shift, acceptFrom, followAt, notesAt, notesOfLane)
  const counts = new Uint32Array(bytes.buffer, countsAt, lanes)
  const notes = new Uint32Array(bytes.buffer, notesAt, lanes * notesOfLane)

  function run(view: Uint8Array, from: number, to: number, _stop: number, visit: Visit): void {
    for (let at = from; at < to; at += blockBytes) {
      const length = Math.min(blockBytes, to - at)
      const lane = Math.ceil(length / lanes)
      // One more than the longest keyword needs: what follows it is looked at as well.
      put(view, at, Math.min(length + overlap + 1, view.length - at), textAt)
      call.sweep(textAt, lane, lane + overlap, countsAt)
      for (let index = 0; index < lanes; index += 1) {
        const first = at + index * lane
        const behind = Math.min(first + lane, at + length)
        const end = index * notesOfLane + counts[index]!
        for (let place = index * notesOfLane; place < end; place += 1) {
          const note = notes[place]!
          visit(at + (note & 0xffff), acceptFrom + (note >>> 16), first, behind)
        }
      }
    }
  }

  return { run }
}

/** A window is 64 bytes, one begins every 32; blocks overlap by one, so that each run begins in one. */
function createRunWindows(text: Instance, windowsAt: number): RunWindows {
  const found = new Uint32Array(text.bytes.buffer, windowsAt, blockBytes / 32 + 1)
  let blockFrom = 0
  let blockTo = 0
  let count = 0
  let place = 0

  function next(this: RunWindows, view: Uint8Array, from: number, stop: number): boolean {
    for (;;) {
      for (; place < count; place += 1) {
        const middle = blockFrom + found[place]!
        if (middle + 32 - shortestRun < from) continue
        if (middle - 32 >= stop) return false
        this.first = Math.max(from, middle - 32)
        this.behind = middle + 32
        return true
      }
      const at = Math.max(from, blockTo - 64)
      if (at >= stop || blockTo >= view.length) return false
      blockFrom = at
      blockTo = Math.min(view.length, at + blockBytes)
      text.put(view, blockFrom, blockTo - blockFrom, 0)
      count = text.call.runs(0, blockTo - blockFrom, windowsAt)
      place = 0
    }
  }

  function begin(): void {
    blockFrom = blockTo = count = place = 0
  }

  return { begin, next, first: 0, behind: 0 }
}
