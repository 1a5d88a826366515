/** The three quality metrics of a review, with the numbers they come from. No data is never "met". Pure. */

export interface PastReview {
  readonly gate1Passed: boolean
}

export interface Ratio {
  readonly name: "Gate 1 Pass Rate" | "Evidence Completeness" | "Integration Integrity"
  /** Percent. */
  readonly target: number
  readonly have: number
  readonly of: number
}

export type MetricStatus = "met" | "not met" | "no data"

export function statusOf(ratio: Ratio): MetricStatus {
  if (ratio.of === 0) return "no data"
  // Compared as integers: 95 of 100 meets 95 %, 94.99 % does not.
  return ratio.have * 100 >= ratio.target * ratio.of ? "met" : "not met"
}

export function gatePassRate(past: readonly PastReview[]): Ratio {
  return { name: "Gate 1 Pass Rate", target: 95, have: past.filter((review) => review.gate1Passed).length, of: past.length }
}

export function renderMetrics(ratios: readonly Ratio[]): string {
  return [
    "# Quality metrics",
    "",
    "| Metric | Target | Actual | Status |",
    "|--------|--------|--------|--------|",
    ...ratios.map((ratio) => `| ${ratio.name} | ${ratio.target === 100 ? "100%" : `≥ ${ratio.target}%`} | ${actual(ratio)} | ${statusOf(ratio)} |`),
    "",
  ].join("\n")
}

function actual(ratio: Ratio): string {
  return ratio.of === 0 ? "no data" : `${(Math.floor((ratio.have * 1000) / ratio.of) / 10).toFixed(1)}% (${ratio.have} of ${ratio.of})`
}
