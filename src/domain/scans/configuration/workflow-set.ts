/** Whether the repository's workflows, taken together, run static analysis on every pull request and on a schedule. */
import { valueAt, textOf } from "./document.ts"
import type { RuleTable } from "./rule.ts"
import { scannersIn } from "./scanner-names.ts"
import type { Workflow } from "./workflow.ts"

interface Coverage {
  /** Workflows that run static analysis themselves or by calling one that does. */
  readonly analysing: readonly Workflow[]
  readonly onPullRequest: boolean
  readonly onSchedule: boolean
}

function staticAnalysisCoverage(workflows: readonly Workflow[]): Coverage {
  const analysing = new Set(
    workflows.filter((workflow) => workflow.jobs.some((job) => job.steps.some((step) => scannersIn(step, "static").length > 0))),
  )
  // A workflow that calls an analysing one analyses too; chains are at most four long on GitHub.
  for (let level = 0; level < 4; level += 1) {
    const paths = new Set([...analysing].map((workflow) => `./${workflow.file.path}`))
    for (const workflow of workflows) {
      if (workflow.jobs.some((job) => paths.has(textOf(job.body["uses"]) ?? ""))) analysing.add(workflow)
    }
  }
  const list = [...analysing]
  return {
    analysing: list,
    onPullRequest: list.some((workflow) => ["pull_request", "pull_request_target", "merge_group"].some((trigger) => workflow.triggers.has(trigger))),
    onSchedule: list.some((workflow) => workflow.triggers.has("schedule") && valueAt(workflow.file.value, "on", "schedule") !== null),
  }
}

export const workflowSetRules: RuleTable<readonly Workflow[]> = {
  *"workflow-static-analysis-not-regular"(files) {
    const workflows = files.filter((file) => file.kind === "workflow")
    const first = workflows[0]
    if (!first) return
    const coverage = staticAnalysisCoverage(workflows)
    const missing = [...(coverage.onPullRequest ? [] : ["pull_request"]), ...(coverage.onSchedule ? [] : ["schedule"])]
    if (missing.length === 0) return
    const shown = coverage.analysing[0] ?? first
    yield {
      path: shown.file.path,
      line: shown.file.lineOf(["on"]),
      subject: "static analysis",
      detail: coverage.analysing.length === 0 ? "no workflow runs static analysis" : `static analysis does not run on ${missing.join(" or ")}`,
    }
  },
}
