/** Handler of `tipstaff fallback`: the fallback while scanners cannot run. Its best answer is "manual", never a pass. */
import { exitCode } from "../../../base/exit-code.ts"
import type { Handler } from "../../../base/operation.ts"
import { openRepository } from "../../../platform/git.ts"
import { parseScanResults } from "../../scans/run-results.ts"
import {
  blankManualValidation,
  judgeManualValidation,
  parseManualValidation,
  renderManualValidation,
  type ManualValidationResult,
} from "../assessment/manual-validation.ts"
import { intakeFile, parseIntake } from "../intake.ts"
import { loadSettings } from "../settings.ts"
import { evidencePath, openEvidence, readEvidence, writeEvidence, type Evidence } from "../store.ts"
import { incompleteScans } from "../steps/judge.ts"

const logFile = "manual-validation-log.md"

interface ManualOutput extends ManualValidationResult {
  readonly file: string
  readonly created: boolean
}

export const handleManualValidation: Handler<{ readonly repo?: string | undefined }, ManualOutput> = async (world, input) => {
  const { root } = await openRepository(input.repo ?? world.cwd, { env: world.env, signal: world.signal })
  const { settings } = await loadSettings(root)
  const evidence = await openEvidence(root, settings.review.evidence)
  const file = evidencePath(evidence, logFile)
  const present = await readEvidence(evidence, logFile)
  const text = present ?? renderManualValidation(blankManualValidation(await subjectOf(evidence)))
  if (present === undefined) await writeEvidence(evidence, logFile, text)
  const result = judgeManualValidation(parseManualValidation(text, file), {
    now: world.clock.now(),
    automationAvailable: await scansAreComplete(evidence),
  })
  const codes = { manual: exitCode.ok, fail: exitCode.refused, incomplete: exitCode.couldNotRun } as const
  const last =
    result.status === "manual"
      ? "Recorded as manual. The gates stay as they are: manual is not a pass."
      : `Next: complete ${file}, then run this again`
  return {
    exitCode: codes[result.status],
    data: { ...result, file, created: present === undefined },
    text: `${[result.status, ...result.problems.map((problem) => `  ${problem}`), last].join("\n")}\n`,
  }
}

async function subjectOf(evidence: Evidence): Promise<string> {
  const text = await readEvidence(evidence, intakeFile)
  return text === undefined ? "" : parseIntake(text, evidencePath(evidence, intakeFile)).settings.subject
}

/** Scanners that have finished leave no room for a fallback. */
async function scansAreComplete(evidence: Evidence): Promise<boolean> {
  const text = await readEvidence(evidence, "scan-results.json")
  return text !== undefined && incompleteScans(parseScanResults(text, evidencePath(evidence, "scan-results.json"))).length === 0
}
