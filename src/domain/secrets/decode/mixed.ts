/** Encodings that leave part of the text as it is: where such a text begins and ends. */
import { type Encoding, shortestRun, lookAhead, type Stretch } from "./stretch.ts"
import { isText } from "./text.ts"
import { readUnits, type ReadUnit } from "./unitwise.ts"

/** White space, quotes, control characters and brackets that no address holds end it. */
const outside = new Uint8Array(256)
for (let byte = 0; byte <= 32; byte += 1) outside[byte] = 1
for (const character of "\"'`<>\x7f") outside[character.charCodeAt(0)] = 1

export function textBefore(view: Uint8Array, settled: number, start: number): number {
  let at = start
  while (at > settled && outside[view[at - 1]!] === 0) at -= 1
  return at
}

export function textAfter(view: Uint8Array, end: number): number {
  let at = end
  while (at < view.length && outside[view[at]!] === 0) at += 1
  return at
}

export function readText(encoding: Encoding, readUnit: ReadUnit, view: Uint8Array, start: number, end: number): Stretch | undefined {
  const stretch = readUnits(encoding, readUnit, view, start, end)
  const { bytes } = stretch
  if (bytes.length < shortestRun / 3 || !isText(bytes, 0, Math.min(bytes.length, lookAhead))) return undefined
  return stretch
}
