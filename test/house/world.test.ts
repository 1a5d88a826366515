/** Time and chance are handed in, so that every rule about time can be tested; and every requirement has its line. */
import { execFileSync } from "node:child_process"
import { readFileSync } from "node:fs"
import { expect, test } from "vitest"
import { sourceFiles } from "../golden/source.ts"

test("[SX.1-10] only the system clock asks what time it is", () => {
  const asking = sourceFiles().flatMap(({ path, text }) => (/\bDate\.now\(\)|\bnew Date\(\)/.test(text) ? [path] : []))
  // The terminal asks when it last drew; nothing is decided by it.
  expect(asking).toEqual(["src/base/clock.ts", "src/interfaces/cli/terminal.ts"])
})

test("nothing is left to Math.random", () => {
  expect(sourceFiles().flatMap(({ path, text }) => (text.includes("Math.random") ? [path] : []))).toEqual([])
})

test("[SX.1-12] the coverage page has one line for each requirement, with its tests, its attestation, or the word open", () => {
  const ids = (file: string) => [...readFileSync(file, "utf8").matchAll(/^\| (S[1-5X]\.\d+-\d+) \|/gm)].map(([, id = ""]) => id)
  expect(ids("docs/requirements/coverage.md")).toEqual(ids("docs/requirements/inventory.md"))
  const rows = readFileSync("docs/requirements/coverage.md", "utf8")
    .split("\n")
    .filter((line) => line.startsWith("| S"))
  expect(rows.filter((row) => !/\| (?:open|attested: .+|\[.+\]\(.+\)) \|$/.test(row))).toEqual([])
})

test("[SX.1-12] no test and no attestation cites a requirement that does not exist", () => {
  // The script ends with an error otherwise.
  const answer = execFileSync(process.execPath, ["node_modules/tsx/dist/cli.mjs", "scripts/requirements.ts"], { encoding: "utf8" })
  expect(answer).toMatch(/^\d+ requirements: \d+ tested, \d+ attested only, \d+ open$/m)
})
