/** The tree is the architecture: a file imports only from lower floors, and neighbours do not import each other. */
import { execFileSync } from "node:child_process"
import { readFileSync } from "node:fs"
import { posix } from "node:path"
import { expect, test } from "vitest"

const floors = ["base", "platform", "domain", "app", "interfaces"]

/** Sub-floors of the domain, lowest first. */
const subFloors: readonly (readonly string[])[] = [
  ["policy", "ledger", "identity"],
  ["secrets", "inventory", "privacy", "threats", "approvals", "monitor", "findings", "exceptions"],
  ["scans", "gates", "certificates"],
  ["guard", "reviews", "deployments", "incidents"],
  ["compliance"],
]

function sourceFiles(): string[] {
  const listed = execFileSync("git", ["ls-files", "-z", "--cached", "--others", "--exclude-standard", "--", "src/**/*.ts"], { encoding: "utf8" })
  return listed.split("\0").filter((file) => file !== "" && !file.endsWith(".test.ts"))
}

function importsOf(file: string): string[] {
  const found = readFileSync(file, "utf8").matchAll(/(?:from|import)\s*\(?\s*"(\.[^"]+)"/g)
  return [...found].map(([, target = ""]) => posix.join(posix.dirname(file), target))
}

/** Why `from` may not import `to`; undefined when it may. */
function violation(from: string, to: string): string | undefined {
  if (!to.startsWith("src/")) return undefined
  const [, floorA = "", nounA = ""] = from.split("/")
  const [, floorB = "", nounB = ""] = to.split("/")
  if (floors.indexOf(floorB) > floors.indexOf(floorA)) return `${floorA} imports ${floorB}`
  if (floorA !== "domain" || floorB !== "domain" || nounA === nounB) return undefined
  const levelA = subFloors.findIndex((nouns) => nouns.includes(nounA))
  const levelB = subFloors.findIndex((nouns) => nouns.includes(nounB))
  return levelB < levelA ? undefined : `${nounA} imports ${nounB}`
}

test("a file imports only from lower floors", () => {
  const wrong = sourceFiles().flatMap((file) => importsOf(file).flatMap((target) => violation(file, target)?.concat(`: ${file} -> ${target}`) ?? []))
  expect(wrong).toEqual([])
})

test.each([
  ["src/base/a.ts", "src/platform/b.ts", "base imports platform"],
  ["src/domain/gates/a.ts", "src/domain/scans/b.ts", "gates imports scans"],
  ["src/domain/scans/a.ts", "src/domain/reviews/b.ts", "scans imports reviews"],
  ["src/app/a.ts", "src/interfaces/cli/b.ts", "app imports interfaces"],
])("%s may not import %s", (from, to, reason) => {
  expect(violation(from, to)).toBe(reason)
})

test("every domain folder has its place", () => {
  const nouns = new Set(
    sourceFiles()
      .filter((file) => file.startsWith("src/domain/"))
      .map((file) => file.split("/")[2] ?? ""),
  )
  expect([...nouns].filter((noun) => !subFloors.flat().includes(noun))).toEqual([])
})

test("nothing is called utils or helpers, and nothing is exported by default", () => {
  const files = sourceFiles()
  expect(files.filter((file) => /\b(?:utils?|helpers?)\b/.test(file))).toEqual([])
  expect(files.filter((file) => /^export default /m.test(readFileSync(file, "utf8")))).toEqual([])
})
