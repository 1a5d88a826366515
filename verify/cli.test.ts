import { execFileSync, spawnSync } from "node:child_process"
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import { afterAll, beforeAll, expect, test } from "vitest"
import { evidenceIn } from "../src/domain/certificates/evidence.ts"
import { verifyCertificate } from "../src/domain/certificates/verify.ts"
import { publicPem } from "../src/platform/keys.ts"
import { commit, evidenceFiles, issue, makeEvidence, makeWorld, otherCommit, trustOf } from "./fixture.ts"

const command = fileURLToPath(new URL("cli.mjs", import.meta.url))
const document = fileURLToPath(new URL("../docs/certificate.md", import.meta.url))
const world = makeWorld()
const certificate = issue(world)

let evidence: string
let elsewhere: string
let file: string
let trust: string
beforeAll(async () => {
  evidence = await makeEvidence()
  elsewhere = await mkdtemp(join(tmpdir(), "tipstaff-trust-"))
  file = join(evidence, "security-approval-certificate.dsse.json")
  trust = join(elsewhere, "trust.json")
  await writeFile(file, certificate.text)
  await writeFile(trust, trustOf(world.people))
})
afterAll(async () => {
  await rm(evidence, { recursive: true, force: true })
  await rm(elsewhere, { recursive: true, force: true })
})

function verify(...args: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [command, ...args], { cwd: elsewhere, encoding: "utf8", env: {} })
  return { status, stdout, stderr }
}

test("[S4.6-5] the offline verifier passes, fails and says when it could not check", () => {
  const usual = [file, "--trust", trust, "--at", "2026-11-25T12:00:00Z"]
  const held = verify(...usual, "--commit", commit)
  expect([held.status, held.stderr]).toEqual([0, ""])
  expect(held.stdout).toMatch(/the certificate holds\n$/)
  expect(held.stdout).toContain("condition      Rotate the deploy token (fay, due 2026-12-01)\n")
  const other = verify(...usual, "--commit", otherCommit)
  expect(other.status).toBe(1)
  expect(other.stdout).toContain("certificate/wrong-commit: ")
  expect(verify(...usual).status).toBe(2)
  expect(verify(...usual, "--commit", commit, "--evidence", elsewhere).status).toBe(1)
  expect(verify(...usual, "--commit", commit, "--evidence", elsewhere, "--without-evidence").status).toBe(0)
  expect(verify(file, "--trust", trust, "--commit", commit, "--at", "2027-06-01T00:00:00Z").stdout).toContain("certificate/expired: ")
})

test("wrong use, missing files and an unusable trust file exit with 2 and say so on stderr", async () => {
  const broken = join(elsewhere, "broken.json")
  await writeFile(broken, trustOf(world.people).replace("security.ops", "coo"))
  const uses = [
    [],
    [file],
    [file, "--trust", join(elsewhere, "none.json")],
    [join(elsewhere, "none.json"), "--trust", trust],
    [file, "--trust", broken],
    [file, "--trust", file],
    [file, "--trust", trust, "--at", "noon"],
    [file, "--trust", trust, "--unknown"],
  ]
  for (const use of uses) {
    const { status, stdout, stderr } = verify(...use)
    expect([use, status, stdout, stderr.startsWith("tipstaff-verify: ")]).toEqual([use, 2, "", true])
  }
})

function names(checks: unknown): [string, string][] {
  return (checks as { name: string; outcome: string }[]).map((check) => [check.name, check.outcome])
}

test("the JSON answer names the schema and the same checks as the product", async () => {
  const answer = JSON.parse(verify(file, "--trust", trust, "--commit", commit, "--at", "2026-11-25T12:00:00Z", "--json").stdout) as Record<
    string,
    unknown
  >
  const product = await verifyCertificate(Buffer.from(certificate.text), {
    people: world.people,
    at: Date.parse("2026-11-25T12:00:00Z"),
    commit,
    evidence: evidenceIn(evidence),
    revocation: () => Promise.resolve(undefined),
  })
  expect(answer).toMatchObject({ schema: "tipstaff.certificate-verification/1", outcome: "pass", certificate: certificate.digest, reasons: [] })
  expect(names(answer["checks"])).toEqual(names(product.checks))
})

test("the verifier imports nothing but Node.js itself", async () => {
  for (const name of ["verify.mjs", "cli.mjs"]) {
    const text = await readFile(fileURLToPath(new URL(name, import.meta.url)), "utf8")
    const imported = [...text.matchAll(/(?:from|import\()\s*"([^"]+)"/g)].map((match) => match[1])
    expect(imported.filter((one) => !one!.startsWith("node:"))).toEqual(name === "cli.mjs" ? ["./verify.mjs"] : [])
  }
  const manifest = JSON.parse(await readFile(fileURLToPath(new URL("package.json", import.meta.url)), "utf8")) as Record<string, unknown>
  expect(Object.keys(manifest).filter((key) => /dependencies/i.test(key))).toEqual([])
})

const tools = ["openssl", "jq", "base64", "sha256sum"].every((tool) => spawnSync(tool, ["--help"], { stdio: "ignore" }).error === undefined)

test.runIf(tools && process.platform === "linux")(
  "the openssl commands of docs/certificate.md accept the certificate and refuse an edited one",
  async () => {
    const script = /```sh\n# openssl\n([\s\S]*?)```/.exec(await readFile(document, "utf8"))?.[1] ?? "exit 9"
    const check = (envelope: string) => {
      const folder = join(elsewhere, "openssl")
      execFileSync("mkdir", ["-p", folder])
      execFileSync("cp", [envelope, join(folder, "security-approval-certificate.dsse.json")])
      return spawnSync("sh", ["-eu", "-c", script], {
        cwd: folder,
        encoding: "utf8",
        env: { ...process.env, KEY: join(elsewhere, "issuer.pem"), EVIDENCE: evidence },
      })
    }
    await writeFile(join(elsewhere, "issuer.pem"), publicPem(world.signers["ada"]!.publicKey))
    const good = check(file)
    expect([good.status, good.stderr]).toEqual([0, ""])
    expect(good.stdout).toContain("Signature Verified Successfully")
    expect(good.stdout).toContain(`${commit}\n`)
    for (const path of Object.keys(evidenceFiles)) expect(good.stdout).toContain(`${path}: OK\n`)
    const edited = join(elsewhere, "edited.json")
    const envelope = JSON.parse(certificate.text) as { payload: string }
    envelope.payload = Buffer.from(Buffer.from(envelope.payload, "base64").toString().replace("Rotate", "Ignore")).toString("base64")
    await writeFile(edited, JSON.stringify(envelope))
    expect(check(edited).status).not.toBe(0)
  },
)
