/** Handler of `tipstaff gate change`: whether a change may be merged, by what it touches and the certificate it has. */
import { join } from "node:path"
import { exitCode } from "../../../base/exit-code.ts"
import { TipstaffError } from "../../../base/errors.ts"
import { printable } from "../../../base/mask.ts"
import type { Handler } from "../../../base/operation.ts"
import type { Outcome } from "../../../base/outcome.ts"
import type { World } from "../../../base/world.ts"
import { statOf } from "../../../platform/files.ts"
import { gitRaw, nulSplit, openRepository, type Repository } from "../../../platform/git.ts"
import { envelopeName } from "../../certificates/certificate.ts"
import { handleVerify } from "../../certificates/commands.ts"
import { isRecordFile } from "../../scans/target.ts"
import { classifyRange } from "../classify/classify-range.ts"
import type { Level } from "../classify/work-types.ts"
import { loadSettings } from "../settings.ts"
import { changeSettings, ownFolders } from "../steps/open.ts"

interface ChangeInput {
  readonly path?: string | undefined
  readonly base?: string | undefined
  readonly trust?: string | undefined
}

interface ChangeOutput {
  readonly status: "pass" | "warn" | "fail"
  readonly level: Level | "None"
  readonly work: readonly { readonly id: string; readonly label: string; readonly level: Level; readonly trigger: string; readonly where: string }[]
  /** Each route that the change opens: none may be deployed without a review. */
  readonly endpoints: readonly { readonly method: string; readonly path: string; readonly where: string; readonly webhook: boolean }[]
  readonly certificate: { readonly outcome: Outcome | "missing"; readonly reason: string }
}

const maxEndpointsTold = 20

export const handleGateChange: Handler<ChangeInput, ChangeOutput> = async (world, input) => {
  const options = { env: world.env, signal: world.signal }
  const repository = await openRepository(input.path ?? world.cwd, options)
  const { settings } = await loadSettings(repository.root)
  const own = ownFolders(settings)
  const change = await classifyRange(repository, { base: input.base, settings: changeSettings(settings, options) }, options)
  const certificate =
    change.level === "None"
      ? { outcome: "not_applicable" as const, reason: "no review is demanded" }
      : await certificateFor(world, repository, join(repository.root, settings.review.evidence), own, input.trust)
  const reviewed = certificate.outcome === "pass"
  const unread = change.unread.length > 0
  const status = unread ? "fail" : change.level === "None" || reviewed ? "pass" : change.level === "Mandatory" ? "fail" : "warn"
  const work = change.workTypes.map((type) => ({
    id: type.id,
    label: type.label,
    level: type.level,
    trigger: type.trigger,
    where: type.reasons
      .slice(0, 3)
      .map((reason) => `${reason.path}${reason.line === undefined ? "" : `:${reason.line}`}`)
      .join(", "),
  }))
  if (status === "warn") world.terminal.warn("a review is recommended before this change is promoted; the change may pass without one")
  const endpoints = change.newRoutes.map(({ method, path, file, line, webhook }) => ({ method, path, where: `${file}:${line}`, webhook }))
  const lines = [
    ...work.map((type) => `  ${type.level.padEnd(12)} ${type.label}: ${type.where}`),
    ...endpoints.slice(0, maxEndpointsTold).map((route) => printable(`  new endpoint ${route.method} ${route.path}: ${route.where}`)),
    ...(endpoints.length > maxEndpointsTold ? [`  and ${endpoints.length - maxEndpointsTold} more: --json lists them`] : []),
    ...change.unread.map((file) => `  could not read ${file.path}: ${file.reason}`),
    `  certificate  ${certificate.outcome}: ${certificate.reason}`,
    "",
    status === "pass"
      ? "The change may be merged."
      : status === "warn"
        ? "The change may be merged; a review is recommended."
        : `The change may not be merged. Next: ${unread ? "make the files readable" : "tipstaff review"}`,
  ]
  const code = unread ? exitCode.couldNotRun : status === "fail" ? exitCode.refused : exitCode.ok
  return { exitCode: code, data: { status, level: change.level, work, endpoints, certificate }, text: `${lines.join("\n")}\n` }
}

/** The certificate in the evidence folder, for HEAD or for a commit that HEAD adds nothing but evidence to. */
async function certificateFor(
  world: World,
  repository: Repository,
  folder: string,
  own: readonly string[],
  trust: string | undefined,
): Promise<ChangeOutput["certificate"]> {
  const file = join(folder, envelopeName)
  if ((await statOf(file)) === undefined) return { outcome: "missing", reason: "there is none in the evidence folder" }
  try {
    const verify = (commit: string) =>
      handleVerify(world, { file, commit, withoutEvidence: false, repo: repository.root, ...(trust === undefined ? {} : { trust }) })
    const first = await verify(repository.head ?? "")
    const certified = first.data.review?.commit
    const moved = first.data.reasons.some((reason) => reason.code === "certificate/wrong-commit")
    const answer = moved && certified !== undefined && (await addsOnlyEvidence(repository, certified, own)) ? await verify(certified) : first
    const { outcome, reasons, review } = answer.data
    return {
      outcome,
      reason:
        outcome === "pass"
          ? `${review?.recommendation} for ${review?.commit}`
          : reasons.map((reason) => `${reason.code}: ${reason.message}`).join("; "),
    }
  } catch (thrown) {
    if (!(thrown instanceof TipstaffError)) throw thrown
    return { outcome: "not_run", reason: `${thrown.code}: ${thrown.message}` }
  }
}

async function addsOnlyEvidence(repository: Repository, certified: string, own: readonly string[]): Promise<boolean> {
  const ancestor = await gitRaw(repository.root, ["merge-base", "--is-ancestor", certified, "HEAD"])
  const changed = await gitRaw(repository.root, ["diff", "--name-only", "--no-renames", "--no-ext-diff", "-z", "--end-of-options", certified, "HEAD"])
  if (ancestor.exitCode !== 0 || changed.exitCode !== 0) return false
  return nulSplit(changed.stdout.toString("utf8")).every((path) => isRecordFile(path, own))
}
