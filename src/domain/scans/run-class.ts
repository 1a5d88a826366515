/** What the runs of one scan class amount to together. Pure. */
import type { Outcome } from "../../base/outcome.ts"
import { countSeverities, type SeverityCounts } from "../../base/severity.ts"
import type { ScanClass } from "../findings/finding.ts"
import type { ToolRun } from "./engine.ts"
import { blocks } from "./run-record.ts"

export interface ClassStatus {
  readonly outcome: Outcome
  /** Why the answer is not a plain pass; empty for a pass. */
  readonly reasons: readonly string[]
  /** A run that was attempted did not finish, or a required tool is missing: the counts may be too low. */
  readonly incomplete: boolean
  readonly counts: SeverityCounts
}

type RunOfClass = Pick<ToolRun, "tool" | "class" | "outcome" | "reason" | "absent" | "findings">

/**
 * The status of a class. Tools that are not installed do not count, unless they are in requiredTools.
 * A declared reason makes the class not_applicable only when no tool examined anything for it: a declaration
 * never hides a result.
 */
export function classStatus(
  cls: ScanClass,
  runs: readonly RunOfClass[],
  requiredTools: readonly string[] = [],
  declaredNotApplicable?: string,
): ClassStatus {
  const own = runs.filter((run) => run.class === cls)
  const attempted = own.filter((run) => run.absent !== true)
  const missing = requiredTools.filter((tool) => own.some((run) => run.tool === tool && run.absent === true))
  const spoke = attempted.filter((run) => run.outcome !== "not_applicable")
  const findings = own.flatMap((run) => run.findings)
  const unfinished = spoke.filter((run) => run.outcome === "not_run")
  const incomplete = unfinished.length > 0 || missing.length > 0
  const status = (outcome: Outcome, reasons: readonly string[]): ClassStatus => ({ outcome, reasons, incomplete, counts: countSeverities(findings) })

  const open = [
    ...missing.map((tool) => `${tool} is required and not available: ${reasonOf(own.find((run) => run.tool === tool))}`),
    ...unfinished.map((run) => `${run.tool}: ${reasonOf(run)}`),
  ]
  if (findings.some(blocks)) return status("fail", [...failures(spoke), ...open])
  if (incomplete) return status("not_run", open)
  if (spoke.length > 0) return status("pass", [])
  if (declaredNotApplicable !== undefined) return status("not_applicable", [declaredNotApplicable])
  if (attempted.length > 0)
    return status(
      "not_applicable",
      attempted.map((run) => `${run.tool}: ${reasonOf(run)}`),
    )
  if (own.length > 0)
    return status(
      "not_run",
      own.map((run) => `${run.tool}: ${reasonOf(run)}`),
    )
  return status("not_run", [`no engine for ${cls} was run`])
}

function failures(runs: readonly RunOfClass[]): string[] {
  return runs.flatMap((run) => {
    const serious = run.findings.filter(blocks).length
    return serious === 0 ? [] : [`${run.tool}: ${serious} critical or high ${serious === 1 ? "finding" : "findings"}`]
  })
}

function reasonOf(run: Pick<ToolRun, "reason"> | undefined): string {
  return run?.reason ?? "no reason was given"
}
