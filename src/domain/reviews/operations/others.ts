/** Handlers of the smaller review commands: prerequisites, council, threats, evidence, notifications. */
import { resolve } from "node:path"
import { exitCode } from "../../../base/exit-code.ts"
import { TipstaffError } from "../../../base/errors.ts"
import { printable } from "../../../base/mask.ts"
import type { Handler } from "../../../base/operation.ts"
import { painter } from "../../../base/paint.ts"
import { readText, statOf, writeNew, writeWhole } from "../../../platform/files.ts"
import { join } from "node:path"
import { convene } from "../council/council.ts"
import { councilFile, dissent, isComplete, split, type CouncilRecord } from "../council/record.ts"
import { acknowledge, readNotifications, unacknowledged, type NotificationLine } from "../escalation/notifications.ts"
import { sensitivityOf } from "../intake.ts"
import { parseThreatModel } from "../prerequisites/threat-model.ts"
import { prerequisiteTemplates } from "../prerequisites/templates.ts"
import type { PrerequisiteItem } from "../prerequisites/check.ts"
import { artefacts } from "../records/artefacts.ts"
import { parseDecision } from "../records/decision-record.ts"
import { changedEvidence } from "../records/disposition-record.ts"
import { checkManifest, parseManifest, type EvidenceManifest } from "../records/manifest.ts"
import { runReview } from "../run-review.ts"
import { parseScanResults } from "../../scans/run-results.ts"
import { openReview } from "../steps/open.ts"
import { scopeStep } from "../steps/scope.ts"
import { manifestFile } from "../steps/file.ts"
import { simulate } from "../steps/threats.ts"
import { digestOfEvidence, evidencePath, openEvidence, readEvidence, writeEvidence } from "../store.ts"
import { loadSettings } from "../settings.ts"
import { openRepository } from "../../../platform/git.ts"

interface Place {
  readonly repo?: string | undefined
}

export const handlePrerequisites: Handler<
  Place & { readonly init: boolean },
  { readonly met: boolean; readonly items: readonly PrerequisiteItem[] }
> = async (world, input) => {
  const session = await openReview(world, { path: input.repo, offline: true, rescan: false })
  if (input.init) {
    for (const template of prerequisiteTemplates(session.settings.prerequisites)) {
      const path = join(session.root, template.path)
      if ((await statOf(path)) === undefined) await writeNew(path, template.content)
    }
  }
  const { report } = await scopeStep(session)
  const paint = painter(world.terminal.colour)
  const signs = { pass: paint("good", "✓"), fail: paint("bad", "✗"), not_run: paint("unsure", "?"), not_applicable: paint("faint", "–") }
  const lines = report.items.flatMap((item) => [
    `  ${signs[item.outcome]} ${item.label}: ${printable(item.detail)}`,
    ...(item.next === "" ? [] : [paint("faint", `      next: ${printable(item.next)}`)]),
  ])
  const missing = report.items.filter((item) => item.outcome === "fail" || item.outcome === "not_run").length
  return {
    exitCode: report.met ? exitCode.ok : exitCode.refused,
    data: { met: report.met, items: report.items },
    text: `${lines.join("\n")}\n\n${report.met ? "All prerequisites are met. Next: tipstaff review\n" : `${missing} prerequisite(s) missing.\n`}`,
  }
}

export const handleCouncil: Handler<Place & { readonly as: string }, { readonly council: CouncilRecord; readonly complete: boolean }> = async (
  world,
  input,
) => {
  const session = await openReview(world, { path: input.repo, offline: true, rescan: false })
  const text = await readEvidence(session.evidence, "scan-results.json")
  if (text === undefined)
    throw new TipstaffError("council/no-evidence", "there are no scan results to put before the council", { next: "tipstaff review" })
  const results = parseScanResults(text, evidencePath(session.evidence, "scan-results.json"))
  const { level, reasons } = sensitivityOf(session.intake)
  const brief = [
    `Subject: ${session.intake.subject} (${session.intake.kind})`,
    `Scope: ${session.intake.scope}`,
    `Sensitivity: ${level}${reasons.length > 0 ? ` because of ${reasons.join(", ")}` : ""}`,
    `Findings: ${JSON.stringify(results.summary)}`,
    ...results.findings
      .slice(0, 60)
      .map((finding) => `- ${finding.severity}: ${finding.title}${finding.location ? ` at ${finding.location.path}:${finding.location.line}` : ""}`),
  ]
    .map((line) => printable(line).slice(0, 400))
    .join("\n")
  const record = await convene(world, session.settings.council, {
    review: session.state.id,
    targetDigest: results.target_digest,
    invokedBy: input.as,
    brief,
  })
  await writeEvidence(session.evidence, councilFile, `${JSON.stringify(record, undefined, 2)}\n`)
  const complete = isComplete(record, session.state.id, results.target_digest)
  const lines = record.members.map((member) => `  ${member.verdict.padEnd(24)} ${printable(member.model)}: ${member.rationale}`)
  const against = dissent(record).map((member) => printable(member.model))
  return {
    exitCode: complete ? exitCode.ok : exitCode.couldNotRun,
    data: { council: record, complete },
    text: `${lines.join("\n")}\n\n${split(record)}${against.length > 0 ? `; dissent: ${against.join(", ")}` : ""}\n${complete ? "Next: tipstaff review. The council advises; people decide.\n" : `The council is not complete: ${record.minimum} different models must answer.\n`}`,
  }
}

