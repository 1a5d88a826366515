/** `tipstaff secrets` with the configuration of a repository that used gitleaks before. */
import { expect, test } from "vitest"
import { expand, randomFrom } from "../../src/domain/secrets/generate.ts"
import { git } from "./product.ts"
import { newRepository, type JsonReport } from "./secrets-folder.ts"

const github = (seed: number) => expand("{{crc:ghp_}}", randomFrom(seed))
const house = (seed: number) => expand("house_{{lower:20}}", randomFrom(seed))
const places = ({ findings }: JsonReport) => findings.map(({ path, line, rule }) => `${path}:${line} ${rule}`)

const houseRule = `[[rules]]
id = "house-token"
description = "House token"
regex = '''house_[a-z]{20}'''
keywords = ["house_"]
tags = ["House"]
`
const own = `[extend]\nuseDefault = true\n${houseRule}`
const withConfig = ["--config", ".gitleaks.toml"] as const

test("a rule of its own is found beside ours, explained, and listed", () => {
  const repository = newRepository()
  repository.write(".gitleaks.toml", own)
  repository.write("src/a.txt", `\nx ${house(1)}\ny ${github(1)}\n`)
  const report = repository.scan(...withConfig)
  expect([places(report), report.notes, report.exitCode]).toEqual([["src/a.txt:2 house-token", "src/a.txt:3 github-pat-classic"], [], 1])
  expect(places(repository.scan())).toEqual(["src/a.txt:3 github-pat-classic"])
  const explained = repository.tipstaff("secrets", "explain", "src/a.txt:2", ...withConfig)
  expect([explained.exitCode, explained.stdout]).toEqual([0, expect.stringContaining("House token") as unknown])
  expect(repository.tipstaff("secrets", "rules", "--provider", "house", ...withConfig).stdout).toContain("house-token")
  expect(repository.tipstaff("secrets", "rules").stdout).not.toContain("house-token")
})

test("the settings name it as well; then it holds for every scan and for the hook", () => {
  const repository = newRepository()
  repository.write(".gitleaks.toml", own)
  repository.write("tipstaff.yaml", "secrets:\n  gitleaks: .gitleaks.toml\n")
  repository.write("a.txt", `${house(2)}\n`)
  expect(places(repository.scan())).toEqual(["a.txt:1 house-token"])
  git(repository.root, "add", "--all")
  expect(places(repository.scan("--staged"))).toEqual(["a.txt:1 house-token"])
  expect(repository.tipstaff("check", "--staged").exitCode).toBe(1)
  repository.commit("Begin")
  expect(repository.scan("--history").findings).toMatchObject([{ rule: "house-token", path: "a.txt", commit: {} }])
  expect(repository.tipstaff("secrets", "baseline").exitCode).toBe(0)
  expect(repository.scan()).toMatchObject({ findings: [], setAside: { baseline: 1 }, exitCode: 0 })
  repository.write("tipstaff.yaml", "secrets:\n  gitleaks: ../gitleaks.toml\n")
  const outside = repository.tipstaff("secrets", "scan")
  expect([outside.exitCode, outside.stderr]).toEqual([2, expect.stringContaining("file/outside") as unknown])
})

test("comments and suppressions name its rules as they name ours", () => {
  const repository = newRepository()
  repository.write(".gitleaks.toml", own)
  const soon = new Date(Date.now() + 20 * 86_400_000).toISOString().slice(0, 10)
  repository.write("a.ts", `const a = "${house(3)}" // tipstaff:allow house-token revoked long ago until=${soon}\n`)
  repository.write("b.ts", `const b = "${house(4)}"\n`)
  const suppression = `{ path: "b.*", rule: house-token, reason: revoked, until: ${soon} }`
  repository.write("tipstaff.yaml", `secrets:\n  gitleaks: .gitleaks.toml\n  suppress:\n    - ${suppression}\n`)
  expect(repository.scan()).toMatchObject({ findings: [], setAside: { allowed: 1, suppressed: 1 }, notes: [], exitCode: 0 })
})

test("its allowlists hide by path from the repository's root, whatever part of it is scanned; --no-ignore looks all the same", () => {
  const repository = newRepository()
  repository.write(".gitleaks.toml", `${own}[[allowlists]]\npaths = ['''^docs/samples/''']\n`)
  repository.write("docs/samples/a.txt", `${house(5)}\n${github(5)}\n`)
  repository.write("docs/b.txt", `${house(6)}\n`)
  expect(places(repository.scan(...withConfig))).toEqual(["docs/b.txt:1 house-token"])
  expect(places(repository.scan("docs", ...withConfig))).toEqual(["b.txt:1 house-token"])
  expect(places(repository.scan("docs/samples/a.txt", ...withConfig))).toEqual([])
  expect(repository.scan(...withConfig, "--no-ignore").findings).toHaveLength(3)
})

test("a commit that it names hides what came in with it", () => {
  const repository = newRepository()
  repository.write("a.txt", `${github(9)}\n`)
  const first = repository.commit("Begin")
  repository.write("b.txt", `${house(9)}\n`)
  repository.commit("Go on")
  repository.write(".gitleaks.toml", `${own}[[allowlists]]\ncommits = ["${first}"]\n`)
  expect(places(repository.scan("--history", ...withConfig))).toEqual(["b.txt:1 house-token"])
  expect(places(repository.scan(...withConfig))).toEqual(["a.txt:1 github-pat-classic", "b.txt:1 house-token"])
})

