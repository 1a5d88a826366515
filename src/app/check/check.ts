/** Handler of `tipstaff check`: what is staged, a commit's message, or what an agent is about to write. A finding or a failure blocks. */
import { resolve } from "node:path"
import { TipstaffError } from "../../base/errors.ts"
import { parseJson } from "../../base/json.ts"
import type { Handler, Result } from "../../base/operation.ts"
import type { World } from "../../base/world.ts"
import { readBytes } from "../../platform/files.ts"
import { readStandardInput } from "../../platform/standard-input.ts"
import { stateKey } from "../../platform/state-key.ts"
import type { LeavingOut } from "../../domain/secrets/exclusions.ts"
import { leftOutText } from "../../domain/secrets/formats/outside.ts"
import type { LeftOut } from "../../domain/secrets/report.ts"
import { collapse } from "../../domain/secrets/collapse.ts"
import { productScanner } from "../../domain/scans/secrets/prepared.ts"
import type { Detection, SecretScanner } from "../../domain/secrets/scanner.ts"
import { auditDetections, type SecretDetected } from "../../domain/scans/secrets/security-audit.ts"
import { exposedSecret } from "../../domain/scans/secrets/finding.ts"
import { secretFinding } from "../../domain/scans/secrets/report.ts"
import type { RepositoryScanner } from "../secrets/open.ts"
import { openStaged } from "../secrets/staged.ts"
import { rootForIndex } from "../secrets/source.ts"
import { setAside } from "../secrets/set-aside.ts"
import { answer, type CheckOutput } from "./answer.ts"
import { mayHoldSecrets, unignoredLocalSecrets } from "./local-env.ts"
import { exposuresOf } from "./rotation.ts"
import { codeFindings } from "./staged-code.ts"
import { assertNoGap, stagedDetections, textDetections, type Gap } from "./staged-secrets.ts"
import { messageText, textsOf } from "./texts.ts"

interface CheckInput {
  readonly staged: boolean
  readonly event: boolean
  readonly message?: string | undefined
  readonly repo?: string | undefined
}

export const handleCheck: Handler<CheckInput, CheckOutput> = async (world, input) => {
  const asked = [input.staged, input.event, input.message !== undefined].filter(Boolean).length
  if (asked !== 1)
    throw new TipstaffError("usage/invalid-input", "say what to check", {
      next: "tipstaff check --staged, --message FILE, or --event with a tool call on standard input",
    })
  if (input.event) return checkEvent(world, await strictScanner(world))
  const root = await rootForIndex(resolve(world.cwd, input.repo ?? "."), { env: world.env, signal: world.signal })
  return input.message === undefined ? checkStaged(world, root) : checkMessage(world, await strictScanner(world), root, input.message)
}

/** No comment counts: whoever writes the call or the message could add one. */
async function strictScanner(world: World): Promise<SecretScanner> {
  return productScanner({ key: await stateKey(world.stateDir, "scan") })
}

async function checkStaged(world: World, root: string): Promise<Result<CheckOutput>> {
  const options = { env: world.env, signal: world.signal }
  const { opened, wanted, files } = await openStaged(root, { noIgnore: false }, world)
  const { scanner, leavingOut } = opened
  const inStaged = await stagedDetections(files, scanner, world)
  const gaps = [...inStaged.gaps]
  const inFiles = await withoutSetAside(inStaged.found.flatMap(reported), opened, world)
  // Files with a secret are not written anywhere; the commit is blocked already.
  const clean = files.filter((file) => !inFiles.some(({ path }) => path === file.path || path.startsWith(`${file.path}!/`)))
  const staged = new Set(files.map((file) => file.path))
  const local = await unignoredLocalSecrets(root, scanner, (path) => staged.has(path) || !wanted(path), gaps, options)
  const leftOut = sayLeftOut(leavingOut, world)
  const found = [...inFiles, ...local.flatMap(reported)]
  await audit(world, found, "staged", root)
  // A secret that was found is told rather than the gap beside it: both block.
  if (found.length === 0) assertNoGap(gaps)
  const exposures = await exposuresOf(world, root, found, scanner, options)
  const result = answer(found, await codeFindings(world, clean), exposures)
  return { ...result, data: { ...result.data, leftOut } }
}

/** A commit that nobody looked at in full says so, also when it passes. */
function sayLeftOut(leavingOut: LeavingOut | undefined, world: World): readonly LeftOut[] {
  const leftOut = leavingOut?.counted() ?? []
  for (const line of [...(leavingOut?.notes ?? []), ...leftOut.map(leftOutText)]) world.terminal.note(line)
  return leftOut
}

async function checkMessage(world: World, scanner: SecretScanner, root: string, file: string): Promise<Result<CheckOutput>> {
  // A message may be in any encoding; what the rules look for is ASCII.
  const text = (await readBytes(resolve(world.cwd, file))).toString("utf8")
  const gaps: Gap[] = []
  const found = reported(textDetections(scanner, Buffer.from(messageText(text)), "commit message", gaps))
  await audit(world, found, "message", root)
  if (found.length === 0) assertNoGap(gaps)
  return answer(found, [])
}

async function checkEvent(world: World, scanner: SecretScanner): Promise<Result<CheckOutput>> {
  const found: Detection[] = []
  const gaps: Gap[] = []
  for (const { path, text } of textsOf(parseJson(await readStandardInput(), "standard input"))) {
    const detections = reported(textDetections(scanner, Buffer.from(text), path, gaps))
    if (detections.length > 0 && !(await mayHoldSecrets(world, path))) found.push(...detections)
  }
  await audit(world, found, "event", undefined)
  if (found.length === 0) assertNoGap(gaps)
  const result = answer(found, [])
  // An agent's host shows it what a blocking hook says on standard error, and nothing of standard output.
  if (result.text !== "") world.terminal.warn(`blocked\n${result.text.trimEnd()}`)
  return { ...result, text: "" }
}

/** One detection for each secret of one text, whichever rules found it; doubtful ones are left to the scan of the tree. */
function reported(detections: readonly Detection[]): Detection[] {
  return collapse(detections).flatMap(({ detection, confidence }) => (confidence === "low" ? [] : [detection]))
}

/** A comment, a suppression and the baseline hold for a commit as they do for a scan: all of them show in its diff. */
async function withoutSetAside(detections: readonly Detection[], opened: RepositoryScanner, world: World): Promise<Detection[]> {
  if (detections.length === 0) return []
  const rules = new Map(opened.scanner.rules.map((rule) => [rule.id, rule]))
  const found = detections.map((detection) => {
    const finding = secretFinding(exposedSecret({ detection, rules: [detection.rule], confidence: detection.confidence }), rules, opened.key)
    return { shown: detection.path, allowed: detection.allowed === true, value: detection.fingerprint, finding }
  })
  const { findings, notes } = await setAside(found, opened, world)
  for (const note of [...detections.flatMap(({ allowNote }) => allowNote ?? []), ...notes]) world.terminal.note(note)
  return detections.filter((_, index) => findings.includes(found[index]!))
}

/** A failure to write is said and changes nothing else: the secret is blocked all the same. */
async function audit(world: World, found: readonly Detection[], where: SecretDetected["where"], repository: string | undefined): Promise<void> {
  const entries = found.map(({ rule, path, line, fingerprint }) => ({ rule: rule.id, path, line, fingerprint, where, repository }))
  const problem = await auditDetections(world.stateDir, world.clock.now(), entries)
  if (problem !== undefined) world.terminal.warn(problem)
}
