/** The project's own workflows and its action: they parse, are pinned, ask for little, and use commands that exist. */
import { readFileSync, readdirSync } from "node:fs"
import { expect, test } from "vitest"
import { parse } from "yaml"
import { commandFault } from "../../scripts/mentions.ts"
import { workflowText } from "../../src/app/init/workflow.ts"

interface Step {
  readonly uses?: string
  readonly run?: string
  readonly with?: Readonly<Record<string, unknown>>
}

interface Workflow {
  readonly on: Readonly<Record<string, unknown>>
  readonly permissions: unknown
  readonly jobs: Readonly<Record<string, { readonly permissions?: unknown; readonly steps: readonly Step[] }>>
}

const folder = ".github/workflows"
const workflows = readdirSync(folder).map((name) => ({ name, workflow: parse(readFileSync(`${folder}/${name}`, "utf8")) as Workflow }))
const action = parse(readFileSync("action.yml", "utf8")) as {
  readonly inputs: Readonly<Record<string, { readonly default?: string; readonly required?: boolean }>>
  readonly runs: { readonly steps: readonly Step[] }
}
const steps = [...workflows.flatMap(({ workflow }) => Object.values(workflow.jobs).flatMap((job) => job.steps)), ...action.runs.steps]

test("[S5.11-6] security scans and gates are part of the project's own pipeline", () => {
  const review = workflows.find(({ name }) => name === "security-review.yml")?.workflow
  expect(Object.keys(review?.on ?? {})).toEqual(["push", "pull_request", "schedule"])
  expect(review?.jobs["security-review"]?.steps.flatMap((step) => step.run ?? [])).toEqual([
    "npm ci && npm run build",
    "node dist/tipstaff.js review --no-input --rescan --github-summary",
    "node dist/tipstaff.js gate scans --input .artifacts/review-security/scan-results.json",
  ])
})

test("[S5.11-6] the workflow that init writes runs the review and its gates", () => {
  const written = parse(workflowText("1.2.3")) as Workflow
  const runs = written.jobs["security-review"]?.steps.flatMap((step) => step.run ?? []) ?? []
  expect(runs.filter((run) => /tipstaff review|run_protocol_SR_gates/.test(run))).toEqual([
    expect.stringMatching(/^tipstaff review --no-input --github-summary/),
    "python scripts/run_protocol_SR_gates.py",
  ])
})

test("every action is pinned to a commit", () => {
  expect(steps.flatMap((step) => step.uses ?? []).filter((uses) => !/^[\w-]+\/[\w./-]+@[0-9a-f]{40}$/.test(uses))).toEqual([])
})

test("a workflow asks for no more than reading; only the upload may write, in its own job", () => {
  expect(workflows.map(({ name, workflow }) => [name, workflow.permissions])).toEqual([
    ["ci.yml", { contents: "read" }],
    ["security-review.yml", { contents: "read" }],
  ])
})

test("no checkout leaves its token behind, and no run step is built from an expression", () => {
  expect(steps.filter((step) => step.uses?.startsWith("actions/checkout@") && step.with?.["persist-credentials"] !== false)).toEqual([])
  expect(steps.flatMap((step) => step.run ?? []).filter((run) => run.includes("${{"))).toEqual([])
})

test("every npm script and every call of tipstaff in a step exists", () => {
  const scripts = (JSON.parse(readFileSync("package.json", "utf8")) as { scripts: Record<string, string> }).scripts
  const runs = steps.flatMap((step) => step.run ?? [])
  const missing = runs.flatMap((run) => [...run.matchAll(/npm run ([a-z:-]+)/g)].map(([, name = ""]) => name)).filter((name) => !(name in scripts))
  expect(missing).toEqual([])
  const calls = runs.flatMap((run) => [...run.matchAll(/dist\/tipstaff\.js (.*)$/gm)].map(([, words = ""]) => `tipstaff ${words}`))
  expect(calls.length).toBeGreaterThan(1)
  expect(calls.flatMap((call) => commandFault(call) ?? [])).toEqual([])
})

test("the action passes on flags that the review has", () => {
  const run = action.runs.steps.find((step) => step.run?.includes("flags="))?.run ?? ""
  const flags = [...run.matchAll(/--[a-z-]+/g)].map(([flag]) => flag)
  expect(flags).toEqual(["--no-input", "--rescan", "--github-summary", "--base", "--profile"])
  expect(commandFault(`tipstaff review ${flags.join(" ")}`)).toBe(undefined)
  expect(Object.keys(action.inputs)).toEqual(["path", "base", "profile", "version", "upload"])
  expect(action.inputs["version"]?.required).toBe(true)
})