test("rules that it disables are off, without useDefault all of ours but the policy's eight, and both are said", () => {
  const repository = newRepository()
  repository.write("a.txt", `${github(7)}\n`)
  repository.write(".gitleaks.toml", '[extend]\nuseDefault = true\ndisabledRules = ["github-pat", "policy-7"]\n')
  const disabled = repository.scan(...withConfig)
  expect([places(disabled), disabled.notes]).toEqual([
    ["a.txt:1 policy-7"],
    [".gitleaks.toml: policy-7 is one of the security policy's eight rules, which stay on; take it out of disabledRules"],
  ])
  repository.write(".gitleaks.toml", houseRule)
  const alone = repository.scan(...withConfig)
  expect([places(alone), alone.notes]).toEqual([
    ["a.txt:1 policy-7"],
    [".gitleaks.toml: of our own rules only the security policy's eight are on; set useDefault under [extend] to keep the others"],
  ])
})

test("an impossible pattern is named and ends with 2; leniently the rest runs and it is noted", () => {
  const repository = newRepository()
  repository.write(".gitleaks.toml", `${own}[[rules]]\nid = "broken"\nregex = '''a(?=b)'''\n`)
  repository.write("a.txt", `${house(8)}\n`)
  const strict = repository.tipstaff("secrets", "scan", ...withConfig)
  expect([strict.exitCode, strict.stdout]).toEqual([2, ""])
  for (const part of ["rules/invalid-pattern", "broken", ".gitleaks.toml:11"]) expect(strict.stderr).toContain(part)
  const lenient = repository.scan(...withConfig, "--lenient")
  expect([places(lenient), lenient.notes.length, lenient.exitCode]).toEqual([["a.txt:1 house-token"], 1, 1])
  expect(lenient.notes[0]).toMatch(/^\.gitleaks\.toml:11: .*broken/)
  expect(repository.tipstaff("secrets", "scan", "--lenient").exitCode).toBe(2)
  expect(repository.tipstaff("secrets", "scan", "--config", "gone.toml").stderr).toContain("file/missing")
})

test("a file for which a rule is too slow counts as not examined", () => {
  const repository = newRepository()
  repository.write("rules/gitleaks.toml", '[[rules]]\nid = "all"\nregex = "q"\n')
  repository.write("a.txt", "q".repeat(100_002))
  const report = repository.scan("--config", "rules/gitleaks.toml")
  expect([report.notScanned, report.exitCode]).toEqual([[{ path: "a.txt", reason: "an imported rule matches more than 100000 times" }], 2])
})

test("several threads find what one finds", () => {
  const repository = newRepository()
  repository.write("base.toml", houseRule)
  repository.write(".gitleaks.toml", '[extend]\npath = "base.toml"\n[[allowlists]]\npaths = ["^5/"]\n')
  for (let index = 0; index < 1300; index += 1) {
    repository.write(`${index % 10}/${index}.txt`, `${"line\n".repeat(index % 7)}${index % 5 === 0 ? house(index) : "clean"}\n`)
  }
  const together = repository.scan(...withConfig)
  // One after the other, each folder in a process with too few files for a second thread.
  const alone = Array.from({ length: 10 }, (_, folder) =>
    repository.scan(String(folder), ...withConfig).findings.map(({ path, line, rule }) => `${folder}/${path}:${line} ${rule}`),
  )
  expect(places(together).toSorted()).toEqual(alone.flat().toSorted())
  expect([together.findings.length, together.notScanned, together.exitCode]).toEqual([130, [], 1])
})

test("what its allowlists hide is counted, each secret once, and not what would not have been reported", () => {
  const repository = newRepository()
  const lists = `[[allowlists]]\nregexes = ['''.*known.*''']\nregexTarget = "line"\n[[allowlists]]\npaths = ['''^fixtures/''']\n`
  repository.write(".gitleaks.toml", `${own}${lists}`)
  repository.write("tipstaff.yaml", "secrets:\n  gitleaks: .gitleaks.toml\n")
  repository.write("a.txt", `known ${github(40)}\nknown ${house(41)}\nknown password = "changeme"\n${github(42)}\n`)
  repository.write("fixtures/b.txt", `${github(43)}\n`)
  const expected = { setAside: { allowed: 0, suppressed: 0, baseline: 0, imported: 3 } }
  const scanned = repository.scan()
  expect([places(scanned), scanned.setAside]).toEqual([["a.txt:4 github-pat-classic"], expected.setAside])
  expect(repository.tipstaff("secrets", "scan").stdout).toContain("set aside: 3 by an allowlist of the gitleaks configuration\n")
  git(repository.root, "add", "--all")
  expect(repository.scan("--staged")).toMatchObject(expected)
  repository.commit("First")
  expect(repository.scan("--history")).toMatchObject(expected)
  expect(repository.scan("a.txt")).toMatchObject({ setAside: { imported: 2 } })
  expect(repository.scan("--no-ignore")).toMatchObject({ setAside: { imported: 0 } })
})
