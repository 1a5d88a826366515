import * as fc from "fast-check"
import { expect, test } from "vitest"
import { TipstaffError } from "../../base/errors.ts"
import { cpuMs } from "../../../test/support/cpu-time.ts"
import { testRepository } from "../../../test/support/repository.ts"
import {
  addToBaseline,
  applyBaseline,
  baselinePath,
  newBaseline,
  staleEntries,
  withoutEntries,
  type Baseline,
  type BaselineEntry,
} from "./baseline.ts"
import { formatBaseline, parseBaseline } from "./baseline-file.ts"
import { hostileName, madeUpReport } from "./formats/made-up.test-data.ts"
import { withUnionMerge } from "./union-merge.ts"

const salt = Buffer.alloc(16, 7)
const key = Buffer.alloc(32, 9)
const empty = newBaseline(salt, key)
const { findings } = madeUpReport
const full = addToBaseline(empty, key, findings)
const header = "tipstaff-secrets-baseline 1 salt=07070707070707070707070707070707 key=4128c904f91be67b"

function fault(text: string): { code: string; line: number | undefined; message: string } {
  try {
    parseBaseline(text)
  } catch (thrown) {
    if (thrown instanceof TipstaffError) return { code: thrown.code, line: thrown.line, message: thrown.message }
  }
  throw new Error("nothing was thrown")
}

test("the file is sorted, one line per entry, whatever the names hold", () => {
  expect(formatBaseline(full)).toBe(
    [
      header,
      `${"b2".repeat(32)} generic-quoted =cmd|' /C calc'!A0/\\u{1b}[2J]]>&<b a="1">\\u{a}::error::x\\u{202e}\\u{d800}\ufffe%2e#?.env`,
      `${"a1".repeat(32)} generic-quoted src/deploy.ts`,
      `${"3f".repeat(32)} github-pat-classic src/deploy.ts`,
      "",
    ].join("\n"),
  )
  expect(parseBaseline(formatBaseline(full))).toEqual(full)
  expect(full.entries[0]!.path).toBe(hostileName)
})

const entries = fc.array(
  fc.record({
    fingerprint: fc.stringMatching(/^[0-9a-f]{64}$/),
    rule: fc.stringMatching(/^[a-z][a-z0-9-]{0,20}$/),
    path: fc.oneof(
      fc.string({ minLength: 1, unit: "binary" }),
      fc.constantFrom(" a ", "\\u{41}", "a\\", "\ud800", "\r", "a b", "\u00a0", "<<<<<<< x"),
    ),
  }),
  { maxLength: 12 },
)

function holding(list: readonly BaselineEntry[]): Baseline {
  return addToBaseline(
    empty,
    key,
    list.map((entry) => ({ ...findings[0]!, ...entry })),
  )
}

test("what is written is read again, in any order, twice and with other line ends", () => {
  fc.assert(
    fc.property(entries, (list) => {
      const baseline = holding(list)
      const text = formatBaseline(baseline)
      expect(parseBaseline(text)).toEqual(baseline)
      const lines = text.trimEnd().split("\n")
      expect(parseBaseline(`\ufeff${[...lines, ...lines].toReversed().join("\r\n")}`)).toEqual(baseline)
    }),
  )
})

test("findings that the baseline holds are known, the others are fresh", () => {
  const old = addToBaseline(empty, key, findings.slice(0, 1))
  const { fresh, known } = applyBaseline(old, key, findings)
  expect([fresh.length, known.map(({ line }) => line)]).toEqual([2, [12]])
  expect(addToBaseline(full, key, findings)).toEqual(full)
})

test("a secret that moved to another line of its file stays known", () => {
  const moved = findings.map((finding) => ({ ...finding, line: finding.line + 100 }))
  expect(applyBaseline(full, key, moved).fresh).toEqual([])
})

test("another key makes no secret new, it is an error", () => {
  const other = Buffer.alloc(32, 1)
  for (const act of [() => applyBaseline(full, other, []), () => addToBaseline(full, other, findings)]) {
    expect(act).toThrow(expect.objectContaining({ code: "secrets/baseline-other-key" }))
  }
})

test("entries that nothing met are stale, unless the scan was incomplete", () => {
  const stale = staleEntries(full, { findings: findings.slice(1), notScanned: [] })
  expect(stale?.map(({ rule }) => rule)).toEqual(["github-pat-classic"])
  expect(withoutEntries(full, stale!).entries.length).toBe(2)
  expect(staleEntries(full, { findings: [], notScanned: [{ path: "a.zip", reason: "encrypted" }] })).toBeUndefined()
})

const entry = `${"a1".repeat(32)} generic-quoted src/a.ts`

