/** An imported configuration finds what gitleaks itself finds with it: same rules, files, lines and lengths of secrets. */
import { execFile } from "node:child_process"
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises"
import { tmpdir } from "node:os"
import { dirname, join } from "node:path"
import { fileURLToPath } from "node:url"
import { promisify } from "node:util"
import { afterAll, beforeAll, expect, test } from "vitest"
import { expand, randomFrom, type Random } from "../../src/domain/secrets/generate.ts"
import { findImported } from "../../src/domain/secrets/gitleaks/find.ts"
import { importGitleaks } from "../../src/domain/secrets/gitleaks/import.ts"

const gitleaks = fileURLToPath(new URL("../../.cache/scanners/bin/gitleaks", import.meta.url))

const base = String.raw`
title = "shared"
[[rules]]
id = "merged"
description = "its pattern comes from here, its entropy from there"
regex = '''merged-[0-9a-z]{8,30}'''
keywords = ["merged-"]
[[rules]]
id = "switched-off"
regex = '''off-[0-9a-z]{20}'''
[[allowlists]]
paths = ['''^vendor/''']
`

const config = String.raw`
title = "everything"
[extend]
path = "base.toml"
disabledRules = ["switched-off"]

[[rules]]
id = "plain"
regex = '''\bpl_[0-9A-Za-z]{20}\b'''
keywords = ["PL_"]
tags = ["a", "b"]

[[rules]]
id = "first-group"
regex = '''(?i)acme[_-]?(?:token|key)\s*[:=]\s*(?:"([^"\n]{8,40})"|'([^'\n]{8,40})')'''
entropy = 3.0
keywords = ["acme"]

[[rules]]
id = "second-group"
regex = '''(user|login)=([[:alnum:]]+):([[:^space:]]{6,})'''
secretGroup = 3

[[rules]]
id = "by-path"
regex = '''pass\s+(\S+)'''
path = '''(?i)\.netrc$'''

[[rules]]
id = "path-alone"
path = '''\.p(?:12|fx)$'''

[[rules]]
id = "lines"
regex = '''(?m)^\s*line:(?-i:[A-Z]{4})(?s:.{6})$'''

[[rules]]
id = "letters"
regex = '''(?i)schlüssel: ([\pL\d]{4,20})'''
keywords = ["schl"]

[[rules]]
id = "lazy"
regex = '''\Q{{\E(.+?)}}'''

[[rules]]
id = "generic-word"
regex = '''(?:token|pl)[ =_]([0-9A-Za-z_]{16,})'''

[[rules]]
id = "allowed"
regex = '''al_([a-z0-9]{12})'''
[rules.allowlist]
stopwords = ["EXAMPLE"]
regexes = ['''^0{4}''']

[[rules]]
id = "allowed-by-many"
regex = '''am_([a-z0-9]{12})'''
[[rules.allowlists]]
condition = "AND"
paths = ['''^test/''']
regexes = ['''fixture''']
regexTarget = "line"
[[rules.allowlists]]
regexTarget = "match"
regexes = ['''^am_zz''']

[[rules]]
id = "merged"
entropy = 2.5

[[rules]]
id = "pair"
regex = '''pairid-[a-f0-9]{8}'''
[[rules.required]]
id = "pair-secret"
withinLines = 2

[[rules]]
id = "pair-secret"
regex = '''pairsecret-[a-f0-9]{8}'''
skipReport = true

[[allowlists]]
targetRules = ["plain", "lazy"]
regexes = ['''[aA]{3}$''']
[[allowlists]]
regexes = ['''(?i)dummy''']
`

