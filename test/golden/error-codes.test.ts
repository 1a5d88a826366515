/** docs/errors.md names every error code of the source, once, with what it means and what to do. */
import { readFileSync } from "node:fs"
import { expect, test } from "vitest"
import { exitCode } from "../../src/base/exit-code.ts"
import { computedErrorCodes, errorCodeLiterals } from "./source.ts"

// Codes that are put together, each in one place, from a closed list of faults.
const computed: Readonly<Record<string, readonly string[]>> = {
  "src/domain/approvals/approval.ts: approvals/${fault}": [
    "approvals/malformed",
    "approvals/wrong-kind",
    "approvals/wrong-subject",
    "approvals/never-valid",
    "approvals/phrase-mismatch",
    "approvals/not-yet-valid",
    "approvals/expired",
    "approvals/role-not-held",
    "approvals/already-used",
    "approvals/unknown-person",
    "approvals/unknown-key",
    "approvals/expired-key",
    "approvals/bad-signature",
  ],
  "src/domain/certificates/envelope.ts: certificate/${read.fault}": [
    "certificate/duplicate-keys",
    "certificate/malformed",
    "certificate/not-utf8",
    "certificate/too-deep",
  ],
}

const page = readFileSync("docs/errors.md", "utf8")
const rows = [...page.matchAll(/^\| `([a-z-]+\/[a-z0-9-]+)` \| (.*) \| (.*) \|\r?$/gm)].map(([, code = "", meaning = "", advice = ""]) => ({ code, meaning, advice }))

test("the page lists exactly the codes of the source", () => {
  const known = new Set([...errorCodeLiterals(), ...Object.values(computed).flat()])
  expect(rows.map((row) => row.code).sort()).toEqual([...known].sort())
})

test("every row says what the code means and what to do", () => {
  expect(rows.filter((row) => row.meaning.trim().length < 8 || row.advice.trim().length < 8).map((row) => row.code)).toEqual([])
})

test("codes that are put together at run time are known here", () => {
  expect([...new Set(computedErrorCodes())]).toEqual(Object.keys(computed))
})

test("exit codes", () => {
  expect(exitCode).toEqual({ ok: 0, refused: 1, couldNotRun: 2 })
  expect([...page.matchAll(/^\| (\d) \| (.*) \|\r?$/gm)].map(([, code, meaning]) => `${code} ${meaning}`)).toEqual([
    "0 clean, allowed, approved",
    "1 findings, a refusal, a failed gate, not yet approved",
    "2 could not run or could not check: usage, missing input, an incomplete scan, an internal error",
  ])
})
