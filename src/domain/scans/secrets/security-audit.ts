/**
 * The security audit of this machine: one JSON line for each secret that was found and stopped, appended and never
 * rewritten. Holds no value of a secret, masked or not.
 */
import { constants } from "node:fs"
import { dirname, join } from "node:path"
import { isoTime, type Instant } from "../../../base/clock.ts"
import { messageOf, systemCode } from "../../../base/errors.ts"

export interface SecretDetected {
  readonly rule: string
  readonly path: string
  /** 1-based. */
  readonly line: number
  /** Keyed, so that nobody can confirm a guess. */
  readonly fingerprint: string
  /** What was scanned when it was found. */
  readonly where: "staged" | "event" | "message" | "range"
  /** Absolute root of the repository; undefined where there is none. */
  readonly repository?: string | undefined
}

/** A file made to flood a scan does not fill the disk: what is left out is counted in a last line. */
const maxEntriesPerRun = 1000

export function securityAuditFile(stateDir: string): string {
  return join(stateDir, "security-audit.jsonl")
}

/** Answers why the audit could not be written, for a warning; undefined when all is well. Never throws. */
export async function auditDetections(stateDir: string, at: Instant, found: readonly SecretDetected[]): Promise<string | undefined> {
  if (found.length === 0) return undefined
  const file = securityAuditFile(stateDir)
  const time = isoTime(at)
  const lines = found.slice(0, maxEntriesPerRun).map((detection) => lineOf(time, detection))
  const left = found.length - lines.length
  if (left > 0) lines.push(`${JSON.stringify({ time, kind: "secrets-not-listed", count: left })}\n`)
  const { chmod, mkdir, open } = process.getBuiltinModule("node:fs/promises")
  try {
    await mkdir(dirname(file), { recursive: true, mode: 0o700 })
    // Never through a link; each line is one write, so that two hooks at once do not mix theirs.
    const flags = constants.O_WRONLY | constants.O_APPEND | constants.O_CREAT | (constants.O_NOFOLLOW ?? 0)
    const handle = await open(file, flags, 0o600)
    try {
      if (process.platform !== "win32" && ((await handle.stat()).mode & 0o077) !== 0) await chmod(file, 0o600)
      for (const line of lines) await handle.write(line)
      await handle.sync()
    } finally {
      await handle.close()
    }
    return undefined
  } catch (cause) {
    return `the security audit could not be written to ${file} (${systemCode(cause) ?? messageOf(cause)})`
  }
}

function lineOf(time: string, { rule, path, line, fingerprint, where, repository }: SecretDetected): string {
  const entry = { time, kind: "secret-detected", rule, path, line, fingerprint, action: "blocked", where, repository }
  return `${JSON.stringify(entry)}\n`
}
