/** The command line with all its words: hands the world to the operation that they name. */
import { proposeCompletions, run } from "@stricli/core"
import { exitCode } from "../../base/exit-code.ts"
import { TipstaffError } from "../../base/errors.ts"
import type { Operation } from "../../base/operation.ts"
import { buildCli } from "./application.ts"
import { loadCommandTable } from "./command-table.ts"
import type { CliContext } from "./commands.ts"
import { completionRequest, offerLines } from "./completion-offers.ts"
import { execute, expectClosedPipe, listenForInterrupts, type CommonFlags } from "./execute.ts"
import { errorJson, errorText } from "./report-error.ts"

async function operationNamed(name: string): Promise<Operation> {
  const { cliOperations } = await import("./operations.ts")
  const operation = cliOperations.find((candidate) => candidate.name === name)
  if (!operation)
    throw new TipstaffError("cli/stale-table", `${name} is in the command table, not in the registry`, { next: "build the command again" })
  return operation
}

function executeNamed(name: string, input: Readonly<Record<string, unknown>>, common: CommonFlags): Promise<void> {
  return execute(common, async (world) => {
    const [operation, { runOperation }] = await Promise.all([operationNamed(name), import("../../app/run.ts")])
    return { schema: operation.schema, result: await runOperation(world, operation, input) }
  })
}

listenForInterrupts()
expectClosedPipe()
const application = buildCli(await loadCommandTable(), { colour: process.env["NO_COLOR"] === undefined })
// The command library prints usage errors as it likes; they are caught here and shown as every other error is.
const usage = { text: "", write: (text: string) => void (usage.text += text) }
const library: { stdout: typeof process.stdout; stderr: typeof usage; env: typeof process.env; exitCode?: number | string } = {
  stdout: process.stdout,
  stderr: usage,
  env: process.env,
}
const context = { process: library, execute: executeNamed } as Parameters<typeof run<CliContext>>[2]
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
