/** Spans of time with their units spelled out. All values are milliseconds. */
export const second = 1000
export const minute = 60 * second
export const hour = 60 * minute
export const day = 24 * hour

/** `850 ms`, `12.4 s`, `3 min 20 s`: for people. */
export function humanDuration(ms: number): string {
  if (ms < second) return `${Math.round(ms)} ms`
  if (ms < minute) return `${(ms / second).toFixed(1)} s`
  return `${Math.floor(ms / minute)} min ${Math.round((ms % minute) / second)} s`
}