export const handleThreats: Handler<
  Place & { readonly model?: string | undefined; readonly output?: string | undefined },
  Readonly<Record<string, unknown>>
> = async (world, input) => {
  const { root } = await openRepository(input.repo ?? world.cwd, { env: world.env, signal: world.signal })
  const { settings } = await loadSettings(root)
  const evidence = await openEvidence(root, settings.review.evidence)
  const model = input.model === undefined ? join(root, settings.prerequisites.inputs.threatModel) : resolve(world.cwd, input.model)
  const threats = parseThreatModel(await readText(model), model)
  const { log, text } = await simulate({
    evidence,
    threats,
    modelPath: input.model ?? settings.prerequisites.inputs.threatModel,
    now: world.clock.now(),
  })
  if (input.output !== undefined) await writeWhole(resolve(world.cwd, input.output), text)
  const failed = log.summary.fail > 0
  const open = log.summary.not_run > 0
  const lines = log.threats.map(
    (threat) => `  ${threat.outcome.padEnd(14)} ${printable(threat.id)} ${printable(threat.title)}: ${printable(threat.detail)}`,
  )
  return { exitCode: failed ? exitCode.refused : open ? exitCode.couldNotRun : exitCode.ok, data: { ...log }, text: `${lines.join("\n")}\n` }
}

export function aggregateHandler(
  version: string,
): Handler<Place & { readonly output?: string | undefined; readonly offline: boolean }, { readonly manifest: EvidenceManifest }> {
  return async (world, input) => {
    const review = await runReview(world, { path: input.repo, offline: input.offline, rescan: false }, version)
    const file = evidencePath(review.session.evidence, manifestFile)
    const text = await readText(file)
    const manifest = parseManifest(text, file)
    if (input.output !== undefined && resolve(world.cwd, input.output) !== review.session.evidence.folder)
      await writeWhole(join(resolve(world.cwd, input.output), manifestFile), text)
    return {
      exitCode: exitCode.ok,
      data: { manifest },
      text: `${file}: ${manifest.artifacts.filter((artefact) => artefact.status === "generated").length} artefacts\n`,
    }
  }
}

export const handleEvidenceVerify: Handler<Place, { readonly problems: readonly { readonly path: string; readonly problem: string }[] }> = async (
  world,
  input,
) => {
  const { root } = await openRepository(input.repo ?? world.cwd, { env: world.env, signal: world.signal })
  const { settings } = await loadSettings(root)
  const evidence = await openEvidence(root, settings.review.evidence)
  const text = await readEvidence(evidence, manifestFile)
  if (text === undefined)
    throw new TipstaffError("manifest/missing", "there is no evidence manifest", {
      file: evidencePath(evidence, manifestFile),
      next: "tipstaff review",
    })
  const states = await Promise.all(
    artefacts.map(async ({ name }) => ({ name, sha256: undefined, bytes: 0, ...(await digestOfEvidence(evidence, name)) })),
  )
  const problems: { path: string; problem: string }[] = checkManifest(parseManifest(text, evidencePath(evidence, manifestFile)), states)
  const decision = await readEvidence(evidence, "decision.json")
  if (decision !== undefined) {
    const digests = new Map<string, string>()
    const record = parseDecision(decision, evidencePath(evidence, "decision.json"))
    for (const { path } of record.evidence) digests.set(path, (await digestOfEvidence(evidence, path))?.sha256 ?? "")
    const stale = changedEvidence(record, (path) => digests.get(path))
    problems.push(...stale.map((path) => ({ path, problem: "is not what the decision was made on" })))
  }
  const lines = problems.map(({ path, problem }) => `  ${problem.padEnd(8)} ${path}\n`).join("")
  return {
    exitCode: problems.length === 0 ? exitCode.ok : exitCode.refused,
    data: { problems },
    text: problems.length === 0 ? "Every artefact is there and unchanged.\n" : `${lines}Next: tipstaff review\n`,
  }
}

export const handleNotifications: Handler<
  Place & { readonly acknowledge?: string | undefined; readonly as: string },
  { readonly open: readonly NotificationLine[] }
> = async (world, input) => {
  const { root } = await openRepository(input.repo ?? world.cwd, { env: world.env, signal: world.signal })
  const { settings } = await loadSettings(root)
  const evidence = await openEvidence(root, settings.review.evidence)
  if (input.acknowledge !== undefined) {
    if (input.as.trim() === "") throw new TipstaffError("usage/invalid-input", "an acknowledgement needs a name", { next: "add --as NAME" })
    await acknowledge(evidence, input.acknowledge, input.as, world.clock.now())
  }
  const open = unacknowledged(await readNotifications(evidence))
  const lines = open.map((one) => `${one.id}  ${one.severity}  for ${one.who} since ${one.at}: ${printable(one.text)}\n`).join("")
  return {
    exitCode: open.length > 0 ? exitCode.refused : exitCode.ok,
    data: { open },
    text: open.length === 0 ? "Nobody waits for a confirmation.\n" : `${lines}Next: tipstaff notifications --acknowledge ID --as NAME\n`,
  }
}
