/** Spans of time with their units spelled out. All values are milliseconds. */
export const second = 1000
export const minute = 60 * second
export const hour = 60 * minute
export const day = 24 * hour

/** `850 ms`, `12.4 s`, `3 min 20 s`: for people. */
export function humanDuration(ms: number): string {
  // Rounded first: 59.97 s is a minute, not 60.0 s.
  if (Math.round(ms) < second) return `${Math.round(ms)} ms`
  const tenths = Math.round(ms / (second / 10))
  if (tenths < 600) return `${(tenths / 10).toFixed(1)} s`
  const seconds = Math.round(ms / second)
  return `${Math.floor(seconds / 60)} min ${seconds % 60} s`
}
