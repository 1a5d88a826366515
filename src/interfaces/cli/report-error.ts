/** How an error is shown: what was being done, where, why, and what to do next; never a stack trace of ours. */
import { exitCode, type ExitCode } from "../../base/exit-code.ts"
import { Refusal, TipstaffError, messageOf } from "../../base/errors.ts"
import { printable } from "../../base/mask.ts"

const maxCauses = 4

export function exitCodeOf(thrown: unknown): ExitCode {
  return thrown instanceof Refusal ? exitCode.refused : exitCode.couldNotRun
}

export function errorText(thrown: unknown): string {
  if (!(thrown instanceof TipstaffError)) {
    const kind = thrown instanceof Error ? thrown.name : "error"
    return `tipstaff: internal error: ${kind}: ${printable(messageOf(thrown))}\n  next: please report this; set TIPSTAFF_DEBUG=1 for the stack\n`
  }
  const lines = [`tipstaff: ${printable(thrown.message)}`]
  if (thrown.file !== undefined) lines.push(`  at: ${printable(thrown.file)}${thrown.line === undefined ? "" : `:${thrown.line}`}`)
  lines.push(...causesOf(thrown).map((cause) => `  because: ${printable(cause)}`))
  const next = nextOf(thrown)
  if (next !== undefined) lines.push(`  next: ${printable(next)}`)
  lines.push(`  code: ${thrown.code}`)
  return `${lines.join("\n")}\n`
}

/** Whoever names a file and no way on means that the file is to be corrected. */
function nextOf({ next, file, code }: TipstaffError): string | undefined {
  if (next !== undefined || file === undefined) return next
  return code === "file/missing" ? "name a file that is there" : `correct ${file}, then run the command again`
}

function causesOf(error: Error): string[] {
  const causes: string[] = []
  let cause = error.cause
  while (cause !== undefined && causes.length < maxCauses) {
    const text = messageOf(cause).split("\n")[0] ?? ""
    if (!error.message.includes(text)) causes.push(text)
    cause = cause instanceof Error ? cause.cause : undefined
  }
  return causes
}

export function errorJson(thrown: unknown): unknown {
  if (!(thrown instanceof TipstaffError)) return { schema: "tipstaff.error/1", error: { code: "internal/error", message: "internal error" } }
  const { code, message, file, line } = thrown
  return { schema: "tipstaff.error/1", error: { code, message, file, line, next: nextOf(thrown) } }
}
