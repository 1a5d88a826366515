import { buildApplication, run } from "@stricli/core"
import { expect, test } from "vitest"
import { z } from "zod"
import { Refusal, TipstaffError } from "../../base/errors.ts"
import { operation, type Operation } from "../../base/operation.ts"
import { commandTable } from "./command-table.ts"
import { buildRoutes, type CliContext } from "./commands.ts"
import { parametersOf } from "./parameters.ts"
import { errorJson, errorText, exitCodeOf } from "./report-error.ts"

const input = z.object({
  path: z.string().optional().meta({ positional: true, description: "the repository", placeholder: "PATH" }),
  kind: z.enum(["a", "b"]).default("a").meta({ description: "which one" }),
  dryRun: z.boolean().default(false).meta({ description: "write nothing", short: "n" }),
  name: z.string().meta({ description: "the name" }),
  tags: z.array(z.string()).default([]),
  days: z.coerce.number().default(30).meta({ description: "how long" }),
})

function fake(name: string, fields: z.ZodObject = z.object({})): Operation {
  return operation({
    name,
    summary: `does ${name}`,
    permission: "x.y",
    effect: "reads",
    schema: "x/1",
    input: fields,
    load: () => Promise.reject(new Error("not run in this test")),
  }) as unknown as Operation
}

test("a flag or an argument is derived from each field of the input", () => {
  expect(parametersOf(input)).toEqual([
    { name: "path", kind: "text", values: [], positional: true, required: false, brief: "the repository", placeholder: "PATH", short: undefined },
    { name: "kind", kind: "enum", values: ["a", "b"], positional: false, required: false, brief: "which one", placeholder: "KIND", short: undefined },
    { name: "dryRun", kind: "boolean", values: [], positional: false, required: false, brief: "write nothing", placeholder: "DRYRUN", short: "n" },
    { name: "name", kind: "text", values: [], positional: false, required: true, brief: "the name", placeholder: "NAME", short: undefined },
    { name: "tags", kind: "texts", values: [], positional: false, required: false, brief: "tags", placeholder: "TAGS", short: undefined },
    { name: "days", kind: "text", values: [], positional: false, required: false, brief: "how long", placeholder: "DAYS", short: undefined },
  ])
})

const operations = [
  fake("review", z.object({ path: z.string().optional().meta({ positional: true }) })),
  fake("review.status"),
  fake("gate.scans", input),
  fake("add", z.object({ ids: z.array(z.string()).meta({ positional: true }) })),
]

async function typed(...words: readonly string[]) {
  const calls: unknown[] = []
  let text = ""
  const stream = { write: (part: string) => void (text += part) }
  const context = {
    process: { stdout: stream, stderr: stream, exitCode: undefined as number | undefined },
    execute: (name: string, given: unknown, common: unknown) => {
      calls.push([name, given, common])
      return Promise.resolve()
    },
  }
  const application = buildApplication(buildRoutes(commandTable(operations, { gate: "judges" }), "the officer"), {
    name: "tipstaff",
    scanner: { caseStyle: "allow-kebab-for-camel", allowArgumentEscapeSequence: true },
    documentation: { disableAnsiColor: true },
  })
  await run(application, [...words], context as unknown as CliContext)
  return { calls, text, exitCode: context.process.exitCode }
}

const quiet = { json: false, quiet: false, noInput: false }

test.each<[readonly string[], readonly unknown[]]>([
  [["review"], ["review", {}, quiet]],
  [
    ["review", "src"],
    ["review", { path: "src" }, quiet],
  ],
  [
    ["review", "status", "--json"],
    ["review.status", {}, { ...quiet, json: true }],
  ],
  [
    ["gate", "scans", "--name", "x", "-n", "-q"],
    ["gate.scans", { name: "x", dryRun: true }, { ...quiet, quiet: true }],
  ],
  [
    ["gate", "scans", "--name=x", "--dry-run", "--kind", "b", "--no-input", "."],
    ["gate.scans", { name: "x", dryRun: true, kind: "b", path: "." }, { ...quiet, noInput: true }],
  ],
  [
    ["gate", "scans", "--name", "x", "--", "--kind"],
    ["gate.scans", { name: "x", dryRun: false, path: "--kind" }, quiet],
  ],
  [
    ["add", "a", "b c"],
    ["add", { ids: ["a", "b c"] }, quiet],
  ],
])("%j is understood", async (words, [name, given, common]) => {
  const { calls } = await typed(...words)
  expect(calls).toEqual([[name, expect.objectContaining(given as object), common]])
})

test.each<[readonly string[], RegExp]>([
  [["gate", "scans"], /name/],
  [["gate", "scans", "--name", "x", "--kind", "c"], /one of \(a\|b\)/],
  [["gate", "scans", "--name", "x", "--unknown"], /unknown/],
  [["gate", "scan"], /scans/],
  [["nothing"], /nothing/],
])("%j runs nothing and names what is wrong", async (words, message) => {
  const { calls, text, exitCode } = await typed(...words)
  expect(calls).toEqual([])
  expect(text).toMatch(message)
  expect(exitCode).not.toBe(0)
})

test("help shows what each word is for", async () => {
  const { text } = await typed("--help")
  expect(text).toContain("the officer")
  expect(text).toMatch(/gate\s+judges/)
  expect(text).toMatch(/review\s+does review/)
})

test("an error says what, where, why, what to do next and its code", () => {
  const cause = new Error("EACCES: permission denied\n    at somewhere", { cause: new Error("the disk") })
  expect(errorText(new TipstaffError("file/unreadable", "a.yaml could not be read", { file: "a.yaml", line: 3, next: "check it", cause })))
    .toBe(`tipstaff: a.yaml could not be read
  at: a.yaml:3
  because: EACCES: permission denied
  because: the disk
  next: check it
  code: file/unreadable
`)
})

test("a name from outside cannot act on the terminal or add a line", () => {
  const text = errorText(new TipstaffError("a/b", "a\n  next: rm -rf \u001b[2J\u202e", { file: "x\ny", next: "\r" }))
  expect(text).toBe("tipstaff: a\\n  next: rm -rf \\u{1b}[2J\\u{202e}\n  at: x\\ny\n  next: \\u{d}\n  code: a/b\n")
})

test("causes in a circle end", () => {
  const cause = new Error("round")
  cause.cause = cause
  expect(errorText(new TipstaffError("a/b", "x", { cause })).match(/because/g)).toHaveLength(4)
})

test.each<[unknown, number, string]>([
  [new Refusal("x/refused", "no"), 1, "x/refused"],
  [new TipstaffError("x/broken", "no"), 2, "x/broken"],
  [new TypeError("secret text"), 2, "internal/error"],
  ["thrown text", 2, "internal/error"],
  [undefined, 2, "internal/error"],
])("a refusal ends with 1, everything else with 2: %s", (thrown, code, name) => {
  expect(exitCodeOf(thrown)).toBe(code)
  expect(errorJson(thrown)).toMatchObject({ schema: "tipstaff.error/1", error: { code: name } })
  expect(errorText(thrown)).toMatch(/^tipstaff: .*\n/)
})

test("what went wrong inside is not in the JSON that others read", () => {
  expect(JSON.stringify(errorJson(new TypeError("secret text")))).toBe(
    '{"schema":"tipstaff.error/1","error":{"code":"internal/error","message":"internal error"}}',
  )
})
