/** Runs every case of rules/configuration: a line marked `tipstaff-expect` must be found, every other line must not. */
import { readdirSync, readFileSync } from "node:fs"
import { join } from "node:path"
import { describe, expect, test } from "vitest"
import { ruleDescriptions } from "./rule.ts"
import { judge, subjectScanners, workflowSet } from "./subjects.ts"

const rulesDir = new URL("../../../../rules/configuration/", import.meta.url).pathname

/** The end of a case's name says under which path the engine would meet it. */
const places: readonly (readonly [string, string])[] = [
  [".Dockerfile", "Dockerfile"],
  [".compose.yaml", "deploy/compose.yaml"],
  [".workflow.yml", ".github/workflows/case.yml"],
  [".action.yml", "tools/action.yml"],
  [".claude.json", ".claude/settings.json"],
  [".vscode-mcp.json", ".vscode/mcp.json"],
  [".mcp.json", ".mcp.json"],
  [".gemini.json", ".gemini/settings.json"],
  [".vscode.json", ".vscode/settings.json"],
  [".codex.toml", ".codex/config.toml"],
  [".agents.md", "AGENTS.md"],
  [".manifest.yaml", "deploy/manifest.yaml"],
  [".manifest.json", "deploy/manifest.json"],
  [".main.tf", "infra/main.tf"],
  [".nginx.conf", "etc/nginx.conf"],
  [".apache.conf", "etc/apache.conf"],
  [".haproxy.cfg", "etc/haproxy.cfg"],
  [".app.yaml", "config/app.yaml"],
  [".app.json", "config/app.json"],
  [".app.toml", "config/app.toml"],
  [".app.properties", "config/app.properties"],
  [".app.env", "config/app.env"],
  [".npmrc", ".npmrc"],
]

const markers = /[ \t]*(?:#|\/\/|<!--)[ \t]*tipstaff-expect(?:[ \t]*-->)?[ \t]*$/gm

// Built here, so that no scanner takes a case for a leak: consonants and digits without any word in them.
const secret = ["q7Zr", "P2xv", "9Lbn", "4Wgh"].join("")

function readCase(rule: string, name: string): { path: string; text: string; expected: number[]; files: Set<string> } {
  const raw = readFileSync(join(rulesDir, rule, name), "utf8")
  const bare = name.replace(/\.txt$/, "")
  const path = places.find(([suffix]) => bare.endsWith(suffix))?.[1]
  if (path === undefined) throw new Error(`${rule}/${name}: no path is known for this kind of case`)
  const expected = raw.split("\n").flatMap((line, index) => (line.includes("tipstaff-expect") ? [index + 1] : []))
  const files = new Set([...raw.matchAll(/^# tipstaff-with (\S+)$/gm)].map((match) => match[1]!))
  const text = raw
    .replaceAll(markers, "")
    .replaceAll("@@secret@@", secret)
    .replaceAll(/@@u\+([0-9a-f]+)@@/g, (_, code: string) => String.fromCodePoint(Number.parseInt(code, 16)))
  return { path, text, expected, files }
}

function linesFound(
  rule: string,
  { path, text, files }: ReturnType<typeof readCase>,
): { lines: number[]; unexamined: readonly unknown[]; details: string } {
  const reports = subjectScanners
    .filter((scanner) => scanner.matches(path) && (scanner.sniff === undefined || scanner.sniff(text)))
    .map((scanner) => scanner.scan(path, text, (other) => files.has(other)))
  const together = judge(
    workflowSet.rules,
    reports.flatMap((report) => report.workflow ?? []),
    path,
  )
  const hits = [...reports.flatMap((report) => report.hits), ...together.hits]
  return {
    lines: [...new Set(hits.filter((found) => found.rule === rule).map((found) => found.hit.line))].toSorted((a, b) => a - b),
    unexamined: reports.flatMap((report) => report.unexamined),
    details: hits.map((found) => `${found.hit.subject} ${found.hit.detail ?? ""}`).join("\n"),
  }
}

const folders = readdirSync(rulesDir).sort()

describe.each(folders)("rule %s", (rule) => {
  const cases = readdirSync(join(rulesDir, rule)).filter((name) => name !== "rule.yaml")

  test("has a case of each kind", () => {
    expect(cases.filter((name) => name.startsWith("ng.")).length).toBeGreaterThan(0)
    expect(cases.filter((name) => name.startsWith("ok.")).length).toBeGreaterThan(0)
    expect(cases.filter((name) => !/^(?:ok|ng)\.[a-z0-9-]+\..+\.txt$/.test(name))).toEqual([])
  })

  test.each(cases)("%s", (name) => {
    const one = readCase(rule, name)
    const found = linesFound(rule, one)
    expect(one.expected.length > 0).toBe(name.startsWith("ng."))
    expect(found.lines).toEqual(one.expected)
    expect(found.unexamined).toEqual([])
    expect(found.details).not.toContain(secret)
  })
})

test("every description has a check of its subject, and every check a description", () => {
  const described = [...ruleDescriptions.values()].map((rule) => `${rule.subject} ${rule.id}`)
  const coded = [...subjectScanners, workflowSet].flatMap((scanner) => scanner.ruleIds.map((id) => `${scanner.subject} ${id}`))
  expect(coded.toSorted()).toEqual(described.toSorted())
  expect(folders).toEqual([...ruleDescriptions.keys()])
})
