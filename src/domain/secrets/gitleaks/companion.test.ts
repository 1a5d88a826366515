import { describe, expect, test } from "vitest"
import type { AllowContext } from "../allow.ts"
import { expand, randomFrom } from "../generate.ts"
import { contextAfter, contextBefore, createSecretScanner, type Detection } from "../scanner.ts"
import { importedCompanion } from "./companion.ts"
import { importGitleaks } from "./import.ts"
import { ruleSetOf } from "./rule-set.ts"

const house = '[[rules]]\nid = "house"\nregex = "house_([a-z0-9]{4,})"\n'

function scannerOf(config: string, { prefix = "", allow }: { readonly prefix?: string; readonly allow?: AllowContext } = {}) {
  const set = ruleSetOf(importGitleaks(config, { file: "own.toml", read: () => undefined }), "own.toml", false)
  return createSecretScanner({ key: "test", beside: importedCompanion(set, prefix), ...(allow === undefined ? {} : { allow }) })
}

const places = (found: readonly Detection[]) =>
  found.map(({ rule, line, column, filtered }) => [rule.id, line, column, ...(filtered ? [filtered] : [])])
const github = expand("{{crc:ghp_}}", randomFrom(1))

describe("imported rules beside our own", () => {
  test("both find theirs, in the order of their places; the secret is the group", () => {
    const found = scannerOf(`[extend]\nuseDefault = true\n${house}`).scanText(`a\nb house_abcd1\n"${github}"\n`, "a.txt")
    expect(places(found)).toEqual([
      ["house", 2, 9],
      ["policy-7", 3, 2],
      ["github-pat-classic", 3, 2],
    ])
    expect(found[0]).toMatchObject({ start: 10, end: 15, masked: "… (5 characters)", confidence: "medium", envVar: "APP_SECRET" })
  })

  test("rules of ours that are off find nothing, the policy's do", () => {
    expect(places(scannerOf(house).scanText(github, "a.txt"))).toEqual([["policy-7", 1, 1]])
    const disabled = '[extend]\nuseDefault = true\ndisabledRules = ["github-pat"]\n'
    expect(places(scannerOf(disabled).scanText(github, "a.txt"))).toEqual([["policy-7", 1, 1]])
  })

  test("an allowlist hides what both find; where that is asked, with the reason", () => {
    const scanner = scannerOf(`[extend]\nuseDefault = true\n[allowlist]\npaths = ['^src/test/']\n${house}`, { prefix: "src/" })
    const text = `house_abcd1 ${github}`
    const whole = Buffer.from(text)
    const reported = (path: string) => places(scanner.begin(path).examine(whole, 0, 0, whole.length))
    expect(reported("test/a.txt")).toEqual([])
    expect(reported("a/test/a.txt")).toHaveLength(3)
    expect(places(scanner.scanText(text, "test/a.txt"))).toEqual([
      ["policy-7", 1, 13, "an allowlist of own.toml"],
      ["github-pat-classic", 1, 13, "an allowlist of own.toml"],
    ])
  })

  test("a rule about paths finds the file once, on its first line", () => {
    const scanner = scannerOf(String.raw`[[rules]]` + "\nid = 'keys'\npath = '\\.pem$'\n")
    expect(places(scanner.scanText("x\ny", "a.pem"))).toEqual([["keys", 1, 1]])
    expect(places(scanner.scanBytes(Buffer.alloc(9 * 1024 * 1024, "x\n"), "a.pem"))).toEqual([["keys", 1, 1]])
  })

  test("pieces of a large file give each place once, with its line in the file", () => {
    const lines = Array.from({ length: 6000 }, (_, index) => (index % 1000 === 999 ? `house_number${index}` : `${"x".repeat(40)}`)).join("\n")
    const bytes = Buffer.from(lines)
    const scan = scannerOf(house).begin("a.txt")
    const found: Detection[] = []
    for (let from = 0; from < bytes.length; from += 10_007) {
      const to = Math.min(bytes.length, from + 10_007)
      const viewOffset = Math.max(0, from - contextBefore)
      found.push(...scan.examine(bytes.subarray(viewOffset, Math.min(bytes.length, to + contextAfter)), viewOffset, from, to))
    }
    expect(places(found)).toEqual([1000, 2000, 3000, 4000, 5000, 6000].map((line) => ["house", line, 7]))
  })

  test("UTF-16 is read, and a comment allows an imported rule's finding", () => {
    const wide = Buffer.from("\ufeffa house_abcd1", "utf16le")
    expect(scannerOf(house).scanBytes(wide, "a.txt")).toMatchObject([{ start: 18, end: 28 }])
    const allow = { now: Date.UTC(2026, 0, 1) as AllowContext["now"], rules: () => new Set(["house"]) }
    const text = "k = house_abcd1 # tipstaff:allow house made up until=2026-02-01\n"
    expect(scannerOf(house, { allow }).scanText(text, "a.py")).toMatchObject([{ allowed: true }])
  })

  test("rules that match without end are refused for the file", () => {
    expect(() => scannerOf('[[rules]]\nid = "all"\nregex = "a"\n').scanText("a".repeat(100_002), "a.txt")).toThrow(
      expect.objectContaining({ code: "rules/too-slow" }) as Error,
    )
  })
})
