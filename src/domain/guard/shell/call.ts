/** One program that a command starts, as the analysis of that program sees it. */
import type { Effect } from "../effect.ts"
import type { Field } from "./field.ts"
import type { Said, Scope } from "./scope.ts"
import { nothing, unknownText, type Stream } from "./stream.ts"

export interface Call {
  /** Its name without folders, in lower case, without `.exe`. */
  readonly program: string
  readonly args: readonly Field[]
  readonly stdin: Stream
  readonly scope: Scope
  /** Runs shell text in a shell of its own. */
  readonly shell: (text: Stream, stdin?: Stream) => Said
  /** Starts another program: its name, then its arguments. */
  readonly start: (words: readonly Field[], stdin?: Stream) => Said
}

export type Program = (call: Call) => Said

/** What nobody knows the output of. */
export function said(...effects: readonly Effect[]): Said {
  return { effects, stdout: unknownText("output") }
}

export function quiet(...effects: readonly Effect[]): Said {
  return { effects, stdout: nothing }
}
