import { existsSync, readFileSync, statSync, symlinkSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { expect, test } from "vitest"
import { temporaryFolder } from "../../../../test/support/repository.ts"
import { auditDetections, securityAuditFile, type SecretDetected } from "./security-audit.ts"

const at = Date.parse("2026-11-20T12:00:00Z")
const one: SecretDetected = { rule: "github-pat", path: "a.py", line: 3, fingerprint: "ab12", where: "staged" }

test("[S2.1-18] a detection is one appended JSON line that names rule and place", async () => {
  const folder = join(temporaryFolder(), "state")
  expect(await auditDetections(folder, at, [one])).toBeUndefined()
  expect(await auditDetections(folder, at, [{ ...one, path: "b\n.py", where: "range", repository: "/work" }])).toBeUndefined()
  const text = readFileSync(securityAuditFile(folder), "utf8")
  expect(
    text
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line) as unknown),
  ).toEqual([
    {
      time: "2026-11-20T12:00:00Z",
      kind: "secret-detected",
      rule: "github-pat",
      path: "a.py",
      line: 3,
      fingerprint: "ab12",
      action: "blocked",
      where: "staged",
    },
    {
      time: "2026-11-20T12:00:00Z",
      kind: "secret-detected",
      rule: "github-pat",
      path: "b\n.py",
      line: 3,
      fingerprint: "ab12",
      action: "blocked",
      where: "range",
      repository: "/work",
    },
  ])
  const expected = process.platform === "win32" ? statSync(securityAuditFile(folder)).mode & 0o777 : 0o600
  expect(statSync(securityAuditFile(folder)).mode & 0o777).toBe(expected)
})

test("an audit that cannot be written is a warning, and a link is not followed", async () => {
  const folder = temporaryFolder()
  writeFileSync(join(folder, "file"), "")
  expect(await auditDetections(join(folder, "file"), at, [one])).toMatch(/^the security audit could not be written to .*file/)
  const elsewhere = join(folder, "elsewhere")
  symlinkSync(elsewhere, securityAuditFile(folder))
  const warned = await auditDetections(folder, at, [one])
  const followed = process.platform !== "win32" && existsSync(elsewhere)
  expect([warned === undefined && process.platform !== "win32", followed]).toEqual([false, false])
})

test("a flood is cut, and what is left out is counted", async () => {
  const folder = temporaryFolder()
  await auditDetections(
    folder,
    at,
    Array.from({ length: 1200 }, () => one),
  )
  const lines = readFileSync(securityAuditFile(folder), "utf8").trimEnd().split("\n")
  expect([lines.length, JSON.parse(lines.at(-1)!)]).toEqual([1001, { time: "2026-11-20T12:00:00Z", kind: "secrets-not-listed", count: 200 }])
})
