/** The tour, act by act with what it must show, and then every way of tampering with what it leaves behind. */
import { cpSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync, symlinkSync, unlinkSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { beforeAll, expect, test } from "vitest"
import { acts, certificateFile, openTour, type Acts, type Finding, type Tour } from "../../scripts/tour-acts.mjs"
import { newFolder } from "./product.ts"

const evidence = ".artifacts/review-security"
let tour: Tour
let done: Acts
let certified: string

beforeAll(async () => {
  const folder = newFolder()
  certified = newFolder()
  tour = openTour({ folder, say: () => {}, step: () => {} })
  const answers: Partial<Record<keyof Acts, unknown>> = {}
  for (const act of acts) {
    // The tamperings start from the certificate before it is revoked.
    if (act.name === "five") cpSync(folder, certified, { recursive: true, verbatimSymlinks: true })
    answers[act.name] = await act.run(tour)
  }
  done = answers as unknown as Acts
}, 120_000)

const planted = [
  { where: "api/main.py:13", rule: "py-prompt-injection", severity: "high" },
  { where: "api/main.py:16", rule: "py-missing-authorization", severity: "medium" },
  { where: "api/main.py:19", rule: "py-yaml-load", severity: "high" },
  { where: "api/main.py:25", rule: "py-command-injection", severity: "critical" },
  { where: "api/settings.py:2", rule: "aws-access-key", severity: "critical" },
  { where: "web/src/server.ts:10", rule: "js-sql-injection", severity: "critical" },
  { where: "web/src/server.ts:16", rule: "js-weak-password-hash", severity: "high" },
  { where: "web/src/server.ts:19", rule: "js-secret-in-log", severity: "high" },
  { where: "web/src/server.ts:25", rule: "js-missing-authorization", severity: "medium" },
  { where: "web/src/server.ts:26", rule: "js-command-injection", severity: "critical" },
  { where: "web/src/server.ts:27", rule: "js-stack-in-response", severity: "medium" },
  { where: ".github/workflows/build.yml:8", rule: "workflow-head-checkout-with-privileges", severity: "high" },
  { where: ".github/workflows/build.yml:11", rule: "workflow-script-injection", severity: "high" },
  { where: ".github/workflows/build.yml:12", rule: "workflow-scanner-failure-ignored", severity: "medium" },
  { where: ".claude/settings.json:3", rule: "agent-shell-unrestricted", severity: "high" },
  { where: ".claude/settings.json:4", rule: "agent-approval-bypass", severity: "high" },
  { where: "docker-compose.yml:4", rule: "compose-privileged", severity: "high" },
  { where: "docker-compose.yml:12", rule: "compose-docker-socket", severity: "high" },
  { where: "docker-compose.yml:10", rule: "compose-database-port-public", severity: "medium" },
  { where: "Dockerfile:4", rule: "docker-pipe-to-shell", severity: "medium" },
  { where: "Dockerfile:4", rule: "docker-tls-verification-off", severity: "medium" },
]

for (const { where, rule, severity } of planted) {
  test(`act 1: the review finds ${rule} at ${where}`, () => {
    const hits = done.one.findings.filter((finding) => finding.where === where && finding.source.includes(`:${rule}`))
    expect(hits.map((finding) => finding.severity)).toEqual([severity])
  })
}

test("act 1: scans without a source leave the verdict at REJECT and exit code 2", () => {
  expect(done.one.reviewed.exitCode).toBe(2)
  expect(done.one.reviewed.stdout).toMatch(/^ {2}REJECT$/m)
  expect(done.one.reviewed.stdout).toContain("there is no DAST report")
  expect(done.one.reviewed.stdout).toContain("no advisory source")
})

test("act 1: a key in the clear halts the review, and its value is in no file of the evidence", () => {
  expect(done.one.reviewed.stdout).toContain("HALTED: AWS access key in the clear at api/settings.py:2")
  const folder = join(certified, "storefront", evidence)
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
  expect(files.length).toBeGreaterThan(20)
  for (const file of files) expect(readFileSync(join(file.parentPath, file.name), "utf8")).not.toContain(done.one.key)
  expect(done.one.reviewed.stdout + done.one.reviewed.stderr).not.toContain(done.one.key)
})

test("act 2: corrected files halt until the key is rotated, and then still are REJECT", () => {
  expect(done.two.reviewed.exitCode).toBe(2)
  expect(done.two.reviewed.stdout).toContain("HALTED")
  expect(done.two.again.exitCode).toBe(2)
  expect(done.two.again.stdout).not.toContain("HALTED")
  expect(done.two.again.stdout).toMatch(/^ {2}REJECT$/m)
  expect(done.two.again.stdout).toMatch(/✓ sast +0 critical, 0 high, 0 medium, 0 low/)
  expect(done.two.again.stdout).toMatch(/✓ secrets +0 critical, 0 high, 0 medium, 0 low/)
})

test("act 3: [S4.9-1] prerequisites end with 1 while an approval is missing, and with 0 when all are there", () => {
  expect(done.three.before.exitCode).toBe(1)
  expect(done.three.before.stdout).toContain("✗ Security Lead authorization to initiate: no approval is on record")
  expect(done.three.before.stdout).toContain("4 prerequisite(s) missing.")
  expect(done.three.after.exitCode).toBe(0)
})

test("act 3: [S4.7-1] one high finding without a plan is REJECT; with owner and plan it becomes a condition", () => {
  expect(done.three.unplanned.exitCode).toBe(1)
  expect(done.three.unplanned.stdout).toMatch(/^ {2}REJECT$/m)
  expect(sources(done.three.open)).toEqual(["dependencies high", "dast medium"])
  expect(done.three.assessed.exitCode).toBe(0)
  expect(done.three.reviewed.exitCode).toBe(1)
  expect(done.three.reviewed.stdout).toMatch(/^ {2}APPROVE WITH CONDITIONS {2}waiting for coo$/m)
})

function sources(findings: readonly Finding[]): string[] {
  return findings.map((finding) => `${finding.class} ${finding.severity}`)
}

test("act 4: no certificate before an approval, no approval by a plain yes or by the author, and one given on another machine counts", () => {
  expect([done.four.early.exitCode, lastCode(done.four.early.stderr)]).toEqual([1, "certificate/approval-missing"])
  expect([done.four.yes.exitCode, lastCode(done.four.yes.stderr)]).toEqual([1, "approvals/never-valid"])
  expect([done.four.own.exitCode, lastCode(done.four.own.stderr)]).toEqual([1, "approvals/own-request"])
  expect(done.four.approved.exitCode).toBe(0)
  expect(done.four.reviewed.exitCode).toBe(0)
  expect(done.four.reviewed.stdout).toMatch(/^ {2}APPROVE WITH CONDITIONS {2}approved by carl \(coo\)$/m)
  expect(done.four.issued.exitCode).toBe(0)
  expect(done.four.issued.stdout).toMatch(/^APPROVE WITH CONDITIONS: certificate for [0-9a-f]{40} until /)
})

function lastCode(stderr: string): string | undefined {
  return /^ {2}code: (\S+)$/m.exec(stderr)?.[1]
}

test("act 5: both verifiers accept the certificate, and it ends by another commit, time, an edit and a revocation", () => {
  expect(done.five.verified.exitCode).toBe(0)
  expect(done.five.verified.stdout).toMatch(/The certificate holds\.\n$/)
  expect(done.five.accepted.exitCode).toBe(0)
  expect([done.five.other.exitCode, done.five.other.stdout]).toEqual([1, expect.stringContaining("certificate/wrong-commit")])
  expect([done.five.late.exitCode, done.five.late.stdout]).toEqual([1, expect.stringContaining("certificate/expired")])
  expect([done.five.edited.exitCode, done.five.edited.stdout]).toEqual([
    1,
    expect.stringContaining("certificate/artefact-changed: findings-register.csv"),
  ])
  expect(done.five.revoked.exitCode).toBe(0)
  expect([done.five.gone.exitCode, done.five.gone.stdout]).toEqual([1, expect.stringContaining("certificate/revoked")])
})

interface Tampering {
  readonly name: string
  readonly tamper: () => void
  /** Added to `certificate verify`; or the whole command. */
  readonly more?: readonly string[]
  readonly command?: readonly string[]
  readonly exitCode: number
  readonly codes: readonly string[]
  /** What the offline verifier says, where it sees something else: it has its own trust file, and no settings. */
  readonly offline?: { readonly exitCode: number; readonly codes: readonly string[] }
}

const edit = (name: string, from: string, to: string) => () => {
  const before = tour.read(name)
  const after = before.replace(from, to)
  if (after === before) throw new Error(`${name} does not hold ${from}`)
  tour.write(name, after)
}
const inEvidence = (name: string) => join(tour.shop, evidence, name)
const envelope = (change: (value: { payload: string; signatures: { keyid: string; sig: string }[] }) => void) => () => {
  const value = JSON.parse(tour.read(certificateFile)) as Parameters<typeof change>[0]
  change(value)
  tour.write(certificateFile, JSON.stringify(value))
}
const approvalFiles = () => readdirSync(inEvidence("approvals")).map((name) => `${evidence}/approvals/${name}`)
const nothing = () => {}
const issue = ["certificate", "issue", "--offline"]

/** Committed after the certificate, under the folder whose records need no second review. */
const committed = (name: string, text: string) => () => {
  tour.write(`${evidence}/${name}`, text)
  tour.git(["add", "--force", evidence])
  tour.git(["commit", "--quiet", "--message=Record"])
}
const gateChange = ["gate", "change", "--base", "HEAD~2", "--trust", "../trust.json"]

const tamperings: readonly Tampering[] = [
  { name: "nothing at all", tamper: nothing, exitCode: 0, codes: [] },
  { name: "the review run again", tamper: () => void tour.tipstaff(["review", "--offline"]), exitCode: 0, codes: [] },
  {
    name: "the review run again by somebody else",
    tamper: () => void tour.tipstaff(["review", "--offline"], { as: "carl" }),
    exitCode: 0,
    codes: [],
  },
  { name: "a file that it does not list", tamper: () => tour.write(`${evidence}/extra.md`, "more\n"), exitCode: 0, codes: [] },
  {
    name: "an artefact edited",
    tamper: edit(`${evidence}/security-review-report.md`, "high", "low"),
    exitCode: 1,
    codes: ["certificate/artefact-changed"],
  },
  {
    name: "the register edited",
    tamper: edit(`${evidence}/findings-register.csv`, "high", "low"),
    exitCode: 1,
    codes: ["certificate/artefact-changed"],
  },
  {
    name: "the decision edited",
    tamper: edit(`${evidence}/decision.json`, "APPROVE WITH CONDITIONS", "APPROVE"),
    exitCode: 1,
    codes: ["certificate/artefact-changed"],
  },
  {
    name: "scan results with a forged summary",
    tamper: edit(`${evidence}/scan-results.json`, '"high": 1', '"high": 0'),
    exitCode: 1,
    codes: ["certificate/artefact-changed"],
  },
  { name: "an artefact removed", tamper: () => unlinkSync(inEvidence("sbom.cdx.json")), exitCode: 1, codes: ["certificate/artefact-missing"] },
  {
    name: "an artefact moved and linked",
    tamper: () => {
      renameSync(inEvidence("intake.yaml"), join(tour.folder, "intake.yaml"))
      symlinkSync(join(tour.folder, "intake.yaml"), inEvidence("intake.yaml"))
    },
    exitCode: 1,
    codes: ["certificate/artefact-unsafe"],
  },
  {
    name: "an approval edited",
    tamper: () => edit(approvalFiles()[0]!, '"statement": ""', '"statement": "gladly"')(),
    exitCode: 1,
    codes: ["certificate/artefact-changed"],
  },
  { name: "one approval removed", tamper: () => rmSync(join(tour.shop, approvalFiles()[0]!)), exitCode: 1, codes: ["certificate/artefact-missing"] },
  {
    name: "the payload promising more",
    tamper: envelope((value) => {
      value.payload = Buffer.from(Buffer.from(value.payload, "base64").toString().replace("APPROVE WITH CONDITIONS", "APPROVE")).toString("base64")
    }),
    exitCode: 1,
    codes: ["certificate/bad-signature"],
  },
  {
    name: "another key id",
    tamper: envelope((value) => {
      value.signatures[0]!.keyid = "0123456789abcdef"
    }),
    exitCode: 1,
    codes: ["certificate/unknown-key"],
  },
  {
    name: "no signature",
    tamper: envelope((value) => {
      value.signatures = []
    }),
    exitCode: 1,
    codes: ["certificate/unsigned"],
  },
  {
    name: "an envelope cut short",
    tamper: () => tour.write(certificateFile, tour.read(certificateFile).slice(0, -40)),
    exitCode: 1,
    codes: ["certificate/malformed"],
  },
  {
    name: "the commit after it",
    tamper: () => void tour.git(["commit", "--quiet", "--allow-empty", "--message=More"]),
    exitCode: 1,
    codes: ["certificate/wrong-commit"],
  },
  {
    name: "the commit before the people were named",
    tamper: () => void tour.git(["checkout", "--quiet", "HEAD~1"]),
    exitCode: 2,
    codes: ["identity/trust-changed"],
    offline: { exitCode: 1, codes: ["certificate/wrong-commit"] },
  },
  {
    name: "a role added to a person",
    tamper: edit("tipstaff.yaml", "roles: [coo, ", "roles: [coo, ceo, "),
    exitCode: 2,
    codes: ["identity/trust-changed"],
    offline: { exitCode: 0, codes: [] },
  },
  { name: "a time after its expiry", tamper: nothing, more: ["--at", "2096-01-01T00:00:00Z"], exitCode: 1, codes: ["certificate/expired"] },
  { name: "a time before its issue", tamper: nothing, more: ["--at", "2020-01-01T00:00:00Z"], exitCode: 1, codes: ["certificate/not-yet-valid"] },
  {
    name: "a package that it does not name",
    tamper: nothing,
    more: ["--subject", "a".repeat(64)],
    exitCode: 1,
    codes: ["certificate/wrong-subject"],
  },
  { name: "a path where a digest belongs", tamper: nothing, more: ["--subject", "../../etc"], exitCode: 1, codes: ["certificate/wrong-subject"] },
  {
    name: "a revocation that says nothing",
    tamper: () => {
      const { certificate } = JSON.parse(tour.tipstaff(["certificate", "verify", certificateFile, "--json"]).stdout) as { certificate: string }
      mkdirSync(inEvidence("revocations"))
      tour.write(`${evidence}/revocations/${certificate}.json`, "{}")
    },
    exitCode: 1,
    codes: ["certificate/revocation-invalid"],
  },
  {
    name: "[S4.7-2] a gate on scan results with a forged summary",
    tamper: edit(`${evidence}/scan-results.json`, '"high": 1', '"high": 0'),
    command: ["gate", "scans", "--input", `${evidence}/scan-results.json`],
    exitCode: 2,
    codes: ["scans/summary-mismatch"],
  },
  {
    name: "a gate on controls in other words",
    tamper: edit(`${evidence}/manual-assessment.md`, "| Verified |", "| verified |"),
    command: ["gate", "controls", "--report", `${evidence}/manual-assessment.md`],
    exitCode: 1,
    codes: ["authentication"],
  },
  {
    name: "[S4.7-1] a new certificate after a plan was taken away",
    tamper: edit(`${evidence}/findings-register.csv`, "take the corrected release and run the shop's tests", ""),
    command: issue,
    exitCode: 1,
    codes: ["certificate/rejected"],
  },
  {
    name: "a new certificate after an approval was given another role",
    tamper: () => {
      for (const name of approvalFiles()) tour.write(name, tour.read(name).replace('"role": "coo"', '"role": "ceo"'))
    },
    command: issue,
    exitCode: 1,
    codes: ["certificate/approval-missing"],
  },
  {
    name: "a new certificate where nobody is trusted yet",
    tamper: () => rmSync(join(tour.folder, "machines"), { recursive: true }),
    command: issue,
    exitCode: 1,
    codes: ["certificate/rejected"],
  },
  { name: "[S1.1-2] the evidence committed", tamper: committed("notes.md", "more\n"), command: gateChange, exitCode: 0, codes: [] },
  {
    name: "[S1.1-2] code committed among the evidence",
    tamper: committed("deploy.py", "def login(user):\n    return True\n"),
    command: gateChange,
    exitCode: 1,
    codes: [],
  },
  {
    name: "a new certificate without the opening approvals",
    tamper: () => rmSync(inEvidence("approvals"), { recursive: true }),
    command: issue,
    exitCode: 1,
    codes: ["certificate/rejected"],
  },
]

test("a machine that has pinned nobody counts the approvals only by an exported trust", () => {
  restore()
  rmSync(join(tour.folder, "machines"), { recursive: true })
  expect(tour.tipstaff(["review", "--offline"]).exitCode).toBe(1)
  expect(tour.tipstaff(["review", "--offline", "--trust", "../trust.json"]).exitCode).toBe(0)
})

const integrations = (...words: readonly string[]) => tour.tipstaff(["integrations", ...words, "--trust", "../trust.json", "--json"])
const credential = (name: string, ...more: readonly string[]) =>
  integrations("credential", "storefront", "--name", name, "--needed", "read", "--granted", "read", ...more)
const listed = () => {
  const answer = integrations("list")
  const { integrations: all } = JSON.parse(answer.stdout) as { integrations: { state: string; reason: string; credentials: { name: string }[] }[] }
  return {
    exitCode: answer.exitCode,
    states: all.map((one) => one.state),
    reason: all[0]?.reason,
    credentials: all[0]?.credentials.map((one) => one.name),
  }
}

test("[S1.2-1] no credential is registered for what has no certified review", () => {
  restore()
  const refused = credential("payments", "--location", "op://shop/payments/token")
  expect(refused.exitCode).toBe(1)
  expect(refused.stdout).toContain("integrations/not-reviewed")
  expect(refused.stdout).toContain("Before any credentials are issued or data is exchanged")
  expect(listed()).toEqual({ exitCode: 0, states: [], reason: undefined, credentials: undefined })
})

test("[S1.2-1] [S1.3-6] [S1.3-9] after the review a credential is registered by its reference, with a rotation; never in a file, never with more than it needs", () => {
  restore()
  expect(integrations("activate", "storefront").exitCode).toBe(0)
  expect(credential("payments", "--location", "op://shop/payments/token").exitCode).toBe(0)
  expect(credential("payments", "--location", "op://shop/payments/token").exitCode).toBe(2)
  expect(credential("plain", "--location", "config.py").stdout).toContain("is not a reference into a secret store")
  expect(credential("wide", "--location", "op://shop/payments/token", "--granted", "read,write").exitCode).toBe(2)
  expect(
    integrations("credential", "storefront", "--name", "w", "--needed", "read", "--granted", "read,write", "--location", "op://a/b/c").stdout,
  ).toContain("granted but not needed: write")
  expect(listed()).toEqual({ exitCode: 0, states: ["active"], reason: "", credentials: ["payments"] })
})

test("[S1.2-4] a vendor becomes active only by a review of the kind vendor; the trigger is told as the product's own", () => {
  restore()
  const refused = integrations("activate", "storefront", "--kind", "vendor")
  expect(refused.exitCode).toBe(1)
  expect(refused.stdout).toContain("Before any data is shared or a contract is signed (product default)")
  expect(integrations("activate", "somebody else").stdout).toContain("the certificate here is for storefront")
})

test.each([
  ["its name is edited", "intake.yaml", 'subject: "storefront"', 'subject: "another"', "intake.yaml is not the one that the certificate names"],
  ["its signature is edited", "certificate.dsse.json", '"sig": "', '"sig": "AAAA', "signature"],
] as const)("[S1.2-1] an active integration is blocked when %s", (_name, file, from, to, reason) => {
  restore()
  expect(integrations("activate", "storefront").exitCode).toBe(0)
  const path = `.tipstaff/integrations/storefront/${file}`
  expect(tour.read(path)).toContain(from)
  tour.write(path, tour.read(path).replace(from, to))
  expect(listed()).toMatchObject({ exitCode: 1, states: ["blocked"], reason: expect.stringContaining(reason) as string })
  const again = credential("payments", "--location", "op://shop/payments/token")
  expect([again.exitCode, again.stdout.includes("integrations/not-reviewed")]).toEqual([1, true])
})

test("what is kept is never written through a link: not the certified folder, not the integrations", () => {
  const outside = newFolder()
  restore()
  rmSync(join(tour.shop, `${evidence}-certified`), { recursive: true })
  symlinkSync(outside, join(tour.shop, `${evidence}-certified`), "junction")
  expect(codesIn(tour.tipstaff([...issue, "--json"]).stdout)).toEqual(["evidence/not-a-folder"])
  mkdirSync(join(tour.shop, ".tipstaff"), { recursive: true })
  symlinkSync(outside, join(tour.shop, ".tipstaff", "integrations"), "junction")
  expect(codesIn(integrations("activate", "storefront").stdout)).toEqual(["evidence/not-a-folder"])
  expect(codesIn(integrations("list").stdout)).toEqual(["evidence/not-a-folder"])
  expect(readdirSync(outside)).toEqual([])
})

test("a certificate is kept with its evidence: it holds after the next review has written the folder anew, and a revocation reaches it", () => {
  restore()
  const kept = `${evidence}-certified/${tour.git(["rev-parse", "HEAD"]).stdout.trim().slice(0, 12)}/security-approval-certificate.dsse.json`
  const verify = (file: string) => tour.tipstaff(["certificate", "verify", file, "--commit", "HEAD~1", "--trust", "../trust.json", "--json"])
  tour.write("web/src/more.ts", "export const more = 1\n")
  tour.git(["add", "web/src/more.ts"])
  tour.git(["commit", "--quiet", "--message=More"])
  tour.tipstaff(["review", "--offline"])
  expect([verify(certificateFile).exitCode, verify(kept).exitCode]).toEqual([1, 0])
  expect(tour.tipstaff(["certificate", "revoke", certificateFile, "--reason", "found later", "--trust", "../trust.json"]).exitCode).toBe(0)
  expect(codesIn(verify(kept).stdout)).toEqual(["certificate/revoked"])
})

for (const tampering of tamperings) test(`after the certificate: ${tampering.name}`, () => tryIt(tampering))

function restore(): void {
  for (const name of ["storefront", "machines"]) {
    rmSync(join(tour.folder, name), { recursive: true, force: true })
    cpSync(join(certified, name), join(tour.folder, name), { recursive: true, verbatimSymlinks: true })
  }
}

function tryIt({ tamper, more = [], command, exitCode, codes, offline }: Tampering): void {
  restore()
  tamper()
  const answer = tour.tipstaff([...(command ?? ["certificate", "verify", certificateFile, ...more]), "--json"])
  expect([answer.exitCode, codesIn(answer.stdout)]).toEqual([exitCode, codes])
  if (command !== undefined) return
  const head = tour.git(["rev-parse", "HEAD"]).stdout.trim()
  const apart = tour.verify([certificateFile, "--trust", join(tour.folder, "trust.json"), "--commit", head, ...more, "--json"])
  expect([apart.exitCode, codesIn(apart.stdout)]).toEqual(offline === undefined ? [exitCode, codes] : [offline.exitCode, offline.codes])
}

/** Codes of a refused or failed command, of a verification's reasons, or the first word of a gate's notes. */
function codesIn(stdout: string): string[] {
  const answer = JSON.parse(stdout) as { error?: { code: string }; reasons?: { code: string }[]; notes?: string[] }
  if (answer.error) return [answer.error.code]
  return answer.reasons?.map((reason) => reason.code) ?? answer.notes?.map((note) => note.split(":")[0]!) ?? []
}

test("the offline verifier does not go by a trust file that was edited", () => {
  const trust = join(tour.folder, "other-trust.json")
  writeFileSync(trust, readFileSync(join(tour.folder, "trust.json"), "utf8").replaceAll('"coo"', '"ceo"'))
  const answer = tour.verify([join(certified, "storefront", certificateFile), "--trust", trust, "--commit", "a".repeat(40)])
  expect([answer.exitCode, answer.stderr]).toEqual([2, "tipstaff-verify: the trust file is not usable: its digest does not belong to its people\n"])
})
