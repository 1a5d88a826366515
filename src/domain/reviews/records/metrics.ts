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
    ...ratios.map((ratio) => `| ${ratio.name} | ${targetOf(ratio)} | ${actual(ratio)} | ${statusOf(ratio)} |`),
    "",
  ].join("\n")
}

/** A security audit tolerates no critical and fewer than five high findings: another quantity than the scan gate's three. */
const auditHighLimit = 5

export interface Scorecard {
  readonly schema: "tipstaff.scorecard/1"
  readonly review: string
  /** Share of security in the overall quality score, and the least that passes (governance world: 0.20 and 80 of 100). */
  readonly weight: 0.2
  readonly minimum: 80
  /** 0 to 100: the share of the metrics that are met. */
  readonly score: number
  readonly metrics: readonly { readonly name: string; readonly target: string; readonly actual: string; readonly status: MetricStatus }[]
}

/** quality-scorecard.json. What has no data counts as not met. */
export function scorecard(
  review: string,
  ratios: readonly Ratio[],
  open: { readonly critical: number; readonly high: number } | undefined,
): Scorecard {
  const audit: MetricStatus = open === undefined ? "no data" : open.critical === 0 && open.high < auditHighLimit ? "met" : "not met"
  const metrics = [
    ...ratios.map((ratio) => ({ name: ratio.name, target: targetOf(ratio), actual: actual(ratio), status: statusOf(ratio) })),
    {
      name: "Audit Findings",
      target: "0 critical, < 5 high",
      actual: open === undefined ? "no data" : `${open.critical} critical, ${open.high} high`,
      status: audit,
    },
  ]
  const met = metrics.filter((metric) => metric.status === "met").length
  return { schema: "tipstaff.scorecard/1", review, weight: 0.2, minimum: 80, score: Math.floor((met * 100) / metrics.length), metrics }
}

function targetOf(ratio: Ratio): string {
  return ratio.target === 100 ? "100%" : `≥ ${ratio.target}%`
}

function actual(ratio: Ratio): string {
  return ratio.of === 0 ? "no data" : `${(Math.floor((ratio.have * 1000) / ratio.of) / 10).toFixed(1)}% (${ratio.have} of ${ratio.of})`
}
