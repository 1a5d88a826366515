/** Handler of `tipstaff assess`: answers from a file, or asked one by one; every answer is kept at once. */
import { resolve } from "node:path"
import { exitCode } from "../../../base/exit-code.ts"
import { TipstaffError } from "../../../base/errors.ts"
import { sha256 } from "../../../base/hash.ts"
import { printable } from "../../../base/mask.ts"
import type { Handler } from "../../../base/operation.ts"
import { painter } from "../../../base/paint.ts"
import { readText } from "../../../platform/files.ts"
import { mergeAnswers, parseAnswers } from "../assessment/answers-file.ts"
import type { Assessment } from "../assessment/assessment.ts"
import { interview } from "../assessment/interview.ts"
import { judgeAssessment, type JudgedItem } from "../assessment/judge.ts"
import { rewriteAssessment } from "../assessment/markdown.ts"
import { parseScanResults, type ScanResults } from "../../scans/run-results.ts"
import { answeredFindings } from "../steps/answered.ts"
import { assessmentFile, machineFacts, openAssessment, policyOf } from "../steps/assess.ts"
import { openReview, ownFolders } from "../steps/open.ts"
import { readTarget } from "../../scans/target.ts"
import { evidencePath, readEvidence, writeEvidence, writeState } from "../store.ts"

interface AssessInput {
  readonly answers?: string | undefined
  readonly as: string
  readonly confirm: boolean
  readonly repo?: string | undefined
}

export const handleAssess: Handler<AssessInput, { readonly complete: boolean; readonly items: readonly JudgedItem[] }> = async (world, input) => {
  if (input.confirm && input.answers !== undefined)
    throw new TipstaffError("usage/invalid-input", "--confirm says that the answers on record hold; --answers brings others", {
      next: "give one of them",
    })
  const session = await openReview(world, { path: input.repo, offline: true, rescan: false })
  const touchesAuth = session.classification.workTypes.some((type) => type.id === "auth-code")
  const { text, assessment } = await openAssessment(session.evidence, session.intake, touchesAuth)
  let markdown = text
  const save = async (next: Assessment) => {
    markdown = rewriteAssessment(markdown, next)
    await writeEvidence(session.evidence, assessmentFile, markdown)
  }
  const answered = input.confirm ? assessment : input.answers === undefined ? await ask() : await fromFile(input.answers)
  await bind()
  const scanned = await readEvidence(session.evidence, "scan-results.json")
  const machine = scanned === undefined ? [] : await factsOf(parseScanResults(scanned, "scan-results.json"))
  const report = judgeAssessment(answered, { now: session.now, policy: policyOf(session), machine })
  const paint = painter(world.terminal.colour)
  const signs = { pass: paint("good", "✓"), fail: paint("bad", "✗"), not_run: paint("unsure", "?"), not_applicable: paint("faint", "–") }
  const lines = report.items
    .filter((item) => item.outcome !== "not_applicable")
    .map((item) => `  ${signs[item.outcome]} ${item.label}: ${printable(item.detail)}`)
  const bad = report.items.some((item) => item.outcome === "fail")
  return {
    exitCode: !report.complete ? exitCode.couldNotRun : bad ? exitCode.refused : exitCode.ok,
    data: { complete: report.complete, items: report.items },
    text: `${lines.join("\n")}\n\n${evidencePath(session.evidence, assessmentFile)}\nNext: ${report.complete ? "tipstaff review" : "tipstaff assess, or edit the file"}\n`,
  }

  // Whoever has just answered or confirmed speaks of what lies there now.
  async function bind(): Promise<void> {
    const { root, settings, state, evidence, gitOptions } = session
    const { digest } = await readTarget(root, ownFolders(settings), settings.review.exclude, gitOptions)
    await writeState(evidence, { ...state, assessed: { sha256: sha256(markdown), target_digest: digest } })
  }

  async function factsOf(results: ScanResults) {
    return machineFacts({ results, answered: await answeredFindings(session, results.target_digest) })
  }

  async function fromFile(name: string): Promise<Assessment> {
    const path = resolve(world.cwd, name)
    const merged = mergeAnswers(assessment, parseAnswers(await readText(path), path))
    await save(merged)
    return merged
  }

  async function ask(): Promise<Assessment> {
    if (!world.terminal.interactive) {
      throw new TipstaffError("cli/no-input", "the assessment is answered by people", {
        file: evidencePath(session.evidence, assessmentFile),
        next: "edit that file, give --answers FILE, or run this on a terminal",
      })
    }
    const assessor = input.as === "" ? (await world.terminal.ask("Your name, as assessor: ")).trim() : input.as
    const { assessment: told } = await interview(assessment, world.terminal, { clock: world.clock, assessor, save })
    return told
  }
}
