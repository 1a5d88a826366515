/**
 * An operation is declared once; the command line, the HTTP route, the MCP tool, the documentation, the authority
 * matrix and the audit record are derived from the declaration.
 *
 * The handler is loaded only when the operation runs, so that `--help` never pays for a scanner.
 */
import type { z } from "zod"
import type { ExitCode } from "./exit-code.ts"
import type { World } from "./world.ts"

/** What an operation does to the world. A destructive one needs an approval even for an administrator. */
export type Effect = "reads" | "writes" | "destructive"

/** `noun.verb`: what an actor must be allowed to do. */
export type Permission = `${string}.${string}`

export interface Operation<Input extends z.ZodObject = z.ZodObject, Output = unknown> {
  /** Dotted path: `gate.scans` is `tipstaff gate scans`. */
  readonly name: string
  /** One line, lower case, without a final period. */
  readonly summary: string
  /** More lines for the help page. */
  readonly details?: string
  readonly permission: Permission
  readonly effect: Effect
  /** Each field's `.meta({ description, positional?, placeholder?, short? })` becomes its help. */
  readonly input: Input
  /** Schema name and version of the JSON form, for example `tipstaff.review/1`. */
  readonly schema: string
  readonly load: () => Promise<Handler<z.output<Input>, Output>>
}

export type Handler<Input, Output> = (world: World, input: Input) => Promise<Result<Output>>

export interface Result<Output> {
  readonly exitCode: ExitCode
  /** What `--json` prints beside the schema name. */
  readonly data: Output
  /** What `--json` prints instead, where the answer is JSON Lines. */
  readonly jsonLines?: string
  /** What a person reads on stdout; lines end with \n. */
  readonly text: string
}

/** Keeps the literal types of one declaration. */
export function operation<Input extends z.ZodObject, Output>(declared: Operation<Input, Output>): Operation<Input, Output> {
  return declared
}
