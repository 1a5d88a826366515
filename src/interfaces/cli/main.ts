#!/usr/bin/env node
/** The command: hands the world to the operation that the words name, prints its answer, sets the exit code. */
import { proposeCompletions, run } from "@stricli/core"
import { exitCode } from "../../base/exit-code.ts"
import { TipstaffError } from "../../base/errors.ts"
import type { Operation } from "../../base/operation.ts"
import { buildCli } from "./application.ts"
import { loadCommandTable } from "./command-table.ts"
import type { CliContext, CommonFlags } from "./commands.ts"
import { completionRequest, offerLines } from "./completion-offers.ts"
import { errorJson, errorText, exitCodeOf } from "./report-error.ts"
import { processWorld } from "./world.ts"

const interruption = new AbortController()
let interrupts = 0
for (const signal of ["SIGINT", "SIGTERM"] as const) {
  process.on(signal, () => {
    interrupts += 1
    // The first interrupt lets the command put its state down; the second does not wait.
    if (interrupts > 1) process.exit(exitCode.couldNotRun)
    interruption.abort()
  })
}
// A reader that has seen enough (`| head`) closes the pipe; that is not an error of ours.
process.stdout.on("error", () => process.exit(process.exitCode ?? exitCode.ok))

async function operationNamed(name: string): Promise<Operation> {
  const { cliOperations } = await import("./operations.ts")
  const operation = cliOperations.find((candidate) => candidate.name === name)
  if (!operation)
    throw new TipstaffError("cli/stale-table", `${name} is in the command table, not in the registry`, { next: "build the command again" })
  return operation
}

/** Behind the answer or the error of a command that was stopped. */
function sayInterrupted(): void {
  if (interruption.signal.aborted) process.stderr.write("tipstaff: interrupted; what has finished is kept, run the same command again to go on\n")
}

async function execute(name: string, input: Readonly<Record<string, unknown>>, common: CommonFlags): Promise<void> {
  const world = processWorld({ ...common, signal: interruption.signal })
  try {
    const [operation, { runOperation }] = await Promise.all([operationNamed(name), import("../../app/run.ts")])
    const result = await runOperation(world, operation, input)
    world.done()
    process.stdout.write(common.json ? `${JSON.stringify({ schema: operation.schema, ...(result.data as object) }, undefined, 2)}\n` : result.text)
    sayInterrupted()
    process.exitCode = result.exitCode
  } catch (thrown) {
    world.done()
    if (common.json) process.stdout.write(`${JSON.stringify(errorJson(thrown), undefined, 2)}\n`)
    process.stderr.write(errorText(thrown))
    sayInterrupted()
    if (process.env["TIPSTAFF_DEBUG"] && thrown instanceof Error) process.stderr.write(`${thrown.stack}\n`)
    process.exitCode = exitCodeOf(thrown)
  }
}

const application = buildCli(await loadCommandTable(), { colour: process.env["NO_COLOR"] === undefined })
// The command library prints usage errors as it likes; they are caught here and shown as every other error is.
const usage = { text: "", write: (text: string) => void (usage.text += text) }
const library: { stdout: typeof process.stdout; stderr: typeof usage; env: typeof process.env; exitCode?: number | string } = {
  stdout: process.stdout,
  stderr: usage,
  env: process.env,
}
const context = { process: library, execute } as Parameters<typeof run<CliContext>>[2]
const words = process.argv.slice(2)
if (words[0] === completionRequest) {
  process.stdout.write(offerLines(await proposeCompletions(application, words.slice(1), context)))
} else {
  await run(application, words, context)
  // It reports usage errors as negative codes.
  if (typeof library.exitCode === "number" && library.exitCode < 0) {
    const thrown = new TipstaffError("usage/invalid-input", usage.text.trim().replace(/\s*\n\s*/g, "; "), {
      next: "tipstaff --help, or --help behind the command",
    })
    if (words.includes("--json")) process.stdout.write(`${JSON.stringify(errorJson(thrown), undefined, 2)}\n`)
    process.stderr.write(errorText(thrown))
    process.exitCode = exitCode.couldNotRun
  } else process.stderr.write(usage.text)
}