test.each([
  ["nothing", "", "secrets/baseline-invalid", undefined, "has no header line"],
  ["entries without a header", `${entry}\n`, "secrets/baseline-invalid", undefined, "has no header line"],
  ["other text", `${header}\nhello\n${entry}\nworld\n`, "secrets/baseline-invalid", 2, "is no baseline in lines 2, 4"],
  ["a short fingerprint", `${header}\na1 rule path\n`, "secrets/baseline-invalid", 2, "line 2"],
  ["an escape that is none", `${header}\n${entry}\\x\n`, "secrets/baseline-invalid", 2, "line 2"],
  ["an escape beyond Unicode", `${header}\n${entry}\\u{110000}\n`, "secrets/baseline-invalid", 2, "line 2"],
  ["a control character", `${header}\n${entry}\u0000\n`, "secrets/baseline-invalid", 2, "line 2"],
  ["a broken header", "tipstaff-secrets-baseline 1 salt=07\n", "secrets/baseline-invalid", 1, "line 1"],
  ["a line without end", `${header}\n${entry}${"x".repeat(20_000)}\n`, "secrets/baseline-invalid", 2, "line 2"],
  ["many bad lines", `${header}\n${"x\n".repeat(100)}`, "secrets/baseline-invalid", 2, "lines 2, 3, 4, 5, 6, 7, 8, 9, 10, 11 and 90 more"],
  [
    "conflict markers",
    `${header}\n<<<<<<< HEAD\n${entry}\n=======\n>>>>>>> side\n`,
    "secrets/baseline-conflict",
    2,
    "conflict markers of Git: lines 2, 4, 5",
  ],
  ["a later form", `tipstaff-secrets-baseline 2 other=x\n`, "secrets/baseline-newer", 1, "later version"],
  ["two beginnings", `${header}\n${header.replace("salt=07", "salt=08")}\n`, "secrets/baseline-other-key", undefined, "two headers"],
])("%s is no baseline", (_name, text, code, line, words) => {
  const { message, ...rest } = fault(text)
  expect(rest).toEqual({ code, line })
  expect(message).toContain(words)
})

test("[SX.1-11] a bad line is named by its number, never shown: it may hold a secret", () => {
  expect(fault(`${header}\nhunter2-or-worse\n`).message).not.toContain("hunter2")
})

test("hostile text is read in the time of its length", () => {
  const took = (text: string) => {
    const start = cpuMs()
    fault(text)
    return cpuMs() - start
  }
  for (const piece of ["\\u{", " ", "a ", "<<<<<<<\n", "\\\\", `${"0".repeat(64)} `])
    expect(took(`${header}\n${piece.repeat(1_000_000 / piece.length)}!`)).toBeLessThan(2000)
  expect(fault("x".repeat(33 * 1024 * 1024)).message).toContain("is longer than")
})

const rarely = { numRuns: 8, interruptAfterTimeLimit: 30_000 }

test("with real Git two branches that add entries merge without conflict into the union", { timeout: 60_000 }, () => {
  fc.assert(
    fc.property(entries, entries, entries, (base, ours, theirs) => {
      const repository = testRepository()
      const save = (list: readonly BaselineEntry[]) => {
        repository.write(baselinePath, formatBaseline(holding(list)))
        repository.git("add", "--all")
        repository.git("commit", "--quiet", "--allow-empty", "--message", "entries")
      }
      repository.write(".gitattributes", withUnionMerge(""))
      save(base)
      repository.git("checkout", "--quiet", "-b", "side")
      save([...base, ...theirs])
      repository.git("checkout", "--quiet", "main")
      save([...base, ...ours])
      repository.git("merge", "--quiet", "--no-edit", "side")
      const merged = repository.git("show", `HEAD:${baselinePath}`)
      expect(parseBaseline(merged)).toEqual(holding([...base, ...ours, ...theirs]))
    }),
    rarely,
  )
})

test.each([
  ["", ".tipstaff/secrets-baseline merge=union\n"],
  ["* text=auto\n", "* text=auto\n.tipstaff/secrets-baseline merge=union\n"],
  ["* text=auto", "* text=auto\n.tipstaff/secrets-baseline merge=union\n"],
  ["* text=auto\r\n# x\r\n", "* text=auto\r\n# x\r\n.tipstaff/secrets-baseline merge=union\r\n"],
  ["# .tipstaff/secrets-baseline merge=union\n", "# .tipstaff/secrets-baseline merge=union\n.tipstaff/secrets-baseline merge=union\n"],
  ["/.tipstaff/secrets-baseline  text merge=union\n", "/.tipstaff/secrets-baseline  text merge=union\n"],
  [".tipstaff/secrets-baseline merge=union\n*.lock merge=ours\n", "*.lock merge=ours\n.tipstaff/secrets-baseline merge=union\n"],
  [".tipstaff/secrets-baseline merge=union\na.lock merge=ours\n", ".tipstaff/secrets-baseline merge=union\na.lock merge=ours\n"],
  [".tipstaff/secrets-baseline -merge\n", ".tipstaff/secrets-baseline -merge\n.tipstaff/secrets-baseline merge=union\n"],
])("the attribute is added once to %j", (before, after) => {
  expect(withUnionMerge(before)).toBe(after)
  expect(withUnionMerge(after)).toBe(after)
})

test("Git itself understands the line, last in any file of attributes", { timeout: 60_000 }, () => {
  const repository = testRepository()
  for (const before of ["* -merge\n", "*baseline merge=ours\n", "* binary\n.tipstaff/* !merge"]) {
    repository.write(".gitattributes", withUnionMerge(before))
    expect(repository.git("check-attr", "merge", baselinePath)).toBe(".tipstaff/secrets-baseline: merge: union")
  }
})
