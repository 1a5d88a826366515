/** A rejection under pressure: the COO alone has the final word, it is an incident, and nothing is certified. */
import { mkdirSync, readFileSync, readdirSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { expect, test } from "vitest"
import { git, newFolder, product, run } from "./product.ts"

test("[S1.5-4] overriding a rejection takes the COO and a reason, files a SEV2 incident, and leaves the rejection standing", () => {
  const root = newFolder()
  const state = newFolder()
  const passphrase = join(state, "passphrase")
  writeFileSync(passphrase, "correct horse battery staple\n", { mode: 0o600 })
  const tipstaff = (...args: readonly string[]) =>
    run(process.execPath, [product, ...args], root, { TIPSTAFF_STATE_DIR: state, TIPSTAFF_PASSPHRASE_FILE: passphrase })
  git(root, "init", "-q", "-b", "main")
  const key = JSON.parse(tipstaff("keys", "new", "carl", "--json").stdout) as Readonly<Record<string, string>>
  const id = Object.values(key).find((value) => /^[0-9a-f]{16}$/.test(value))
  const publicKey = Object.values(key).find((value) => value.startsWith("MCow"))
  const people = `people:\n  - { id: carl, name: Carl, roles: [coo, security.ops], keys: [{ id: "${id}", publicKey: "${publicKey}" }] }\n`
  writeFileSync(join(root, "tipstaff.yaml"), `version: 1\n${people}`)
  mkdirSync(join(root, "src"))
  writeFileSync(join(root, "src", "a.ts"), "export const a = 1\n")
  git(root, "add", "-A")
  git(root, "commit", "-q", "-m", "one")
  const { review_id: review } = JSON.parse(tipstaff("review", "--offline", "--json").stdout) as { review_id: string }
  const override = (...args: readonly string[]) =>
    tipstaff("approve", "--kind", "override", "--offline", "--phrase", `OVERRIDE REJECTION OF ${review}`, ...args)

  expect(override("--role", "security.ops", "--statement", "the launch is today")).toMatchObject({
    exitCode: 1,
    stderr: expect.stringContaining("review/not-coo") as unknown,
  })
  expect(override("--role", "coo")).toMatchObject({ exitCode: 1, stderr: expect.stringContaining("approvals/reason-missing") as unknown })
  expect(override("--role", "coo", "--statement", "the launch is today").exitCode).toBe(0)

  const [file = ""] = readdirSync(join(root, "Claude/operations/incidents/open"))
  expect(file).toMatch(/^INC-\d{4}-\d{4}-override-of-sr-/)
  const incident = readFileSync(join(root, "Claude/operations/incidents/open", file), "utf8")
  expect(incident).toContain("severity: SEV2\n")
  expect(incident).toContain("Why It Likely Failed: the launch is today\n")
  const after = JSON.parse(tipstaff("review", "--offline", "--json").stdout) as { recommendation: string; approved: boolean }
  expect(after).toMatchObject({ recommendation: "REJECT", approved: false })
  expect(readFileSync(join(root, ".artifacts/review-security/disposition-record.md"), "utf8")).toContain("| coo | carl | approve (override) |")
  expect(tipstaff("certificate", "issue", "--offline").stderr).toContain("certificate/rejected")
})
