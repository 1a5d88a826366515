/** Every rule names weaknesses that exist, and has words for people. */
import { readFileSync } from "node:fs"
import { expect, test } from "vitest"
import { loadedRules } from "../../src/domain/scans/loaded-rules.ts"

function idsIn(file: string, key: string): Set<string> {
  return new Set(Object.keys((JSON.parse(readFileSync(file, "utf8")) as Record<string, object>)[key] ?? {}))
}

const rules = loadedRules()

test("every CWE id of a rule is in the catalogue, and not one that may not be used for mapping", () => {
  const known = idsIn("rules/frameworks/cwe.json", "weaknesses")
  expect(rules.flatMap((rule) => rule.cwe.filter((id) => !known.has(id)).map((id) => `${rule.id}: ${id}`))).toEqual([])
})

test("every OWASP id of a rule is on one of the lists", () => {
  const known = idsIn("rules/frameworks/owasp.json", "risks")
  expect(rules.flatMap((rule) => rule.owasp.filter((id) => !known.has(id)).map((id) => `${rule.id}: ${id}`))).toEqual([])
})

test("every rule has an id of its own, a title, a message and a remedy", () => {
  expect(rules.length).toBeGreaterThan(300)
  expect(rules.map((rule) => rule.id).filter((id, index, all) => all.indexOf(id) !== index)).toEqual([])
  expect(rules.filter((rule) => [rule.title, rule.message, rule.remediation].some((text) => text.trim() === "")).map((rule) => rule.id)).toEqual([])
  expect(rules.filter((rule) => rule.cwe.length === 0).map((rule) => rule.id)).toEqual([])
})
