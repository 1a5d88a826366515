/** A stretch of encoded text and what it says. */

export type Encoding = "base64" | "hex" | "percent" | "escape" | "utf-16le" | "utf-16be"

/** [start, end), in bytes. */
export type Span = readonly [start: number, end: number]

export interface Stretch {
  readonly encoding: Encoding
  /** Never more than the carrier's bytes that encode it. */
  readonly bytes: Uint8Array
  /** Where it ends in its carrier: the search goes on from there. */
  readonly end: number
  /**
   * The smallest run of the carrier that encodes these decoded bytes and can be decoded on its own.
   * Reads the carrier again where it must: the carrier's bytes must still be what they were.
   */
  origin(start: number, end: number): Span
}

/** Shorter runs hold no secret that its own pattern would know. In characters of the encoded text. */
export const shortestRun = 24

/** Decoded bytes that must all be text before the rest is decoded. */
export const lookAhead = 18
