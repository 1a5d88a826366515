/** Counts the secrets that an imported allowlist hides: each once, however many rules found it, and none that is reported. */

/** Half-open, in bytes from the beginning of the file. */
export interface ByteSpan {
  readonly start: number
  readonly end: number
}

/** A file made to be counted for ever is counted so far. */
const maxSpans = 10_000

export interface HiddenSpans {
  hide(span: ByteSpan): void
  report(span: ByteSpan): void
  count(): number
}

export function hiddenSpans(): HiddenSpans {
  const hidden: ByteSpan[] = []
  const reported: ByteSpan[] = []
  const into = (list: ByteSpan[]) => (span: ByteSpan) => void (list.length < maxSpans && list.push(span))

  function count(): number {
    if (hidden.length === 0) return 0
    const shown = reported.toSorted((a, b) => a.start - b.start)
    let next = 0
    let secrets = 0
    for (const { start, end } of joined(hidden)) {
      while (next < shown.length && shown[next]!.end <= start) next += 1
      if (next === shown.length || shown[next]!.start >= end) secrets += 1
    }
    return secrets
  }

  return { hide: into(hidden), report: into(reported), count }
}

/** Spans that overlap are one. In order. */
function joined(spans: readonly ByteSpan[]): ByteSpan[] {
  const whole: { start: number; end: number }[] = []
  for (const { start, end } of spans.toSorted((a, b) => a.start - b.start)) {
    const last = whole.at(-1)
    if (last !== undefined && start < last.end) last.end = Math.max(last.end, end)
    else whole.push({ start, end })
  }
  return whole
}
