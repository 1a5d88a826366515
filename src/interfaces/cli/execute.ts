/** Runs what the words mean and answers as the command promises: stdout, stderr, exit code. */
import { writeSync } from "node:fs"
import { isatty } from "node:tty"
import { exitCode } from "../../base/exit-code.ts"
import type { Result } from "../../base/operation.ts"
import type { World } from "../../base/world.ts"
import { errorJson, errorText, exitCodeOf } from "./report-error.ts"
import { processWorld } from "./world.ts"

export interface CommonFlags {
  readonly json: boolean
  readonly quiet: boolean
  readonly noInput: boolean
}

const interruption = new AbortController()

/** The first interrupt lets the command put its state down; the second does not wait. */
export function listenForInterrupts(): void {
  let interrupts = 0
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    process.on(signal, () => {
      interrupts += 1
      if (interrupts > 1) process.exit(exitCode.couldNotRun)
      interruption.abort()
    })
  }
}

/** A reader that has seen enough (`| head`) closes the pipe; that is not an error of ours. */
export function expectClosedPipe(): void {
  process.stdout.on("error", () => process.exit(process.exitCode ?? exitCode.ok))
}

/** Without the stream where that can be done: to make one takes longer than to write the answer of a hook. */
function writeAnswer(text: string): void {
  let rest = Buffer.from(text)
  try {
    // A console wants another encoding than UTF-8 on some systems.
    while (rest.length > 0 && !isatty(1)) rest = rest.subarray(writeSync(1, rest))
  } catch {
    // Full or closed: the stream waits, or says so.
  }
  if (rest.length === 0) return
  expectClosedPipe()
  process.stdout.write(rest)
}

/** `run` gives back the answer with the name of its JSON form. Never rejects. */
export async function execute(
  common: CommonFlags,
  run: (world: World) => Promise<{ readonly schema: string; readonly result: Result<unknown> }>,
): Promise<void> {
  const world = processWorld({ ...common, signal: interruption.signal })
  try {
    const { schema, result } = await run(world)
    world.done()
    writeAnswer(
      result.jsonLines !== undefined
        ? result.jsonLines
        : common.json
          ? `${JSON.stringify({ schema, ...(result.data as object) }, undefined, 2)}\n`
          : result.text,
    )
    sayInterrupted()
    process.exitCode = result.exitCode
  } catch (thrown) {
    world.done()
    if (common.json) writeAnswer(`${JSON.stringify(errorJson(thrown), undefined, 2)}\n`)
    process.stderr.write(errorText(thrown))
    sayInterrupted()
    if (process.env["TIPSTAFF_DEBUG"] && thrown instanceof Error) process.stderr.write(`${thrown.stack}\n`)
    process.exitCode = exitCodeOf(thrown)
  }
}

/** Behind the answer or the error of a command that was stopped. */
function sayInterrupted(): void {
  if (interruption.signal.aborted) process.stderr.write("tipstaff: interrupted; what has finished is kept, run the same command again to go on\n")
}
