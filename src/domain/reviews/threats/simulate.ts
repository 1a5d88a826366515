/** Whether the mitigation of each top threat holds: simulated by a linked check, attested by a person, or not run. Pure. */
import { isoDate, isoTime, type Instant } from "../../../base/clock.ts"
import { day } from "../../../base/duration.ts"
import type { Outcome } from "../../../base/outcome.ts"
import { fingerprintOf, findingId, scanClasses, type Finding, type ScanClass } from "../../findings/finding.ts"
import type { Threat } from "../prerequisites/threat-model.ts"

export interface SimulationFacts {
  readonly now: Instant
  /** Where the model lies, for source references. */
  readonly modelPath: string
  readonly findings: readonly Finding[]
  /** Outcome of each scan class; a class that is absent did not run. `fail` means that it ran and found something. */
  readonly classes: Readonly<Partial<Record<ScanClass, Outcome>>>
  /** Rules that were loaded: a check of any other rule proves nothing. */
  readonly rules: readonly { readonly id: string; readonly class: ScanClass; readonly cwe: readonly string[] }[]
  /** Outcome by gate: `scans`, `controls`, `disposition`. */
  readonly gates: Readonly<Record<string, Outcome>>
}

export interface SimulatedThreat {
  readonly id: string
  readonly title: string
  readonly severity: Threat["severity"] | "not rated"
  readonly source: string
  readonly mitigation: string
  readonly method: "simulated" | "attested" | "none"
  readonly outcome: Outcome
  readonly detail: string
  /** The finding for a mitigation that is missing. */
  readonly finding?: string
}

export interface ThreatSimulationLog {
  readonly schema: "tipstaff.threat-simulation/1"
  readonly generated_at: string
  readonly model: string
  readonly threats_in_model: number
  readonly summary: Readonly<Record<Outcome, number>>
  readonly threats: readonly SimulatedThreat[]
}

/** An attestation older than this proves nothing about today's system. */
const attestationDays = 365

/** Critical, high and unrated threats; all of them when the model has none of these. */
export function topThreats(threats: readonly Threat[]): Threat[] {
  const top = threats.filter((threat) => threat.severity === undefined || threat.severity === "critical" || threat.severity === "high")
  return top.length > 0 ? top : [...threats]
}

export function simulateThreats(
  threats: readonly Threat[],
  facts: SimulationFacts,
): { readonly log: ThreatSimulationLog; readonly findings: readonly Finding[] } {
  const findings: Finding[] = []
  const simulated = topThreats(threats).map((threat): SimulatedThreat => {
    const base = {
      id: threat.id,
      title: threat.title,
      severity: threat.severity ?? ("not rated" as const),
      source: `${facts.modelPath}:${threat.line}`,
      mitigation: threat.mitigation,
    }
    if (threat.mitigation === "") {
      const finding = missingMitigation(threat, facts.modelPath)
      findings.push(finding)
      return { ...base, method: "none", outcome: "fail", detail: "the model names no mitigation", finding: findingId(finding) }
    }
    return { ...base, ...validate(threat, facts) }
  })
  const summary: Record<Outcome, number> = { pass: 0, fail: 0, not_run: 0, not_applicable: 0 }
  for (const threat of simulated) summary[threat.outcome] += 1
  return {
    log: {
      schema: "tipstaff.threat-simulation/1",
      generated_at: isoTime(facts.now),
      model: facts.modelPath,
      threats_in_model: threats.length,
      summary,
      threats: simulated,
    },
    findings,
  }
}

/** The text of threat-simulation-log.json. */
export function renderSimulationLog(log: ThreatSimulationLog): string {
  return `${JSON.stringify(log, null, 2)}\n`
}

function missingMitigation(threat: Threat, path: string): Finding {
  return {
    fingerprint: fingerprintOf("threat-without-mitigation", threat.id, threat.title),
    class: "manual",
    severity: threat.severity ?? "high",
    confidence: "high",
    title: `Threat ${threat.id} has no mitigation`,
    message: threat.title,
    remediation: "Name a mitigation in the threat model, and what proves it.",
    location: { path, line: threat.line },
    cwe: [],
    owasp: [],
    aliases: [],
    sources: [{ tool: "tipstaff-threats", version: "1", rule: "missing-mitigation" }],
  }
}

type Result = Pick<SimulatedThreat, "method" | "outcome" | "detail">

function validate(threat: Threat, facts: SimulationFacts): Result {
  if (threat.check !== "") return simulate(threat.check, facts)
  if (threat.attestedBy !== "" || threat.attestedOn !== "") return attest(threat, facts.now)
  return { method: "none", outcome: "not_run", detail: "the model names neither a check nor a person who attests the mitigation" }
}

function unproven(detail: string): Result {
  return { method: "attested", outcome: "not_run", detail }
}

