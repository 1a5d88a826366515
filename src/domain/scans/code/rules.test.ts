import { readdirSync, readFileSync } from "node:fs"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import { describe, expect, test } from "vitest"
import { languageOf } from "./language.ts"
import { registerParsers } from "./languages.ts"
import { loadRules } from "./load.ts"
import { preparePack } from "./pack.ts"
import { builtInRules } from "./rules.ts"
import { scanFile } from "./scan-file.ts"

const folder = fileURLToPath(new URL("../../../../rules/code", import.meta.url))
const rules = loadRules(folder)
const pack = preparePack(rules)
registerParsers()

/** What each rule reports in a case file, as `rule:line`. */
function reported(file: string): string[] {
  const report = scanFile(pack, file.replaceAll("\\", "/").split("/rules/code/")[1] ?? file, readFileSync(file), () => performance.now())
  if (report.is !== "examined") throw new Error(`${file}: ${JSON.stringify(report)}`)
  return report.matches.map((match) => `${match.ruleId}:${match.line}`)
}

function linesWith(file: string, mark: string): number[] {
  return readFileSync(file, "utf8")
    .split("\n")
    .flatMap((line, index) => (line.includes(mark) ? [index + 1] : []))
}

function casesOf(id: string, kind: "ok" | "ng"): string[] {
  return readdirSync(join(folder, id))
    .filter((name) => name.startsWith(`${kind}.`))
    .map((name) => join(folder, id, name))
}

test("[S1.3-12] [S3.2-1] the pack holds at least sixty rules, each with a case to report and a case to pass for each of its languages", () => {
  expect(rules.length).toBeGreaterThanOrEqual(60)
  for (const rule of rules) {
    for (const language of rule.languages) {
      for (const kind of ["ok", "ng"] as const) {
        const count = casesOf(rule.id, kind).filter((file) => languageOf(file)?.family === language).length
        expect(count, `${rule.id} ${kind} ${language}`).toBeGreaterThan(0)
      }
    }
  }
})

describe.each(rules.map((rule) => rule.id))("%s", (id) => {
  test.each(casesOf(id, "ng").map((file) => [file.slice(folder.length + 1), file]))("reports exactly the marked lines of %s", (_name, file) => {
    const lines = linesWith(file, "tipstaff-expect")
    expect(lines.length).toBeGreaterThan(0)
    const own = reported(file).filter((entry) => entry.startsWith(`${id}:`))
    expect(own.map((entry) => Number(entry.split(":")[1])).sort((a, b) => a - b)).toEqual(lines)
  })

  test.each(casesOf(id, "ok").map((file) => [file.slice(folder.length + 1), file]))("is silent, as every other rule, on %s", (_name, file) => {
    // A case may need code that another rule reports; it then names that rule.
    const allowed = new Set([...readFileSync(file, "utf8").matchAll(/tipstaff-also (\S+)/g)].map((mark) => mark[1]))
    expect(reported(file).filter((entry) => !allowed.has(entry.split(":")[0]))).toEqual([])
  })
})

test("the generated pack is what the folder of rules says", () => {
  expect(builtInRules()).toEqual(JSON.parse(JSON.stringify(rules)))
})
