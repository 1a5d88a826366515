/** Everything that can be wrong with what the command is given: it says so, says what to do, and loses nothing. */
import { createHash } from "node:crypto"
import {
  appendFileSync,
  chmodSync,
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  readlinkSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from "node:fs"
import { join, relative } from "node:path"
import { beforeAll, expect, test } from "vitest"
import { git, newFolder, product, run, type Answer } from "./product.ts"

const evidence = ".artifacts/review-security"
const isRoot = process.getuid?.() === 0
let folder: string
/** A small repository with the evidence of one review; each case works on a copy. */
let reviewed: string

beforeAll(() => {
  folder = newFolder()
  reviewed = newRepository("reviewed")
  expect(tipstaff(reviewed, "review", "--offline").exitCode).toBe(2)
})

function newRepository(name: string): string {
  const root = join(folder, name)
  mkdirSync(root)
  git(root, "init", "--quiet", "--initial-branch=main")
  writeFileSync(join(root, "add.py"), "def add(a, b):\n    return a + b\n")
  save(root, "Begin")
  return root
}

function save(root: string, message: string): void {
  git(root, "add", "--all")
  git(root, "commit", "--quiet", `--message=${message}`)
}

function copyOf(name: string): string {
  const root = join(folder, name.replace(/[^a-z]+/gi, "-").slice(0, 60))
  cpSync(reviewed, root, { recursive: true, verbatimSymlinks: true })
  return root
}

function tipstaff(cwd: string, ...args: readonly string[]): Answer {
  return run(process.execPath, [product, ...args], cwd, { TIPSTAFF_STATE_DIR: join(folder, "state") })
}

/** One digest over every name, link and content below, the repository's own database and `except` left out. */
function digestOf(root: string, except: readonly string[] = []): string {
  const hash = createHash("sha256")
  for (const entry of readdirSync(root, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name)
    const name = relative(root, path)
    if (except.includes(name.replaceAll("\\", "/"))) continue
    if (name === ".git" || name.startsWith(".git/") || name.startsWith(".git\\")) continue
    hash.update(`${name}\0${entry.isSymbolicLink() ? readlinkSync(path) : entry.isFile() ? readFileSync(path).toString("base64") : ""}\n`)
  }
  return hash.digest("hex")
}

interface Refused {
  readonly name: string
  readonly spoil: (root: string) => void
  readonly command: readonly string[]
  readonly exitCode?: number
  readonly code: string
  /** Part of the line behind `next:`. */
  readonly next: string
  /** Files that may change before the fault is met; everything else stays as it was. */
  readonly mayWrite?: readonly string[]
}

const review = ["review", "--offline"]
const put = (name: string, text: string) => (root: string) => {
  mkdirSync(join(root, name, ".."), { recursive: true })
  writeFileSync(join(root, name), text)
}
const inEvidence = (name: string, text: string) => put(`${evidence}/${name}`, text)
const nothing = () => {}
const log = [`${evidence}/communication-log.jsonl`, `${evidence}/risk-baseline-report.md`]

const refused: readonly Refused[] = [
  {
    name: "a folder outside of any repository",
    spoil: (root) => rmSync(join(root, ".git"), { recursive: true }),
    command: review,
    code: "git/not-a-repository",
    next: "run git init",
  },
  { name: "a folder that does not exist", spoil: nothing, command: [...review, "nowhere"], code: "git/not-a-repository", next: "name the folder" },
  { name: "an unknown base", spoil: nothing, command: [...review, "--base", "v9"], code: "git/unknown-revision", next: "" },
  { name: "a base that looks like an option", spoil: nothing, command: [...review, "--base=--output=x"], code: "git/unknown-revision", next: "" },
  {
    name: "settings that are not YAML",
    spoil: put("tipstaff.yaml", "version: 1\nreview: [\n"),
    command: review,
    code: "yaml/invalid",
    next: "correct tipstaff.yaml",
  },
  {
    name: "settings with an unknown key",
    spoil: put("tipstaff.yaml", "version: 1\nreviews: {}\n"),
    command: review,
    code: "config/unknown-key",
    next: "tipstaff config show --origin",
  },
  {
    name: "settings with a wrong value",
    spoil: put("tipstaff.yaml", "version: 1\nreview: { certificateDays: never }\n"),
    command: review,
    code: "config/invalid-value",
    next: "tipstaff config show --origin",
  },
  {
    name: "settings that send the evidence elsewhere",
    spoil: put("tipstaff.yaml", "version: 1\nreview: { evidence: ../../elsewhere }\n"),
    command: review,
    code: "config/invalid-value",
    next: "",
  },
  {
    name: "a policy file that is not YAML",
    spoil: put(".claude/security.yaml", "security: [\n"),
    command: review,
    code: "yaml/invalid",
    next: "correct .claude/security.yaml",
  },
  { name: "an intake that is not YAML", spoil: inEvidence("intake.yaml", "kind: [\n"), command: review, code: "yaml/invalid", next: "correct " },
  {
    name: "an intake with a kind that does not exist",
    spoil: inEvidence("intake.yaml", "kind: miracle\n"),
    command: review,
    code: "config/invalid-value",
    next: "",
  },
  { name: "a state that is not JSON", spoil: inEvidence("review.json", "{\n"), command: review, code: "json/invalid", next: "correct " },
  {
    name: "a state of another form",
    spoil: inEvidence("review.json", '{"schema":"x"}\n'),
    command: review,
    code: "review/state-invalid",
    next: "restore the file",
  },
  {
    name: "a register edited into nonsense",
    spoil: inEvidence("findings-register.csv", 'finding_id,"\n'),
    command: review,
    code: "csv/invalid",
    next: "correct ",
    mayWrite: log,
  },
  {
    name: "a register without its columns",
    spoil: inEvidence("findings-register.csv", "a,b\n1,2\n"),
    command: review,
    code: "csv/invalid",
    next: "",
    mayWrite: log,
  },
  {
    name: "a log that somebody edited",
    spoil: (root) => appendFileSync(join(root, evidence, "communication-log.jsonl"), "{}\n"),
    command: review,
    code: "communication/invalid",
    next: "",
  },
  {
    name: "notifications that somebody edited",
    spoil: inEvidence("notifications.jsonl", "{}\n"),
    command: review,
    code: "notifications/invalid",
    next: "",
    mayWrite: log,
  },
  {
    name: "a file where the evidence belongs",
    spoil: (root) => {
      rmSync(join(root, evidence), { recursive: true })
      put(evidence, "mine\n")(root)
    },
    command: review,
    code: "evidence/not-a-folder",
    next: "",
  },
  {
    name: "a link where the evidence belongs",
    spoil: (root) => {
      rmSync(join(root, evidence), { recursive: true })
      symlinkSync(folder, join(root, evidence), "junction")
    },
    command: review,
    code: "evidence/not-a-folder",
    next: "keep the evidence in a real folder",
  },
  {
    name: "another subject than the evidence speaks of",
    spoil: nothing,
    command: [...review, "--subject", "../../etc"],
    code: "review/other-subject",
    next: "set review.evidence",
  },
  {
    name: "a manifest that is gone",
    spoil: (root) => rmSync(join(root, evidence, "evidence-manifest.json")),
    command: ["evidence", "verify"],
    code: "manifest/missing",
    next: "tipstaff review",
  },
  { name: "an unknown flag", spoil: nothing, command: ["review", "--ofline"], code: "usage/invalid-input", next: "tipstaff --help" },
  { name: "an unknown command", spoil: nothing, command: ["reviw"], code: "usage/invalid-input", next: "tipstaff --help" },
  { name: "a missing argument", spoil: nothing, command: ["gate", "scans"], code: "usage/invalid-input", next: "tipstaff --help" },
  {
    name: "a value that is none of the choices",
    spoil: nothing,
    command: ["review", "--kind", "miracle"],
    code: "usage/invalid-input",
    next: "tipstaff --help",
  },
  {
    name: "a finding that nobody has found",
    spoil: nothing,
    command: ["findings", "set", "F-000000000000", "--owner", "x"],
    code: "register/unknown-finding",
    next: "tipstaff findings list",
  },
  {
    name: "a certificate that is not there",
    spoil: nothing,
    command: ["certificate", "verify", "none.json"],
    code: "file/missing",
    next: "name a file that is there",
  },
  { name: "a rule that does not exist", spoil: nothing, command: ["explain", "no-such-rule"], code: "rules/unknown", next: "tipstaff findings list" },
  {
    name: "an answer file that is not YAML",
    spoil: put("answers.yaml", "controls: [\n"),
    command: ["assess", "--answers", "answers.yaml"],
    code: "yaml/invalid",
    next: "correct ",
  },
]

for (const [index, { name, spoil, command, exitCode = 2, code, next, mayWrite = [] }] of refused.entries()) {
  test(`${name} is refused with ${code}, and nothing is lost`, () => {
    const root = copyOf(`refused ${String.fromCharCode(97 + (index % 26))}${index > 25 ? "x" : ""} ${name}`)
    spoil(root)
    const before = [digestOf(root, mayWrite), digestOf(reviewed)]
    const answer = tipstaff(root, ...command, "--json")
    const { error } = JSON.parse(answer.stdout) as { error: { code: string; message: string; next?: string } }
    expect([answer.exitCode, error.code]).toEqual([exitCode, code])
    expect(answer.stderr).toContain(`  code: ${code}\n`)
    expect(answer.stderr).toMatch(/^ {2}next: ./m)
    expect(error.next).toContain(next)
    expect(answer.stderr).not.toMatch(/^ +at .*\.(?:js|ts):\d+/m)
    expect([digestOf(root, mayWrite), digestOf(reviewed)]).toEqual(before)
  })
}

test("[SX.1-9] gates without evidence end with 2 and make no file, in a folder that cannot be written", () => {
  const root = join(folder, "gates")
  mkdirSync(root)
  git(root, "init", "--quiet")
  chmodSync(root, 0o555)
  const before = digestOf(root)
  for (const command of [
    ["scans", "--input", "scan-results.json"],
    ["controls", "--report", "manual-assessment.md"],
    ["disposition", "--register", "findings-register.csv"],
    ["all"],
  ]) {
    const answer = tipstaff(root, "gate", ...command, "--json")
    expect([command[0], answer.exitCode, (JSON.parse(answer.stdout) as { status: string }).status]).toEqual([command[0], 2, "fail"])
  }
  expect(digestOf(root)).toBe(before)
  chmodSync(root, 0o755)
})

test("[SX.1-9] gates on evidence in a folder that cannot be written judge it and change nothing", () => {
  const root = copyOf("read-only evidence")
  chmodSync(join(root, evidence), 0o555)
  const before = digestOf(root)
  const answer = tipstaff(root, "gate", "all", "--json")
  expect(answer.exitCode).toBe(2)
  expect((JSON.parse(answer.stdout) as { gates: { outcome: string }[] }).gates.map((gate) => gate.outcome)).toEqual(["not_run", "not_run", "pass"])
  expect(digestOf(root)).toBe(before)
  chmodSync(join(root, evidence), 0o755)
})

test("a manifest whose hash lies is found out", () => {
  const root = copyOf("lying manifest")
  const path = join(root, evidence, "evidence-manifest.json")
  expect(tipstaff(root, "evidence", "verify").exitCode).toBe(0)
  writeFileSync(path, readFileSync(path, "utf8").replace(/"sha256": "[0-9a-f]{64}"/, `"sha256": "${"a".repeat(64)}"`))
  const answer = tipstaff(root, "evidence", "verify")
  expect([answer.exitCode, answer.stdout]).toEqual([1, "  changed  scope-register.json\nNext: tipstaff review\n"])
})

test("evidence that cannot be written ends the review with 2 and the reason", () => {
  const root = copyOf("unwritable evidence")
  writeFileSync(join(root, "more.py"), "x = 1\n")
  // Root writes everywhere, so for root the way is blocked by a folder of the same name.
  if (isRoot) {
    rmSync(join(root, evidence, "scope-register.json"))
    mkdirSync(join(root, evidence, "scope-register.json", "in the way"), { recursive: true })
  } else chmodSync(join(root, evidence), 0o555)
  const answer = tipstaff(root, ...review)
  expect(answer.exitCode).toBe(2)
  expect(answer.stderr).toMatch(/^ {2}code: file\//m)
  expect(answer.stderr).toMatch(/^ {2}next: ./m)
  chmodSync(join(root, evidence), 0o755)
})

test("a state folder that cannot be made ends with 2 and says which one", () => {
  const root = copyOf("no state folder")
  writeFileSync(join(folder, "a-file"), "")
  const answer = run(process.execPath, [product, ...review], root, { TIPSTAFF_STATE_DIR: join(folder, "a-file", "state") })
  expect(answer.exitCode).toBe(2)
  expect(answer.stderr).toContain("TIPSTAFF_STATE_DIR")
})

interface Odd {
  readonly name: string
  readonly make: (root: string) => void
  /** What the review must say about it. */
  readonly says: Readonly<Record<string, unknown>> | RegExp
}

interface ReviewData {
  readonly recommendation: string
  readonly classes: Readonly<Record<string, { readonly outcome: string; readonly reasons: readonly string[] }>>
  readonly reasons: readonly { readonly text: string }[]
  readonly findings: readonly { readonly where: string; readonly title: string }[]
}

function reviewOf(root: string): ReviewData {
  const answer = tipstaff(root, ...review, "--json")
  expect([answer.exitCode, answer.stderr]).toEqual([2, expect.not.stringContaining("internal error")])
  return JSON.parse(answer.stdout) as ReviewData
}

const weak = 'import os\nfrom flask import request\n\n\ndef run():\n    os.system("ls " + request.args["folder"])\n'

const odd: readonly Odd[] = [
  { name: "a detached HEAD", make: (root) => void git(root, "checkout", "--quiet", "--detach"), says: { sast: "pass", secrets: "pass" } },
  {
    name: "a branch without a commit",
    make: (root) => {
      rmSync(join(root, ".git"), { recursive: true })
      git(root, "init", "--quiet")
    },
    says: /the branch has no commit yet/,
  },
  {
    name: "links that lead in circles",
    make: (root) => {
      symlinkSync("two", join(root, "one"))
      symlinkSync("one", join(root, "two"))
      symlinkSync(".", join(root, "self"))
      save(root, "Links")
    },
    says: { sast: "pass", secrets: "pass" },
  },
  {
    name: "source that is not UTF-8",
    make: (root) => {
      writeFileSync(join(root, "latin.py"), Buffer.concat([Buffer.from("# caf\u00e9\n", "latin1"), Buffer.from(weak)]))
      save(root, "Latin")
    },
    says: /latin\.py/,
  },
  {
    name: "a file name with a line break",
    make: (root) => {
      writeFileSync(join(root, process.platform === "win32" ? "two lines.py" : "two\nlines.py"), weak)
      save(root, "Name")
    },
    says: /two.*lines\.py/s,
  },
  {
    name: "a file that may not be read",
    make: (root) => {
      writeFileSync(join(root, "closed.py"), weak)
      save(root, "Closed")
      chmodSync(join(root, "closed.py"), 0o000)
    },
    // Root reads everything, and then the weakness in it is found.
    says: /closed\.py/,
  },
  {
    name: "a submodule",
    make: (root) => {
      git(root, "-c", "protocol.file.allow=always", "submodule", "--quiet", "add", reviewed, "inner")
      save(root, "Submodule")
    },
    says: { sast: "pass", secrets: "pass" },
  },
]

for (const { name, make, says } of odd) {
  test(`${name} is reviewed, or named as not examined`, () => {
    const root = copyOf(name)
    rmSync(join(root, ".artifacts"), { recursive: true })
    make(root)
    const data = reviewOf(root)
    expect(data.recommendation).toBe("REJECT")
    if (says instanceof RegExp) expect(JSON.stringify([data.findings, data.reasons, data.classes]).replaceAll("\\n", "\n")).toMatch(says)
    else expect(Object.fromEntries(Object.keys(says).map((key) => [key, data.classes[key]?.outcome]))).toEqual(says)
  })
}

test("a shallow clone without the base says how to get it", () => {
  const origin = newRepository("origin")
  for (const step of ["one", "two", "three"]) {
    writeFileSync(join(origin, "add.py"), `# ${step}\n`)
    save(origin, step)
  }
  git(folder, "clone", "--quiet", "--depth", "1", `file://${origin}`, "shallow")
  for (const base of [[], ["--base", "HEAD~2"]]) {
    const answer = tipstaff(join(folder, "shallow"), ...review, ...base)
    expect(answer.exitCode).toBe(2)
    expect(answer.stderr).toContain("  code: git/unknown-revision\n")
    expect(answer.stderr).toContain("git fetch --unshallow")
  }
  expect(existsSync(join(folder, "shallow", ".artifacts", "review-security", "decision.json"))).toBe(false)
})

test("a sparse file of two gigabytes costs no memory, and is named as not examined by those who read whole files", () => {
  const root = copyOf("two gigabytes")
  rmSync(join(root, ".artifacts"), { recursive: true })
  writeFileSync(join(root, "huge.py"), "")
  truncateSync(join(root, "huge.py"), 2 * 1024 ** 3)
  expect(lstatSync(join(root, "huge.py")).size).toBe(2_147_483_648)
  // A quarter of the file is all the heap there is.
  const answer = run(process.execPath, ["--max-old-space-size=256", product, ...review, "--json"], root, {
    TIPSTAFF_STATE_DIR: join(folder, "state"),
  })
  expect(answer.exitCode, answer.stderr).toBe(2)
  const data = JSON.parse(answer.stdout) as ReviewData
  expect(data.classes["sast"]?.outcome).toBe("not_run")
  expect(data.classes["sast"]?.reasons.join()).toContain("huge.py")
  rmSync(join(root, "huge.py"))
}, 180_000)

test("words that a spreadsheet would run as a formula are disarmed in every table", () => {
  const root = copyOf("formula")
  writeFileSync(join(root, "weak.py"), weak)
  save(root, "Weak")
  reviewOf(root)
  const listed = JSON.parse(tipstaff(root, "findings", "list", "--json").stdout) as { findings: { id: string }[] }
  const [{ id } = { id: "" }] = listed.findings
  expect(
    tipstaff(root, "findings", "set", id, "--owner", '=HYPERLINK("http://example.test")', "--plan", "@SUM(1+1)", "--note", "-2+3").exitCode,
  ).toBe(0)
  reviewOf(root)
  for (const name of ["findings-register.csv", "security-remediation-backlog.csv", "updated-security-risk-log.csv"]) {
    const cells = readFileSync(join(root, evidence, name), "utf8").split(/[\n,]/)
    expect(cells.filter((cell) => /^"?[=+@-]/.test(cell))).toEqual([])
  }
  const again = JSON.parse(tipstaff(root, "findings", "list", "--json").stdout) as { findings: { id: string; owner: string }[] }
  expect(again.findings.find((finding) => finding.id === id)?.owner).toBe('=HYPERLINK("http://example.test")')
})

const spoiltInputs = [
  { name: "a workbook that is none", file: "compliance-requirements.xlsx", text: "PK\u0003\u0004 broken", says: "its ZIP archive is damaged" },
  { name: "a risk log with ragged lines", file: "security-risk-log.csv", text: "a,b\n1\n", says: "expect 2, got 1 on line 2" },
  { name: "alerts that are not JSON", file: "observability-alerts.json", text: "[{]", says: "observability-alerts.json is not valid JSON" },
  {
    name: "a configuration that is not YAML",
    file: "deployment-configuration.yaml",
    text: "a: [\n",
    says: "deployment-configuration.yaml is not valid YAML",
  },
]

for (const { name, file, text, says } of spoiltInputs) {
  test(`[S4.9-1] ${name} is a missing prerequisite, named by file, with what to do`, () => {
    const root = copyOf(`input ${name}`)
    writeFileSync(join(root, file), text)
    const answer = tipstaff(root, "prerequisites", "--json")
    expect(answer.exitCode).toBe(1)
    const { items } = JSON.parse(answer.stdout) as { items: { outcome: string; detail: string; next: string }[] }
    const item = items.find((one) => one.detail.includes(says))
    expect(item).toMatchObject({ outcome: "fail", next: expect.stringMatching(/./) })
    expect(readFileSync(join(root, file), "utf8")).toBe(text)
  })
}

test("what people wrote into a decision file is replaced by the review's own decision, never believed", () => {
  const root = copyOf("decision")
  const path = join(root, evidence, "decision.json")
  writeFileSync(path, readFileSync(path, "utf8").replace('"REJECT"', '"APPROVE"'))
  expect(reviewOf(root).recommendation).toBe("REJECT")
  expect(readFileSync(path, "utf8")).toContain('"recommendation": "REJECT"')
})

test("a decision file that cannot be read is written anew; what stood there is kept, and said", () => {
  const root = copyOf("broken decision")
  const path = join(root, evidence, "decision.json")
  writeFileSync(path, "{ not json")
  const answer = tipstaff(root, "review", "--offline")
  expect(answer.stderr).toContain("decision.json could not be read: it is written anew, and what stood there is kept as")
  expect(JSON.parse(readFileSync(path, "utf8"))).toMatchObject({ recommendation: "REJECT" })
  expect(readFileSync(join(root, evidence, "decision.unreadable.json"), "utf8")).toBe("{ not json")
})
