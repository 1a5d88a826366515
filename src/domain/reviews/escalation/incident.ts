/** Incident files of the review procedure, with every clock that runs on them and the rule each comes from. Pure. */
import { isoDate, isoTime, type Instant } from "../../../base/clock.ts"
import { day, hour, minute } from "../../../base/duration.ts"
import type { Severity } from "../../../base/severity.ts"
import { severityTable } from "../../../base/severity.ts"
import { slugOf } from "../../../base/slug.ts"

export interface IncidentClock {
  readonly what: string
  /** Milliseconds from the filing. */
  readonly within: number
  /** The rule that the clock comes from. */
  readonly source: string
}

// All of them run side by side; the strictest is simply the first to be late.
const clocks: Readonly<Record<"critical" | "high" | "medium", readonly IncidentClock[]>> = {
  critical: [
    { what: "first response", within: 15 * minute, source: "governance contract, incident response: severity_1_critical" },
    { what: "resolution under way", within: hour, source: "review procedure: SEV1" },
    { what: "acknowledge the reporter", within: day, source: "operations plan: critical issues" },
    { what: "fix", within: day, source: "governance contract, patch management: critical" },
    { what: "coordinated disclosure", within: 45 * day, source: "operations plan: disclosure" },
  ],
  high: [
    { what: "first response", within: hour, source: "governance contract, incident response: severity_2_high" },
    { what: "resolution", within: 4 * hour, source: "review procedure: SEV2" },
    { what: "acknowledge the reporter", within: 3 * day, source: "operations plan: reports" },
    { what: "fix", within: 3 * day, source: "governance contract, patch management: high" },
    { what: "coordinated disclosure", within: 45 * day, source: "operations plan: disclosure" },
  ],
  medium: [
    { what: "first response", within: 4 * hour, source: "governance contract, incident response: severity_3_medium" },
    { what: "acknowledge the reporter", within: 3 * day, source: "operations plan: reports" },
    { what: "fix", within: 30 * day, source: "governance contract, patch management: medium" },
    { what: "coordinated disclosure", within: 45 * day, source: "operations plan: disclosure" },
  ],
}

export type IncidentSeverity = Extract<Severity, keyof typeof clocks>

/** Every clock of an incident, soonest first. */
export function incidentClocks(severity: IncidentSeverity): readonly IncidentClock[] {
  return clocks[severity].toSorted((a, b) => a.within - b.within)
}

/** The clocks that have run out; the limit itself is still in time. */
export function lateClocks(severity: IncidentSeverity, filedAt: Instant, now: Instant): IncidentClock[] {
  return incidentClocks(severity).filter((clock) => now - filedAt > clock.within)
}

export interface Incident {
  readonly severity: IncidentSeverity
  readonly title: string
  readonly owner: string
  readonly filedBy: string
  readonly filedAt: Instant
  readonly whatFailed: string
  readonly where: string
  readonly why: string
  readonly mitigation: string
}

/** `INC-2026-1120-plaintext-credential`. */
export function incidentId({ title, filedAt }: Pick<Incident, "title" | "filedAt">): string {
  const [year, month, date] = isoDate(filedAt).split("-")
  return `INC-${year}-${month}${date}-${slugOf(title) ?? "incident"}`
}

export const openIncidents = "Claude/operations/incidents/open"

export function incidentPath(incident: Pick<Incident, "title" | "filedAt">): string {
  return `${openIncidents}/${incidentId(incident)}.md`
}

export function renderIncident(incident: Incident): string {
  const line = (text: string) => text.replace(/\s+/g, " ").trim()
  return [
    "---",
    `incident_id: ${incidentId(incident)}`,
    `severity: ${severityTable[incident.severity].sev}`,
    "status: open",
    `filed_by: ${JSON.stringify(incident.filedBy)}`,
    `filed_at: ${JSON.stringify(isoTime(incident.filedAt))}`,
    `owner: ${JSON.stringify(incident.owner)}`,
    "---",
    "INCIDENT REPORT",
    `Severity: ${severityTable[incident.severity].sev}`,
    `What Failed: ${line(incident.whatFailed)}`,
    `Where It Failed: ${line(incident.where)}`,
    `Why It Likely Failed: ${line(incident.why)}`,
    `Temporary Mitigation: ${line(incident.mitigation)}`,
    "Recommended SOP Update: none yet",
    "",
    "Clocks:",
    ...incidentClocks(incident.severity).map((clock) => `- ${clock.what} by ${isoTime(incident.filedAt + clock.within)} (${clock.source})`),
    "",
  ].join("\n")
}
