import { run } from "@stricli/core"
import { expect, test } from "vitest"
import { groupSummaries, operations } from "../../app/registry.ts"
import { buildCli } from "./application.ts"
import { commandTable } from "./command-table.ts"
import type { CliContext } from "./commands.ts"
import { handlers as guardHandlers } from "./guard-handlers.ts"
import { handlers as quickHandlers } from "./quick-handlers.ts"
import { parseQuickCall, quickCalls } from "./quick.ts"

const nothing = { write: () => {} }
const application = buildCli(commandTable(operations, groupSummaries), { colour: false })

/** What the long way makes of the same words: the operation's name, its input after the schema, and the common flags. */
async function longWay(words: readonly string[]): Promise<unknown> {
  let executed: unknown
  const execute = async (name: string, raw: Readonly<Record<string, unknown>>, common: unknown) => {
    const operation = operations.find((candidate) => candidate.name === name)!
    executed = { name, input: operation.input.parse(raw), common, schema: operation.schema }
  }
  const context = { process: { stdout: nothing, stderr: nothing, env: {} }, execute } as unknown as Parameters<typeof run<CliContext>>[2]
  await run(application, words, context)
  return executed
}

test.each([
  "check --staged",
  "check --event --json",
  "check --message .git/COMMIT_EDITMSG --quiet",
  "secrets scan",
  "secrets scan .",
  "secrets scan -",
  "secrets scan src --no-ignore --format json",
  "secrets scan --format sarif --output out.sarif --no-input",
  "secrets scan --staged",
  "secrets scan --range A..B --range ..C --quiet",
  "secrets scan --history --json",
  "secrets scan --config .gitleaks.toml --lenient",
  "guard hook --host claude-code",
  "guard hook --host cline --quiet",
])("the short way of `%s` is the long way", async (line) => {
  const words = line.split(" ")
  const { call, input, common } = parseQuickCall(words)!
  expect({ name: call.words.join("."), input, common, schema: call.schema }).toEqual(await longWay(words))
})

test.each([
  "",
  "review",
  "check --help",
  "check --staged --repo x",
  "check stray",
  "secrets",
  "secrets scan --format xml",
  "secrets scan --format",
  "secrets scan a b",
  "secrets scan --staged --staged",
  "secrets scan --stagd",
  "secrets scan -o out",
  "secrets scan --range --staged",
  "secrets scan --format=json",
  "--json check --staged",
  "guard hook",
  "guard hook --host none",
])("`%s` goes the long way", (line) => {
  expect(parseQuickCall(line.split(" "))).toBeUndefined()
})

test("the short way loads the handler of the long way", async () => {
  const handlers: Readonly<Record<string, unknown>> = { ...quickHandlers, ...guardHandlers }
  for (const { words, handler } of quickCalls) {
    expect(handlers[handler]).toBe(await operations.find((candidate) => candidate.name === words.join("."))!.load())
  }
})
