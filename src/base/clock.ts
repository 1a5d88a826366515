/** Time as a value: the caller brings the clock, so every deadline can be tested with simulated time. */

/** Milliseconds since the Unix epoch, UTC. */
export type Instant = number

export interface Clock {
  now(): Instant
}

export const systemClock: Clock = { now: () => Date.now() }

export function fixedClock(at: string | Instant): Clock {
  const instant = typeof at === "string" ? Date.parse(at) : at
  return { now: () => instant }
}

/** `2026-11-20T15:04:05Z`: whole seconds, UTC, as every record writes it. */
export function isoTime(at: Instant): string {
  return new Date(at).toISOString().replace(/\.\d{3}Z$/, "Z")
}

/** `2026-11-20`, the UTC date. */
export function isoDate(at: Instant): string {
  return new Date(at).toISOString().slice(0, 10)
}

/** `2026-Q4`, the calendar quarter in UTC. */
export function isoQuarter(at: Instant): string {
  const date = new Date(at)
  return `${date.getUTCFullYear()}-Q${Math.floor(date.getUTCMonth() / 3) + 1}`
}
