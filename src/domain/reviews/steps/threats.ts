/** Simulates the top threats against the scans on record, and files the log. */
import type { Instant } from "../../../base/clock.ts"
import type { Finding } from "../../findings/finding.ts"
import { findingsOf, parseScanResults } from "../../scans/run-results.ts"
import type { Threat } from "../prerequisites/threat-model.ts"
import { loadedRules } from "../../scans/loaded-rules.ts"
import { renderSimulationLog, simulateThreats, type ThreatSimulationLog } from "../threats/simulate.ts"
import { evidencePath, readEvidence, writeStamped, type Evidence } from "../store.ts"

export interface Simulation {
  readonly log: ThreatSimulationLog
  readonly text: string
  readonly findings: readonly Finding[]
}

export async function simulate(facts: {
  readonly evidence: Evidence
  readonly threats: readonly Threat[]
  readonly modelPath: string
  readonly now: Instant
}): Promise<Simulation> {
  const text = await readEvidence(facts.evidence, "scan-results.json")
  const results = text === undefined ? undefined : parseScanResults(text, evidencePath(facts.evidence, "scan-results.json"))
  const { log, findings } = simulateThreats(facts.threats, {
    now: facts.now,
    modelPath: facts.modelPath,
    findings: results === undefined ? [] : findingsOf(results),
    classes:
      results === undefined
        ? {}
        : Object.fromEntries(Object.entries(results.classes).map(([name, status]) => [name, status.incomplete ? "not_run" : status.outcome])),
    rules: loadedRules(),
    gates: {},
  })
  const rendered = await writeStamped(facts.evidence, "threat-simulation-log.json", renderSimulationLog(log), "generated_at")
  return { log, text: rendered, findings }
}