const templates: readonly string[] = [
  'const a = "pl_{{alnum:20}}"',
  "pl_{{alnum:21}}",
  "pl_{{alnum:17}}aAa token=pl_{{alnum:20}}",
  'ACME-Token: "{{alnum:20}}"',
  "acmekey='{{alnum:20}}' acme_key = \"aaaaaaaaaa\"",
  "user={{lower:5}}:{{alnum:9}} login=é:{{alnum:9}}",
  "login={{lower:5}}:dummy{{alnum:9}}",
  "pass {{alnum:12}}",
  "  line:ABCD{{lower:6}}",
  "line:abcd{{lower:6}}",
  "line:ABCD\n12345",
  "SCHLÜSSEL: größe{{digits:4}}",
  "Schlüssel: 日本語日本語 rest",
  "{{lower:3}} {{ {{alnum:8}} }} and {{{{alnum:4}}aaa}}",
  "token {{alnum:24}}",
  "al_{{lowernum:12}} al_0000{{lowernum:8}} al_exam{{lowernum:8}} al_example{{lowernum:5}}",
  "am_{{lowernum:12}}",
  "am_{{lowernum:12}} # fixture",
  "am_zz{{lowernum:10}}",
  "merged-{{lowernum:20}} merged-aaaaaaaaaa off-{{lowernum:20}}",
  "pairid-{{hex:8}}",
  "pairsecret-{{hex:8}}",
  "",
  "nothing here",
  "\u00ff\u00e9 caf\u00e9 \u212aey",
]

const paths = ["a.txt", "src/b.ts", "test/c.ts", "home/.netrc", "home/.NETRC", "keys/store.p12", "keys/store.pfx.txt", "vendor/d.txt", "deep/é/ü.txt"]

function fileText(random: Random): Buffer {
  const lines = Array.from({ length: 25 }, () => expand(templates[Math.floor(random() * templates.length)]!, random))
  const text = Buffer.from(`${lines.join(random() < 0.3 ? "\r\n" : "\n")}\n`, "utf8")
  // Some bytes that are no UTF-8, as old files have them.
  return random() < 0.3 ? Buffer.concat([text, Buffer.from([0xe9, 0x20, 0xc3, 0x28, 0x0a]), text]) : text
}

let root: string

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), "tipstaff-import-"))
  await mkdir(join(root, "files"))
  await writeFile(join(root, "base.toml"), base)
  await writeFile(join(root, "config.toml"), config)
})

afterAll(async () => {
  await rm(root, { recursive: true, force: true })
})

async function byGitleaks(): Promise<string[]> {
  const report = join(root, "report.json")
  const settings = [`--config=${join(root, "config.toml")}`, "--report-format=json", `--report-path=${report}`, "--exit-code=0", "--log-level=error"]
  const plain = ["--max-decode-depth=0", "--ignore-gitleaks-allow", `--gitleaks-ignore-path=${join(root, "none")}`, "--no-banner"]
  // What a file extends is looked for from the folder that the command runs in.
  await writeFile(join(root, "files", "base.toml"), base)
  await promisify(execFile)(gitleaks, ["dir", ".", ...settings, ...plain], { cwd: join(root, "files") })
  const found = JSON.parse(await readFile(report, "utf8")) as { RuleID: string; File: string; StartLine: number; Secret: string }[]
  return found.map((one) => `${one.RuleID} ${one.File}:${one.StartLine} ${Buffer.byteLength(one.Secret)}`).sort()
}

test("what an imported configuration finds is what gitleaks finds with it", async () => {
  const imported = importGitleaks(config, { file: "config.toml", read: (path) => (path === "base.toml" ? base : undefined) })
  expect(imported.notes).toEqual([])
  const ours: string[] = []
  for (let round = 0; round < 12; round += 1) {
    for (const [index, path] of paths.entries()) {
      const bytes = fileText(randomFrom(1 + round * 100 + index))
      const place = path.replace(/[^/]*$/, (name) => `${round}/${name}`)
      await mkdir(dirname(join(root, "files", place)), { recursive: true })
      await writeFile(join(root, "files", place), bytes)
      for (const match of findImported(imported, bytes.toString("latin1"), place)) {
        const length = match.rule.pattern === undefined ? 0 : match.secretEnd - match.secretStart
        ours.push(`${match.rule.id} ${place}:${match.line} ${length}`)
      }
    }
  }
  const theirs = await byGitleaks()
  expect(ours.sort()).toEqual(theirs)
  // Each rule had its say, and what was turned off or hidden had none.
  const silent = new Set(imported.rules.map((rule) => rule.id))
  for (const line of theirs) silent.delete(line.split(" ")[0]!)
  expect([...silent]).toEqual(["pair-secret"])
  expect(theirs.some((line) => line.startsWith("switched-off") || line.includes("vendor/"))).toBe(false)
})
