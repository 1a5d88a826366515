/** The outside world as operations receive it. Tests hand in another one; nothing is patched. */
import type { Clock } from "./clock.ts"

export interface World {
  readonly clock: Clock
  readonly env: Readonly<Record<string, string | undefined>>
  /** Absolute. */
  readonly cwd: string
  /** Folder of the person's own state: keys, pending approvals (XDG_STATE_HOME, %LOCALAPPDATA%). */
  readonly stateDir: string
  /** Aborted when the person interrupts the command. */
  readonly signal: AbortSignal
  readonly fetch: typeof globalThis.fetch
  readonly terminal: Terminal
}

/** Everything that is not the answer goes here, on stderr; the answer is returned and printed on stdout. */
export interface Terminal {
  /** A person can answer: both ends are terminals and `--no-input` was not given. */
  readonly interactive: boolean
  /** The answer goes to a terminal that shows colours (NO_COLOR is respected). */
  readonly colour: boolean
  /** One line of information; silent under `--quiet`. */
  note(line: string): void
  /** One line that must be seen, also under `--quiet`. */
  warn(line: string): void
  /** Progress of something that takes over a second; replaced in place on a terminal, silent elsewhere. */
  progress(label: string, done: number, total: number | undefined): void
  /** Asks and returns the typed line; throws `cli/no-input` when nobody can answer. */
  ask(question: string, options?: { readonly hidden?: boolean }): Promise<string>
}
