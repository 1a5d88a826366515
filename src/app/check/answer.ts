/** What a check says: the policy's alert for each secret, a line for each piece of weak code, and what to do beyond that. */
import { exitCode } from "../../base/exit-code.ts"
import { printable } from "../../base/mask.ts"
import type { Result } from "../../base/operation.ts"
import { secretAlert } from "../../domain/secrets/alert.ts"
import { environmentAccess } from "../../domain/secrets/env-access.ts"
import type { LeftOut } from "../../domain/secrets/report.ts"
import type { Detection } from "../../domain/secrets/scanner.ts"
import type { Finding } from "../../domain/findings/finding.ts"
import { localEnvAdvice } from "./local-env.ts"
import type { Exposure } from "./rotation.ts"

export interface Blocked {
  readonly path: string
  /** 1-based. */
  readonly line: number
  readonly rule: string
  readonly title: string
  /** A commit that holds the secret already: rotate it. */
  readonly commit?: string
}

export interface CheckOutput {
  readonly blocked: readonly Blocked[]
  /** Staged files that an exclusion in the settings left out. */
  readonly leftOut?: readonly LeftOut[]
}

export function answer(
  secrets: readonly Detection[],
  code: readonly Finding[],
  exposures: ReadonlyMap<string, Exposure> = new Map(),
): Result<CheckOutput> {
  const blocked: Blocked[] = [
    ...secrets.map((detection) => {
      const exposure = exposures.get(detection.fingerprint)
      const { path, line, rule } = detection
      return { path, line, rule: rule.id, title: rule.title, ...(exposure === undefined ? {} : { commit: exposure.commit }) }
    }),
    ...code.map((finding) => ({
      path: finding.location?.path ?? "",
      line: finding.location?.line ?? 1,
      rule: finding.sources[0]?.rule ?? "",
      title: finding.title,
    })),
  ]
  if (blocked.length === 0) return { exitCode: exitCode.ok, data: { blocked }, text: "" }
  const alerts = secrets.map((detection) => alertOf(detection, exposures.get(detection.fingerprint)))
  const advice = localEnvAdvice(secrets.map((detection) => detection.path)).map((line) => `${printable(line)}\n`)
  const lines = code.map(
    (finding) =>
      `${printable(finding.location?.path ?? "")}:${finding.location?.line ?? 1}: ${finding.severity}: ${finding.title} (${finding.sources[0]?.rule ?? ""})\n`,
  )
  const parts = [...alerts, advice.join(""), lines.join("")].filter((part) => part !== "")
  return { exitCode: exitCode.refused, data: { blocked }, text: parts.join("\n") }
}

/** The policy's text speaks Python; in another language the same is said behind it. */
function ownWords(path: string, envVar: string): string {
  const access = environmentAccess(path, envVar)
  return access === undefined || access.startsWith("os.getenv('") ? "" : `\nIn this file: ${printable(access)}\n`
}

function alertOf(detection: Detection, exposure: Exposure | undefined): string {
  const { path, line, rule, envVar } = detection
  const alert = `${secretAlert({ file: path, line, type: rule.title, envVar })}\n${ownWords(path, envVar)}`
  if (exposure === undefined) return alert
  const task = exposure.task === undefined ? "the rotation task could not be written" : `task: ${exposure.task}`
  return `${alert}\nCommit ${exposure.commit.slice(0, 12)} holds this secret already: rotate the credential now (${printable(task)})\n`
}
