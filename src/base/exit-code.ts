/** Every exit code of the command, with its meaning. */
export const exitCode = {
  /** Clean, allowed, approved. */
  ok: 0,
  /** Findings, a refusal, a failed gate. */
  refused: 1,
  /** Could not run: usage, missing input, incomplete scan, internal error. */
  couldNotRun: 2,
} as const

export type ExitCode = (typeof exitCode)[keyof typeof exitCode]
