/** Base scores of CVSS v3.0 and v3.1 vectors (FIRST, CVSS v3.1 specification, section 7), and an estimate for v4.0. */

/** A score from 0 to 10 with one decimal; `estimated` when it was not computed by the vector's own formula. */
export interface CvssScore {
  readonly score: number
  readonly estimated: boolean
}

type Metrics = Readonly<Record<string, string>>

const weights: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  AV: { N: 0.85, A: 0.62, L: 0.55, P: 0.2 },
  AC: { L: 0.77, H: 0.44 },
  UI: { N: 0.85, R: 0.62 },
  C: { H: 0.56, L: 0.22, N: 0 },
  I: { H: 0.56, L: 0.22, N: 0 },
  A: { H: 0.56, L: 0.22, N: 0 },
}
const privileges: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  U: { N: 0.85, L: 0.62, H: 0.27 },
  C: { N: 0.85, L: 0.68, H: 0.5 },
}

/** Undefined when the text is no vector of version 3 or 4 with all its base metrics. */
export function cvssScore(vector: string): CvssScore | undefined {
  if (vector.length > 500) return undefined
  const [version = "", ...parts] = vector.trim().split("/")
  const metrics: Metrics = Object.fromEntries(parts.map((part) => part.split(":", 2) as [string, string]))
  if (version === "CVSS:3.1" || version === "CVSS:3.0") {
    const score = baseScore(metrics, version === "CVSS:3.1")
    return score === undefined ? undefined : { score, estimated: false }
  }
  if (version !== "CVSS:4.0") return undefined
  const score = baseScore(asVersion3(metrics), true)
  return score === undefined ? undefined : { score, estimated: true }
}

function baseScore(metrics: Metrics, exactRounding: boolean): number | undefined {
  const weight = (metric: string) => weights[metric]?.[metrics[metric] ?? ""]
  const changed = metrics.S === "C"
  const values = [weight("AV"), weight("AC"), privileges[metrics.S ?? ""]?.[metrics.PR ?? ""], weight("UI"), weight("C"), weight("I"), weight("A")]
  if (!values.every((value) => value !== undefined)) return undefined
  const [vector = 0, complexity = 0, privilege = 0, interaction = 0, c = 0, i = 0, a = 0] = values
  const base = 1 - (1 - c) * (1 - i) * (1 - a)
  const impact = changed ? 7.52 * (base - 0.029) - 3.25 * (base - 0.02) ** 15 : 6.42 * base
  if (impact <= 0) return 0
  const exploitability = 8.22 * vector * complexity * privilege * interaction
  const sum = Math.min((changed ? 1.08 : 1) * (impact + exploitability), 10)
  return exactRounding ? roundUp(sum) : Math.ceil(sum * 10) / 10
}

// Appendix A of v3.1: rounding up on integers, so that floating point does not lift 4.0 to 4.1.
function roundUp(value: number): number {
  const scaled = Math.round(value * 100_000)
  return scaled % 10_000 === 0 ? scaled / 100_000 : (Math.floor(scaled / 10_000) + 1) / 10
}

// Version 4 scores by a table of 270 classes; its metrics still say what those of version 3 say. The estimate is used
// only where an advisory gives no severity word, and the finding's confidence says that it is one.
function asVersion3(metrics: Metrics): Metrics {
  const beyond = ["SC", "SI", "SA"].some((metric) => metrics[metric] === "H" || metrics[metric] === "L")
  return {
    AV: metrics.AV ?? "",
    AC: metrics.AC === "L" && metrics.AT === "N" ? "L" : "H",
    PR: metrics.PR ?? "",
    UI: metrics.UI === "N" ? "N" : "R",
    S: beyond ? "C" : "U",
    C: metrics.VC ?? "",
    I: metrics.VI ?? "",
    A: metrics.VA ?? "",
  }
}
