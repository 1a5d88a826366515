import { execFileSync } from "node:child_process"
import { chmod, mkdir, mkdtemp, readFile, realpath, rm, writeFile } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterAll, beforeAll, expect, test } from "vitest"
import { approve, draftContent, evidenceFiles } from "../../../verify/fixture.ts"
import { fixedClock } from "../../base/clock.ts"
import type { Operation } from "../../base/operation.ts"
import type { World } from "../../base/world.ts"
import { loadKey, unlockKey } from "../../platform/keys.ts"
import { keysList, keysNew, keysShow, trustAccept, trustExport, trustShow, trustSign } from "../identity/operations.ts"
import { peopleSettings } from "../identity/people.ts"
import { dispositionFacts } from "./facts.ts"
import { issueCertificate } from "./issue.ts"
import { certificateRevoke, certificateVerify } from "./operations.ts"

const at = "2026-11-20T12:00:00Z"
const passphrase = ["four", "plain", "random", "words"].join(" ")
const identity = { GIT_AUTHOR_NAME: "a", GIT_AUTHOR_EMAIL: "a@example.org", GIT_COMMITTER_NAME: "a", GIT_COMMITTER_EMAIL: "a@example.org" }

let folder: string
let repository: string
let evidence: string
let file: string

function worldOf(change: { answers?: string[]; interactive?: boolean; cwd?: string; stateDir?: string; at?: string; noted?: string[] } = {}): World {
  const answers = change.answers ?? []
  return {
    clock: fixedClock(change.at ?? at),
    env: { ...process.env, TIPSTAFF_PASSPHRASE_FILE: join(folder, "passphrase") },
    cwd: change.cwd ?? repository,
    stateDir: change.stateDir ?? join(folder, "state"),
    signal: new AbortController().signal,
    fetch,
    terminal: {
      interactive: change.interactive ?? true,
      colour: false,
      note: () => {},
      warn: (line) => void change.noted?.push(line),
      progress: () => {},
      ask: () => Promise.resolve(answers.shift() ?? ""),
    },
  }
}

async function run<Output>(world: World, operation: Operation<never, Output> | Operation, input: Record<string, unknown>) {
  const handle = await (operation as Operation).load()
  return handle(world, operation.input.parse(input))
}

async function codeOf(work: Promise<unknown>): Promise<unknown> {
  return work.then(
    () => "no error",
    (thrown: { code?: string }) => thrown.code,
  )
}

function git(...args: string[]): string {
  return execFileSync("git", args, { cwd: repository, encoding: "utf8", env: { ...process.env, ...identity } }).trim()
}

const keySchema = (data: unknown) => data as { id: string; publicKey: string }

beforeAll(async () => {
  folder = await realpath(await mkdtemp(join(tmpdir(), "tipstaff-operations-")))
  repository = join(folder, "repository")
  evidence = join(repository, ".artifacts", "review-security")
  file = join(evidence, "security-approval-certificate.dsse.json")
  await mkdir(evidence, { recursive: true })
  await writeFile(join(folder, "passphrase"), `${passphrase}\n`)
  await chmod(join(folder, "passphrase"), 0o600)
  git("init", "-q", "-b", "main")
  for (const [path, text] of Object.entries(evidenceFiles)) {
    await mkdir(join(evidence, path, ".."), { recursive: true })
    await writeFile(join(evidence, path), text)
  }
})
afterAll(() => rm(folder, { recursive: true, force: true }))

test("keys are made, listed and shown, and none of the answers holds the passphrase", async () => {
  const made = await run(worldOf(), keysNew, { name: "ada" })
  await run(worldOf(), keysNew, { name: "ben" })
  expect(made.exitCode).toBe(0)
  expect(made.text).toContain(`- id: "${keySchema(made.data).id}"`)
  expect((await run(worldOf(), keysList, {})).text).toMatch(
    /^[0-9a-f]{16} {2}2026-11-20T12:00:00Z {2}ada\n[0-9a-f]{16} {2}2026-11-20T12:00:00Z {2}ben\n$/,
  )
  const shown = await run(worldOf(), keysShow, { name: "ada", pem: true })
  expect(shown.text).toMatch(/^-----BEGIN PUBLIC KEY-----\n[A-Za-z0-9+/=]+\n-----END PUBLIC KEY-----\n$/)
  expect(JSON.stringify([made, shown])).not.toContain(passphrase)
  expect((await run(worldOf({ stateDir: join(folder, "empty") }), keysList, {})).text).toBe("There is no key here. Next: tipstaff keys new NAME\n")
  expect(await codeOf(run(worldOf(), keysNew, { name: "ada" }))).toBe("keys/exists")
})