function attest(threat: Threat, now: Instant): Result {
  const on = /^\d{4}-\d{2}-\d{2}$/.test(threat.attestedOn) ? Date.parse(`${threat.attestedOn}T00:00:00Z`) : Number.NaN
  if (threat.attestedBy === "") return unproven("attested by nobody in particular")
  if (Number.isNaN(on) || isoDate(on) !== threat.attestedOn) return unproven("the date of the attestation is not a date (YYYY-MM-DD)")
  // A date is written in the person's own zone, which may be a day ahead of UTC.
  if (on > now + day) return unproven(`attested for ${threat.attestedOn}, which has not come`)
  if (now - on > attestationDays * day) return unproven(`attested on ${threat.attestedOn}, more than ${attestationDays} days ago`)
  return { method: "attested", outcome: "pass", detail: `attested by ${threat.attestedBy} on ${threat.attestedOn}` }
}

/**
 * Conditions joined by `and`:
 * `rule:<id> absent`, `cwe:CWE-89 absent`, `scan:secrets` (ran without a finding), `gate:scans` (passes).
 */
function simulate(check: string, facts: SimulationFacts): Result {
  const parts = check.split(/\sand\s/i).map((part) => evaluate(part.trim(), facts))
  const worst = parts.find((part) => part.outcome === "fail") ?? parts.find((part) => part.outcome !== "pass")
  const detail = parts.map((part) => part.detail).join("; ")
  return { method: "simulated", outcome: worst?.outcome === "not_applicable" ? "not_run" : (worst?.outcome ?? "pass"), detail }
}

interface Evaluated {
  readonly outcome: Outcome
  readonly detail: string
}

function evaluate(condition: string, facts: SimulationFacts): Evaluated {
  const match = /^(rule|cwe|scan|gate):(\S{1,200})(?:\s{1,10}(absent|clean|pass(?:es)?))?$/i.exec(condition)
  if (!match) return { outcome: "not_run", detail: `the check ${JSON.stringify(condition.slice(0, 200))} is not understood` }
  const [, kind, name] = match as unknown as [string, string, string]
  switch (kind.toLowerCase()) {
    case "rule":
      return absent(
        `rule ${name}`,
        facts.rules.filter((rule) => rule.id === name),
        (finding) => finding.sources.some((source) => source.rule === name),
        facts,
      )
    case "cwe": {
      const cwe = name.toUpperCase()
      return absent(
        cwe,
        facts.rules.filter((rule) => rule.cwe.includes(cwe)),
        (finding) => finding.cwe.includes(cwe),
        facts,
      )
    }
    case "scan":
      return scan(name, facts)
    default:
      return gate(name, facts)
  }
}

function absent(what: string, rules: SimulationFacts["rules"], matches: (finding: Finding) => boolean, facts: SimulationFacts): Evaluated {
  const found = facts.findings.filter(matches)
  if (found.length > 0)
    return {
      outcome: "fail",
      detail: `${what}: found ${found.length} time${found.length === 1 ? "" : "s"} (${found.slice(0, 5).map(findingId).join(", ")})`,
    }
  if (rules.length === 0) return { outcome: "not_run", detail: `${what}: no loaded rule looks for it` }
  const classes = [...new Set(rules.map((rule) => rule.class))]
  const unfinished = classes.filter((name) => !isFinished(facts.classes[name]))
  if (unfinished.length > 0) return { outcome: "not_run", detail: `${what}: the ${unfinished.join(" and ")} scan did not finish` }
  return { outcome: "pass", detail: `${what}: not found by the ${classes.join(" and ")} scan` }
}

function isFinished(outcome: Outcome | undefined): boolean {
  return outcome === "pass" || outcome === "fail"
}

function scan(name: string, facts: SimulationFacts): Evaluated {
  const known = scanClasses.find((each) => each === name)
  if (known === undefined) return { outcome: "not_run", detail: `scan ${name.slice(0, 50)} is not one of ${scanClasses.join(", ")}` }
  const outcome = facts.classes[known]
  if (!isFinished(outcome)) return { outcome: "not_run", detail: `the ${known} scan did not finish` }
  const count = facts.findings.filter((finding) => finding.class === known).length
  const clean = count === 0 && outcome === "pass"
  return { outcome: clean ? "pass" : "fail", detail: `the ${known} scan has ${count} finding${count === 1 ? "" : "s"}` }
}

function gate(name: string, facts: SimulationFacts): Evaluated {
  const outcome = Object.hasOwn(facts.gates, name) ? facts.gates[name] : undefined
  if (outcome === undefined) return { outcome: "not_run", detail: `gate ${name.slice(0, 50)} has no result` }
  return { outcome, detail: `gate ${name}: ${outcome}` }
}
