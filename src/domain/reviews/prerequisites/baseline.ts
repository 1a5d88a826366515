/** risk-baseline-report.md: the state of risk before the review looks at anything new. Pure. */
import { isoTime, type Instant } from "../../../base/clock.ts"
import { renderTable } from "../../../base/markdown-table.ts"
import { countSeverities, severities, type Severity } from "../../../base/severity.ts"
import { openCriticalRisks, rankFocus } from "./focus.ts"
import type { ReviewInputs } from "./inputs.ts"
import { isOpenRisk, riskStates, type RiskState } from "./risk-log.ts"

const topRisks = 10
const topFocus = 25

const stateTitles: Readonly<Record<RiskState, string>> = { open: "Open", accepted: "Accepted", closed: "Closed", other: "Unknown status" }

export function renderRiskBaseline(inputs: ReviewInputs, subject: string, at: Instant): string {
  const focus = rankFocus(inputs)
  const pauses = openCriticalRisks(inputs)
  const incidents = inputs.incidents.filter((incident) => incident.open)
  const risks = focus.filter((item) => item.kind === "risk")
  const alerts = inputs.alerts.filter((alert) => alert.open)
  return [
    "# Risk baseline report\n",
    renderTable(
      ["Fact", "Value"],
      [
        ["Subject", subject],
        ["Written at", isoTime(at)],
        ["Risks in the log", String(inputs.risks.length)],
        ["Open risks", String(inputs.risks.filter(isOpenRisk).length)],
        ["Open incidents", String(incidents.length)],
        ["Open alerts", String(alerts.length)],
        ["The review", pauses.length === 0 ? "may go on" : `is PAUSED: ${pauses.length} unresolved critical`],
      ],
    ),
    "## Risks by severity and status\n",
    renderTable(
      ["Severity", ...riskStates.map((state) => stateTitles[state])],
      severities.map((severity) => countsOf(inputs, severity)),
    ),
    "## Why the review pauses\n",
    pauses.length === 0
      ? "Nothing critical is unresolved.\n"
      : renderTable(
          ["Reason", "Next"],
          pauses.map((pause) => [pause.reason, pause.next]),
        ),
    `## Top risks\n`,
    risks.length === 0
      ? "No risk is open.\n"
      : renderTable(
          ["Risk", "Severity", "Title or mitigation", "Source"],
          risks.slice(0, topRisks).map((item) => [item.id, item.severity, item.title, item.source]),
        ),
    more(risks.length, topRisks, "open risks"),
    "## Open incidents\n",
    incidents.length === 0
      ? "No incident is open.\n"
      : renderTable(
          ["Incident", "Severity", "Status", "Title", "Source"],
          incidents.map((incident) => [
            incident.id,
            incident.severity ?? "not stated",
            incident.status || "not stated",
            incident.title,
            incident.file,
          ]),
        ),
    "## Where the review looks first\n",
    focus.length === 0
      ? "The inputs name nothing to look at first.\n"
      : renderTable(
          ["Rank", "Severity", "What", "Title", "Why", "Source"],
          focus.slice(0, topFocus).map((item) => [String(item.rank), item.severity, `${item.kind} ${item.id}`, item.title, item.reason, item.source]),
        ),
    more(focus.length, topFocus, "items"),
    "## Threats by severity\n",
    renderTable(["Severity", "Threats"], threatCounts(inputs)),
    "## Inputs read\n",
    inputs.cited.length === 0
      ? "No input was readable.\n"
      : renderTable(
          ["Input", "Purpose", "Entries", "SHA-256"],
          inputs.cited.map((input) => [input.path, input.purpose, String(input.entries), input.sha256]),
        ),
  ]
    .filter((part) => part !== "")
    .join("\n")
}

function countsOf(inputs: ReviewInputs, severity: Severity): string[] {
  const risks = inputs.risks.filter((risk) => risk.severity === severity)
  return [severity, ...riskStates.map((state) => String(risks.filter((risk) => risk.state === state).length))]
}

function threatCounts(inputs: ReviewInputs): string[][] {
  const rated = inputs.threats.flatMap((threat) => (threat.severity === undefined ? [] : [{ severity: threat.severity }]))
  const counts = countSeverities(rated)
  return [...severities.map((severity) => [severity, String(counts[severity])]), ["not rated", String(inputs.threats.length - rated.length)]]
}

function more(total: number, shown: number, what: string): string {
  return total > shown ? `${shown} of ${total} ${what} are shown; the sources hold the rest.\n` : ""
}
