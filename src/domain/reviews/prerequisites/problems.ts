/** Everything that is wrong with one input, told at once and by line. */
import { TipstaffError, type ErrorCode } from "../../../base/errors.ts"
import { printable } from "../../../base/mask.ts"

export interface Problem {
  /** 1-based. */
  readonly line: number
  readonly message: string
}

const shown = 20

/** Throws when there is a problem; the message lists the first twenty and counts the rest. */
export function throwProblems(code: ErrorCode, file: string, problems: readonly Problem[], next: string): void {
  const first = problems[0]
  if (!first) return
  const list = problems.slice(0, shown).map((problem) => `line ${problem.line}: ${problem.message}`)
  const rest = problems.length > shown ? `; and ${problems.length - shown} more` : ""
  throw new TipstaffError(code, `${file} is not usable: ${list.join("; ")}${rest}`, { file, line: first.line, next })
}

/** A foreign word as a message may repeat it: short, and nothing a terminal would act on. */
export function quoted(word: string): string {
  return `'${printable(word.slice(0, 80))}${word.length > 80 ? "…" : ""}'`
}
