import { expect, test } from "vitest"
import { incidentClocks, incidentPath, lateClocks, renderIncident, type Incident } from "./incident.ts"

const filedAt = Date.parse("2026-11-20T12:00:00Z")
const incident: Incident = {
  severity: "high",
  title: "Plaintext credential",
  owner: "security.ops",
  filedBy: "tipstaff review",
  filedAt,
  whatFailed: "A key stood in the code",
  where: "app/key.ts:3",
  why: "unknown",
  mitigation: "rotate it",
}

test("[S1.6-5] an incident is filed under its date and its slug, with front matter and the six headings", () => {
  expect(incidentPath(incident)).toBe("Claude/operations/incidents/open/INC-2026-1120-plaintext-credential.md")
  expect(incidentPath({ title: "../../etc", filedAt })).toBe("Claude/operations/incidents/open/INC-2026-1120-etc.md")
  expect(renderIncident(incident).split("\n").slice(0, 15)).toEqual([
    "---",
    "incident_id: INC-2026-1120-plaintext-credential",
    "severity: SEV2",
    "status: open",
    'filed_by: "tipstaff review"',
    'filed_at: "2026-11-20T12:00:00Z"',
    'owner: "security.ops"',
    "---",
    "INCIDENT REPORT",
    "Severity: SEV2",
    "What Failed: A key stood in the code",
    "Where It Failed: app/key.ts:3",
    "Why It Likely Failed: unknown",
    "Temporary Mitigation: rotate it",
    "Recommended SOP Update: none yet",
  ])
})

test("[SX.1-3] every clock of an incident runs, each with the rule it comes from", () => {
  expect(incidentClocks("critical").map((clock) => [clock.what, clock.within / 60_000])).toEqual([
    ["first response", 15],
    ["resolution under way", 60],
    ["acknowledge the reporter", 1440],
    ["fix", 1440],
    ["coordinated disclosure", 64_800],
  ])
  expect(incidentClocks("high").every((clock) => clock.source !== "")).toBe(true)
})

test.each([
  ["2026-11-20T16:00:00Z", ["first response"]],
  ["2026-11-20T16:00:01Z", ["first response", "resolution"]],
])("[S1.6-5] a SEV2 has four hours: late at %s are %j", (at, late) => {
  expect(lateClocks("high", filedAt, Date.parse(at)).map((clock) => clock.what)).toEqual(late)
})
