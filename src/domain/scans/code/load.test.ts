import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterEach, expect, test } from "vitest"
import { TipstaffError } from "../../../base/errors.ts"
import { loadRules } from "./load.ts"

const rule = `id: js-example
title: An example of a rule
message: It says what is wrong in a full sentence.
remediation: It says what to do.
severity: high
confidence: low
cwe: [CWE-79]
owasp: ["A03:2021"]
languages: [javascript]
keywords: [eval]
match:
  - call: ["eval"]
references:
  - https://cwe.mitre.org/data/definitions/79.html
`

let folder = ""

afterEach(() => rm(folder, { recursive: true, force: true }))

async function load(name: string, text: string): Promise<ReturnType<typeof loadRules>> {
  folder = await mkdtemp(join(tmpdir(), "tipstaff-rules-"))
  await mkdir(join(folder, name))
  await writeFile(join(folder, name, "rule.yaml"), text)
  return loadRules(folder)
}

test("a rule is read with its defaults", async () => {
  const [read] = await load("js-example", rule)
  expect(read?.tests).toBe("lower")
  expect(read?.yieldsTo).toEqual([])
})

test.each<[string, string, string, number]>([
  ["an unknown key", rule.replace("keywords:", "keyword:"), "js-example", 1],
  ["a severity that does not exist", rule.replace("severity: high", "severity: hgih"), "js-example", 5],
  ["a CWE of the wrong form", rule.replace("CWE-79", "CWE79"), "js-example", 7],
  ["a regular expression that does not compile", rule.replace('["eval"]', '["eval"]\n    guards: ["("]'), "js-example", 13],
  ["a pattern that is slow on hostile files", rule.replace('- call: ["eval"]', "- rule:\n      kind: pair\n      regex: x"), "js-example", 12],
  ["a name that differs from the folder", rule, "js-other", 1],
])("%s stops with file and line", async (_what, text, name, line) => {
  const error = await load(name, text).then(
    () => undefined,
    (thrown: unknown) => thrown,
  )
  expect(error).toBeInstanceOf(TipstaffError)
  expect((error as TipstaffError).code).toBe("code/bad-rule")
  expect((error as TipstaffError).file).toBe(join(folder, name, "rule.yaml"))
  expect((error as TipstaffError).line).toBe(line)
})

test("YAML that cannot be read is refused", async () => {
  await expect(load("js-example", "id: [")).rejects.toThrow("is not valid YAML")
})
