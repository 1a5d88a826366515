/** disposition-record.md: the decision, its approvals and conditions, and the digests of the evidence it rests on. Pure. */
import { printable } from "../../../base/mask.ts"
import type { DecisionRecord } from "./decision-record.ts"
import { decisionDigest } from "./decision-record.ts"

export interface RecordedApproval {
  readonly role: string
  readonly person: string
  readonly decision: string
  readonly at: string
  readonly outcome: string
}

const findingLine = /^\| (F-[0-9a-f]{12}) \| /

export function renderDispositionRecord(decision: DecisionRecord, approvals: readonly RecordedApproval[]): string {
  const { subject } = decision
  return [
    "# Disposition record",
    "",
    `- Review: ${decision.review_id}`,
    `- Subject: ${cell(subject.name)} (${subject.kind})`,
    `- Commit: ${subject.commit ?? "none: the branch has no commit"}${subject.dirty ? " with uncommitted changes" : ""}`,
    `- Decision digest: sha256:${decisionDigest(decision)}`,
    `- Recommendation: **${decision.recommendation}**`,
    "",
    "## Reasons",
    "",
    ...list(
      decision.reasons.map(
        (reason) => `${reason.basis === "refused" ? "checked and refused" : "could not check"}: ${reason.text}. Next: ${reason.next}`,
      ),
    ),
    "",
    "## Conditions",
    "",
    ...list(decision.conditions.map((condition) => `${condition.text} (owner: ${condition.owner || "nobody"}, due: ${condition.due})`)),
    "",
    "## Gates",
    "",
    "| Gate | Outcome | Actual | Waiver |",
    "|---|---|---|---|",
    ...decision.gates.map((gate) => `| ${gate.gate} | ${gate.outcome} | ${cell(gate.actual)} | ${gate.waiver ?? ""} |`),
    "",
    "## Findings",
    "",
    "| Finding | Severity | Status | Disposition |",
    "|---|---|---|---|",
    ...decision.findings.map((finding) => `| ${finding.id} | ${finding.severity} | ${finding.status} | ${cell(finding.disposition)} |`),
    "",
    "## Approvals",
    "",
    `Needed: ${decision.authority.roles.join(", ")} (${decision.authority.rule})`,
    "",
    "| Role | Person | Decision | Time | Verification |",
    "|---|---|---|---|---|",
    ...approvals.map(
      (approval) => `| ${cell(approval.role)} | ${cell(approval.person)} | ${approval.decision} | ${approval.at} | ${cell(approval.outcome)} |`,
    ),
    "",
    "## Evidence",
    "",
    "| Artefact | SHA-256 |",
    "|---|---|",
    ...decision.evidence.map((artefact) => `| ${artefact.path} | ${artefact.sha256} |`),
    "",
  ].join("\n")
}

/** The ids of the findings that the record disposes of. */
export function recordedFindings(text: string): Set<string> {
  const ids = text.split("\n").map((line) => findingLine.exec(line)?.[1])
  return new Set(ids.filter((id) => id !== undefined))
}

/** The artefacts whose digest in the record differs from the file's now; such a record is invalid. */
export function changedEvidence(decision: DecisionRecord, digestOf: (path: string) => string | undefined): string[] {
  return decision.evidence.filter((artefact) => digestOf(artefact.path) !== artefact.sha256).map((artefact) => artefact.path)
}

function list(items: readonly string[]): string[] {
  return items.length === 0 ? ["None."] : items.map((item) => `- ${cell(item)}`)
}

function cell(text: string): string {
  return printable(text.replace(/\s+/g, " ")).replaceAll("\\", "\\\\").replaceAll("|", "\\|").replaceAll("<", "&lt;")
}
