import { expect, test } from "vitest"
import { cpuMs } from "../../../test/support/cpu-time.ts"
import { readSettings } from "../policy/settings-file.ts"
import { madeUpReport } from "./formats/made-up.test-data.ts"
import { secretSettings } from "./settings.ts"
import { suppress, suppressionSettings, type Suppression } from "./suppressions.ts"

const { findings } = madeUpReport
const context = {
  now: Date.parse("2026-11-20T12:00:00Z"),
  rules: new Set(["github-pat-classic", "generic-quoted", "policy-7"]),
  file: "tipstaff.yaml",
  lineOf: (index: number) => 10 + index,
}
const said = { reason: "made up for the tour", until: "2027-03-31" }

/** Lines of the findings that stay. */
function left(...entries: Suppression[]): readonly number[] {
  return suppress(findings, entries, context).kept.map(({ line }) => line)
}

test("[S5.5-15] a suppression holds for what its rule, path and fingerprint all say", () => {
  expect(left()).toEqual([12, 3, 1])
  expect(left({ ...said, rule: "generic-quoted" })).toEqual([12])
  expect(left({ ...said, path: "src/**" })).toEqual([1])
  expect(left({ ...said, rule: "generic-quoted", path: "src/**" })).toEqual([12, 1])
  expect(left({ ...said, fingerprint: "a1".repeat(32) })).toEqual([12, 1])
  expect(left({ ...said, fingerprint: "a1".repeat(32), path: "other/**" })).toEqual([12, 3, 1])
  // A rule that found it as well, but is not the one that knows most.
  expect(left({ ...said, rule: "policy-7" })).toEqual([12, 3, 1])
})

test("what is suppressed names the entry that did it", () => {
  const entry = { ...said, rule: "github-pat-classic", owner: "ana" }
  expect(suppress(findings, [entry], context).suppressed.map(({ finding, by }) => [finding.line, by.owner])).toEqual([[12, "ana"]])
})

test.each([
  [{ until: "2026-11-20" }, [12], []],
  [{ until: "2026-11-19" }, [12, 3, 1], ["tipstaff.yaml:10: the suppression ended on 2026-11-19"]],
  [{ until: "2027-11-21" }, [12], []],
  [{ until: "2027-11-22" }, [12, 3, 1], ["tipstaff.yaml:10: the suppression ends more than a year from now"]],
  [
    { rule: "generic-quotd" },
    [12, 3, 1],
    ["tipstaff.yaml:10: the suppression names the rule generic-quotd, which does not exist; generic-quoted does"],
  ],
] as const)("[S5.5-15] the finding returns when its suppression no longer holds: %j", (change, lines, notes) => {
  const { kept, notes: found } = suppress(findings, [{ ...said, rule: "generic-quoted", ...change }], context)
  expect([kept.map(({ line }) => line), found]).toEqual([lines, notes])
})

test.each([
  [{ rule: "generic-quoted" }, true],
  [{ rule: "generic-quoted", path: "**" }, true],
  [{ path: "src/**" }, true],
  [{ path: "**/*.test.ts" }, true],
  [{ path: "docs/{a,b}/[x-z]?.md" }, true],
  [{ path: "@types/c++/.env" }, true],
  [{}, false],
  [{ owner: "ana" }, false],
  [{ path: "**" }, false],
  [{ path: "**/*" }, false],
  [{ path: "{**,a}" }, false],
  [{ path: "**/**" }, false],
  [{ path: "*/**" }, false],
  [{ path: "!src/**" }, false],
  [{ path: "(a+)+" }, false],
  [{ path: "*a*a*a*a" }, false],
  [{ path: "**/a/**/a/**/a/**" }, false],
  [{ rule: "*" }, false],
  [{ fingerprint: "abc" }, false],
  [{ rule: "generic-quoted", until: "2027-02-30" }, false],
  [{ rule: "generic-quoted", until: undefined }, false],
  [{ rule: "generic-quoted", reason: "" }, false],
  [{ rule: "generic-quoted", everything: true }, false],
])("an entry of %j: %s", (entry, valid) => {
  expect(suppressionSettings.safeParse({ ...said, ...entry }).success).toBe(valid)
})

test("the section has its defaults, and names what is wrong by line", () => {
  expect(secretSettings.parse({})).toEqual({ suppress: [], inlineAllow: true })
  const text = "inlineAllow: false\nsuppress:\n  - path: a/**\n    reason: made up\n    untl: 2027-01-01\n"
  expect(() => readSettings(secretSettings, text, "tipstaff.yaml")).toThrow("line 5: unknown key suppress.0.untl, did you mean until?")
})

test("no pattern that is let through takes long on any path", () => {
  const worst = ["*a*a*a/b", "**/*a*a*a/b", "**/a*/**/a*/**/a*b", "[a-z]*[a-z]*[a-z]*b", "{a,a*}{a,a*}{a,a*}b", "?*a?*a?*b"]
  const start = cpuMs()
  for (const path of worst) {
    const entry = suppressionSettings.parse({ ...said, path })
    for (const long of ["a".repeat(255), "a/".repeat(500), `${"a".repeat(255)}/`.repeat(8)])
      suppress([{ ...findings[0]!, path: long }], [entry], context)
  }
  expect(cpuMs() - start).toBeLessThan(6000)
})