async function section(name: string, roles: string): Promise<string> {
  const { data } = await run(worldOf(), keysShow, { name })
  const key = keySchema(data)
  return `  - id: ${name}\n    name: ${name}\n    roles: [${roles}]\n    keys:\n      - id: "${key.id}"\n        publicKey: ${key.publicKey}\n`
}

async function writePeople(adaRoles: string): Promise<void> {
  await writeFile(join(repository, "tipstaff.yaml"), `people:\n${await section("ada", adaRoles)}${await section("ben", "coo")}`)
}

test("people are trusted only after a person at the terminal types the phrase", async () => {
  await writePeople("security.ops")
  const shown = await run(worldOf(), trustShow, {})
  expect([shown.exitCode, (shown.data as { state: string }).state]).toEqual([1, "unpinned"])
  const phrase = `TRUST ${(shown.data as { digest: string }).digest.slice(0, 12)}`
  expect(await codeOf(run(worldOf({ interactive: false, answers: [phrase] }), trustAccept, {}))).toBe("identity/not-interactive")
  expect(await codeOf(run(worldOf({ answers: ["yes"] }), trustAccept, {}))).toBe("approvals/phrase-mismatch")
  expect(await codeOf(run(worldOf(), trustExport, {}))).toBe("identity/not-pinned")
  const noted: string[] = []
  expect((await run(worldOf({ answers: [phrase], noted }), trustAccept, {})).exitCode).toBe(0)
  expect(noted).toHaveLength(2)
  expect((await run(worldOf(), trustShow, {})).exitCode).toBe(0)
})

test("a changed list is refused until a trusted person signs it", async () => {
  await writePeople("security.ops, security.lead")
  expect((await run(worldOf(), trustShow, {})).exitCode).toBe(1)
  expect(await codeOf(run(worldOf(), trustExport, {}))).toBe("identity/trust-changed")
  const signed = await run(worldOf(), trustSign, { key: "ada" })
  expect(signed.exitCode).toBe(0)
  expect((await run(worldOf(), trustShow, {})).exitCode).toBe(0)
  const exported = await run(worldOf(), trustExport, {})
  expect(JSON.parse(exported.text)).toEqual(exported.data)
  await writeFile(join(folder, "trust.json"), exported.text)
})

async function certify(commit: string): Promise<void> {
  const { people } = peopleOf(await readFile(join(folder, "trust.json"), "utf8"))
  const signers = {
    ada: await unlockKey(await loadKey(join(folder, "state"), "ada"), passphrase),
    ben: await unlockKey(await loadKey(join(folder, "state"), "ben"), passphrase),
  }
  const content = draftContent({
    commit,
    gates: [{ name: "scans", outcome: "pass" }],
    authority: { rows: ["S1.5-2"], steps: [{ role: "coo", kind: "disposition", decision: "approve" }], samePerson: "refuse", ownRequest: "refuse" },
  })
  const approval = approve(
    { people, signers },
    { kind: "disposition", role: "coo", person: "ben", facts: dispositionFacts(content), target: content.reviewId },
  )
  const how = { people, issuer: { person: "ada", role: "security.ops" }, at: Date.parse(at), version: "0.1.0", unansweredCriticals: [] }
  await writeFile(file, issueCertificate({ ...content, approvals: [approval] }, how, signers.ada).text)
}

function peopleOf(text: string) {
  return { people: peopleSettings.parse((JSON.parse(text) as { people: unknown }).people) }
}

