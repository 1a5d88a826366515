/** Step 1: prerequisites, scope register, baseline of known risk, and the simulation of the top threats. */
import { canonicalJson } from "../../../base/canonical-json.ts"
import { sha256 } from "../../../base/hash.ts"
import type { Finding } from "../../findings/finding.ts"
import { verifyApproval } from "../../approvals/approval.ts"
import { readApprovals } from "../../approvals/store.ts"
import type { Halt, Reason } from "../decide.ts"
import { renderRiskBaseline } from "../prerequisites/baseline.ts"
import {
  approvalKinds,
  checkPrerequisites,
  missingPrerequisites,
  type ApprovalFact,
  type PrerequisiteReport,
  type ToolFact,
} from "../prerequisites/check.ts"
import { mapControls, type ControlMapping } from "../prerequisites/control-map.ts"
import { openCriticalRisks } from "../prerequisites/focus.ts"
import { renderScopeRegister, scopeRegister } from "../prerequisites/scope.ts"
import { writeEvidence, writeStamped } from "../store.ts"
import { isRecordFile } from "../../scans/target.ts"
import { ownFolders, type Session } from "./open.ts"

export interface Scope {
  readonly report: PrerequisiteReport
  readonly regulations: readonly ControlMapping[]
  readonly missing: readonly Reason[]
  readonly halts: readonly Halt[]
  /** Findings that other reviews handed in. */
  readonly findings: readonly Finding[]
  /** The change gives an agent more than its rights (review procedure, section 6). */
  readonly exceedsRights: boolean
}

export async function scopeStep(session: Session): Promise<Scope> {
  const { root, settings, evidence, intake, now } = session
  const report = await checkPrerequisites(root, settings.prerequisites, {
    codeDiff: diffFact(session),
    approvals: await initiation(session),
    tools: toolFacts(session),
    infrastructureAccess: intake.infrastructure_access.trim() === "" ? undefined : { outcome: "pass", detail: intake.infrastructure_access },
    tracker: { outcome: "pass", detail: `the built-in register at ${evidence.path}/findings-register.csv` },
  })
  const scope = {
    subject: intake.subject,
    assets: [intake.subject, intake.scope],
    environment: intake.environment,
    regulatoryScope: intake.regulatory_scope,
  }
  await writeStamped(evidence, "scope-register.json", renderScopeRegister(scopeRegister(scope, report, now)), "generated_at")
  await writeEvidence(evidence, "risk-baseline-report.md", renderRiskBaseline(report.inputs, intake.subject, Date.parse(session.state.started_at)))
  return {
    report,
    regulations: mapControls(report.inputs.controls),
    missing: missingPrerequisites(report),
    halts: openCriticalRisks(report.inputs),
    findings: report.inputs.imported,
    exceedsRights: session.classification.workTypes.some((type) => type.id === "agent-contract" || type.id === "agent-capability"),
  }
}

function diffFact({ classification, repository, settings }: Session): { range: string; sha256: string; files: number } | undefined {
  if (repository.head === undefined) return undefined
  const { base, head } = classification.range
  // Our own records come and go with each command: they are no part of what is reviewed.
  const own = classification.skipped.filter((entry) => isRecordFile(entry.path, ownFolders(settings))).length
  return { range: `${base}..${head}`, sha256: sha256(canonicalJson({ base, head: repository.head })), files: classification.files - own }
}

/** The three approvals that open a review, as far as they verify. */
async function initiation(session: Session): Promise<ApprovalFact[]> {
  const stored = await readApprovals(session.evidence.folder)
  return approvalKinds.flatMap((kind): ApprovalFact[] => {
    for (const { value } of stored.records) {
      const verdict = verifyApproval(value, { people: session.people.trusted, at: session.now, kind })
      if (verdict.outcome !== "pass" || verdict.approval.target !== session.state.id || verdict.approval.decision === "reject") continue
      return [{ kind, outcome: "pass", detail: `${verdict.person.name} (${verdict.approval.role}), ${verdict.approval.created_at}` }]
    }
    return []
  })
}

function toolFacts({ settings }: Session): ToolFact[] {
  const { zap, nuclei, notApplicable } = settings.scans.dast
  const reports = [
    ...zap.map(() => ({ tool: "ZAP report", version: "imported" })),
    ...nuclei.map(() => ({ tool: "Nuclei report", version: "imported" })),
  ]
  const imported = (cls: string) =>
    settings.scans.sarif.filter((report) => report.class === cls).map((report) => ({ tool: report.tool, version: "imported" }))
  return [
    { class: "sast", available: [{ tool: "tipstaff-code", version: "embedded" }, ...imported("sast")] },
    { class: "dast", available: [...reports, ...imported("dast")], ...(notApplicable === undefined ? {} : { notApplicable }) },
    { class: "dependencies", available: [{ tool: "tipstaff-dependencies", version: "embedded" }, ...imported("dependencies")] },
  ]
}
