/** One error type with stable codes; a refusal by policy is its own type, never mixed with a malfunction. */

/** `area/what`, for example `config/unknown-key`. Every code is listed in docs/errors.md. */
export type ErrorCode = `${string}/${string}`

export interface ErrorDetail {
  /** Where the bad input stands, as a path a person can open. */
  readonly file?: string
  /** 1-based. */
  readonly line?: number
  /** One sentence: what the person does next. */
  readonly next?: string
  readonly cause?: unknown
}

/** The build lays this file into more than one bundle, and an error of one is known in all. */
const mark = Symbol.for("tipstaff.error")

/** Something could not be done. The command ends with exit code 2. */
export class TipstaffError extends Error {
  override readonly name: string = "TipstaffError"
  readonly [mark] = true
  readonly code: ErrorCode
  readonly file: string | undefined
  readonly line: number | undefined
  readonly next: string | undefined

  constructor(code: ErrorCode, message: string, detail: ErrorDetail = {}) {
    super(message, detail.cause === undefined ? undefined : { cause: detail.cause })
    this.code = code
    this.file = detail.file
    this.line = detail.line
    this.next = detail.next
  }

  static override [Symbol.hasInstance](thrown: unknown): boolean {
    return typeof thrown === "object" && thrown !== null && mark in thrown
  }
}

/** A rule said no. The command ends with exit code 1. */
export class Refusal extends TipstaffError {
  override readonly name = "Refusal"

  static override [Symbol.hasInstance](thrown: unknown): boolean {
    return thrown instanceof TipstaffError && thrown.name === "Refusal"
  }
}

/** The message of anything thrown; for a field called reason, never for branching. */
export function messageOf(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message : String(thrown)
}

/** The system error code (`ENOENT`, `EACCES` …) of a failed Node.js call. */
export function systemCode(thrown: unknown): string | undefined {
  if (thrown instanceof Error && "code" in thrown && typeof thrown.code === "string") return thrown.code
  return undefined
}