test("[S4.6-5] a certificate is compared with HEAD by default, with another commit it fails, and the answer says with what", async () => {
  git("add", "tipstaff.yaml")
  git("commit", "-q", "-m", "first")
  const first = git("rev-parse", "HEAD")
  await certify(first)
  const noted: string[] = []
  const held = await run(worldOf({ noted }), certificateVerify, { file })
  expect(held.exitCode).toBe(0)
  expect(held.text).toContain(`compared with  HEAD of ${repository}, commit ${first}, with uncommitted changes\n`)
  expect(noted).toEqual(["the work tree differs from HEAD; what is not committed is not covered by any certificate"])
  git("commit", "-q", "--allow-empty", "-m", "second")
  const failed = await run(worldOf(), certificateVerify, { file })
  expect([failed.exitCode, (failed.data as { reasons: { code: string }[] }).reasons.map((one) => one.code)]).toEqual([
    1,
    ["certificate/wrong-commit"],
  ])
  expect((await run(worldOf(), certificateVerify, { file, commit: "HEAD~1" })).exitCode).toBe(0)
  expect((await run(worldOf(), certificateVerify, { file, commit: first })).exitCode).toBe(0)
  expect((await run(worldOf(), certificateVerify, { file, subject: `sha256:${"3d".repeat(32)}` })).exitCode).toBe(0)
  expect((await run(worldOf(), certificateVerify, { file, subject: "00".repeat(32) })).exitCode).toBe(1)
  expect((await run(worldOf(), certificateVerify, { file, commit: first, at: "2027-01-01T00:00:00Z" })).exitCode).toBe(1)
  expect((await run(worldOf(), certificateVerify, { file, commit: first, evidence: folder })).exitCode).toBe(1)
  expect((await run(worldOf(), certificateVerify, { file, commit: first, evidence: folder, withoutEvidence: true })).exitCode).toBe(0)
})

test("outside a repository a trust file is needed, and without a commit nothing passes", async () => {
  const outside = { cwd: folder, stateDir: join(folder, "elsewhere") }
  const trust = join(folder, "trust.json")
  expect(await codeOf(run(worldOf(outside), certificateVerify, { file }))).toBe("identity/not-pinned")
  const open = await run(worldOf(outside), certificateVerify, { file, trust })
  expect([open.exitCode, (open.data as { outcome: string }).outcome]).toEqual([2, "not_run"])
  expect((await run(worldOf(outside), certificateVerify, { file, trust, commit: git("rev-parse", "HEAD~1") })).exitCode).toBe(0)
  expect(await codeOf(run(worldOf(outside), certificateVerify, { file, trust, commit: "main" }))).toBe("git/not-a-repository")
  expect(await codeOf(run(worldOf(outside), certificateVerify, { file: join(folder, "none.json"), trust }))).toBe("file/missing")
  expect(await codeOf(run(worldOf(outside), certificateVerify, { file, trust: file }))).toBe("identity/trust-invalid")
  expect(await codeOf(run(worldOf(outside), certificateVerify, { file, trust, at: "noon" }))).toBe("usage/invalid-input")
})

test("an edit of tipstaff.yaml alone adds nobody whose signature counts", async () => {
  const before = await readFile(join(repository, "tipstaff.yaml"), "utf8")
  await writePeople("security.ops, coo, ceo")
  expect(await codeOf(run(worldOf(), certificateVerify, { file }))).toBe("identity/trust-changed")
  await writeFile(join(repository, "tipstaff.yaml"), before)
})

test("a revoked certificate fails with the reason, and is revoked once", async () => {
  const commit = git("rev-parse", "HEAD~1")
  expect(await codeOf(run(worldOf(), certificateRevoke, { file, reason: "leak" }))).toBe("keys/ambiguous")
  expect(await codeOf(run(worldOf(), certificateRevoke, { file, reason: " ", key: "ben" }))).toBe("approvals/reason-missing")
  const revoked = await run(worldOf(), certificateRevoke, { file, reason: "a key leaked", key: "ben" })
  expect([revoked.exitCode, (revoked.data as { role: string }).role]).toEqual([0, "coo"])
  const failed = await run(worldOf(), certificateVerify, { file, commit })
  expect(failed.exitCode).toBe(1)
  expect(failed.text).toContain("certificate/revoked: revoked by ben (coo) at 2026-11-20T12:00:00Z: a key leaked\n")
  expect(await codeOf(run(worldOf(), certificateRevoke, { file, reason: "again", key: "ben" }))).toBe("certificate/already-revoked")
})
