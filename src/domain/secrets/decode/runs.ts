/** Finds encoded stretches. Nearly all text is none, so the search leaps and looks at a fraction of the bytes. */
import type { RunWindows } from "../kernel.ts"
import { escapeLength, hidesByEscapes, readEscapes } from "./escape.ts"
import { textAfter, textBefore } from "./mixed.ts"
import { base64, hex, mayStartText, readPacked } from "./packed.ts"
import { hidesByPercent, readPercent } from "./percent.ts"
import { shortestRun, type Stretch } from "./stretch.ts"

const percent = 37
const backslash = 92
const zero = 48
const letterX = 120

/** 0 ends a run, the others belong to one. */
const plain = 1
const separator = 2
const percentSign = 4
const escapeSign = 8

const classes = new Uint8Array(256)
for (const character of "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789") classes[character.charCodeAt(0)] = plain
for (const character of "+/-_") classes[character.charCodeAt(0)] = separator
classes[percent] = percentSign
classes[backslash] = escapeSign

/** Text in hexadecimal begins with a digit: no printable character has a code from 0xA0 on. */
const isDigit = new Uint8Array(256)
for (const character of "01234567cdefCDEF") isDigit[character.charCodeAt(0)] = 1

/** A run may begin with something else: `key_…`, `/v1/…`. Further in, a run that is no text so far is data. */
const farthestStart = 128

/** What is known of the run at hand, so that nothing is looked at again after a stretch that ends in the middle of it. */
interface Known {
  end: number
  kinds: number
  /** Up to where percent signs or escapes were read in vain. */
  percent: number
  escape: number
}

/** Hands over the stretches that overlap [from, to), in order; they may reach past `to`. Ends early when `take` answers false. */
export function findStretches(
  view: Uint8Array,
  from: number,
  to: number,
  take: (stretch: Stretch, start: number) => boolean,
  windows?: RunWindows,
): void {
  let settled = runBefore(view, from)
  windows?.begin()
  const known: Known = { end: 0, kinds: 0, percent: 0, escape: 0 }
  const stop = Math.min(to, view.length - shortestRun + 1)
  const next = () => (windows === undefined ? nextRun(view, settled, stop) : nextRunIn(windows, view, settled, stop))
  for (let start = next(); start < stop; start = next()) {
    if (start >= known.end) learnRun(view, start, known)
    const stretch = readRun(view, settled, start, known)
    if (stretch !== undefined && !take(stretch, start)) return
    settled = stretch === undefined ? known.end : stretch.end
  }
}

/**
 * The first run that starts in [from, stop) and is long enough; `stop` when there is none. As Boyer and Moore search: looked
 * at from its end, a window that holds a byte of no run sends the search behind that byte. The first looks are written out,
 * which is a tenth faster.
 */
function nextRun(view: Uint8Array, from: number, stop: number): number {
  const reach = shortestRun - 1
  let last = from + reach
  const behind = stop + reach
  while (last < behind) {
    if (classes[view[last]!] === 0) last += shortestRun
    else if (classes[view[last - 1]!] === 0) last += shortestRun - 1
    else if (classes[view[last - 2]!] === 0) last += shortestRun - 2
    else if (classes[view[last - 3]!] === 0) last += shortestRun - 3
    else {
      const first = last - reach
      let at = last - 4
      while (at >= first && classes[view[at]!] !== 0) at -= 1
      if (at < first) return first
      last = at + shortestRun
    }
  }
  return stop
}

/** The same, looked for only where it may be. */
function nextRunIn(windows: RunWindows, view: Uint8Array, from: number, stop: number): number {
  for (let at = from; at < stop && windows.next(view, at, stop);) {
    const behind = Math.min(stop, windows.behind - shortestRun + 1)
    const start = nextRun(view, windows.first, behind)
    if (start < behind) return start
    at = behind
  }
  return stop
}

function runBefore(view: Uint8Array, from: number): number {
  let at = from
  while (at > 0 && classes[view[at - 1]!] !== 0) at -= 1
  return at
}

function learnRun(view: Uint8Array, start: number, known: Known): void {
  let kinds = 0
  let end = start
  for (; end < view.length; end += 1) {
    const kind = classes[view[end]!]!
    if (kind === 0) break
    kinds |= kind
  }
  known.end = end
  known.kinds = kinds
}

function readRun(view: Uint8Array, settled: number, start: number, known: Known): Stretch | undefined {
  const { end, kinds } = known
  if (kinds === plain) return readPackedAt(view, start, end)
  let stretch: Stretch | undefined
  if ((kinds & percentSign) !== 0 && start >= known.percent) {
    const hides = hidesByPercent(view, start, end)
    known.percent = hides ? textAfter(view, end) : end
    if (hides) stretch = readPercent(view, textBefore(view, settled, start), known.percent)
  }
  if (stretch === undefined && (kinds & escapeSign) !== 0 && start >= known.escape) {
    const hides = hidesByEscapes(view, start, end)
    known.escape = hides ? textAfter(view, end) : end
    if (hides) stretch = readEscapes(view, textBefore(view, settled, start), known.escape)
  }
  return stretch ?? readPackedIn(view, start, end)
}

function readPackedIn(view: Uint8Array, start: number, end: number): Stretch | undefined {
  let farthest = start + farthestStart
  for (let at = start; at + shortestRun <= end && at <= farthest;) {
    const stretch = readPackedAt(view, at, end)
    if (stretch !== undefined) return stretch
    while (at < end && classes[view[at]!] === plain) at += 1
    const sign = classes[view[at]!]!
    if (sign === percentSign) at += 3
    else if (sign === escapeSign) at += escapeLength(view, at)
    // Rulers are runs as well.
    else while (at < end && classes[view[at]!] === separator) at += 1
    if (sign >= percentSign) farthest = at + farthestStart
  }
  return undefined
}

function readPackedAt(view: Uint8Array, at: number, end: number): Stretch | undefined {
  if (mayStartText(view, at)) {
    const digits = view[at] === zero && (view[at + 1]! | 0x20) === letterX && at + 2 + shortestRun <= end ? at + 2 : at
    const stretch = (isDigit[view[digits]!] === 1 ? readPacked(hex, view, digits) : undefined) ?? readPacked(base64, view, at)
    if (stretch !== undefined) return stretch
  }
  return at === 0 ? readCut(view) : undefined
}

/** What the view cuts off before its beginning may be part of a group of four characters. */
function readCut(view: Uint8Array): Stretch | undefined {
  return readPacked(base64, view, 1) ?? readPacked(base64, view, 2) ?? readPacked(base64, view, 3) ?? readPacked(hex, view, 1)
}
