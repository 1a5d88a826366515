import { generateKeyPairSync } from "node:crypto"
import { mkdir, mkdtemp, readdir, rm, writeFile } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import * as fc from "fast-check"
import { expect, test } from "vitest"
import { canonicalJson, type Json } from "../../base/canonical-json.ts"
import { signerOf } from "../../platform/keys.ts"
import { peopleSettings } from "../identity/people.ts"
import { approvalType, signApproval, subjectOf, verifyApproval, type ApprovalContext, type ApprovalDraft, type ApprovalRecord } from "./approval.ts"
import { readApprovals, spendApproval, writeApproval } from "./store.ts"

const ada = signerOf(generateKeyPairSync("ed25519").privateKey)
const ben = signerOf(generateKeyPairSync("ed25519").privateKey)
const people = peopleSettings.parse([
  { id: "ada", name: "Ada", roles: ["security.lead"], keys: [{ id: ada.keyId, publicKey: ada.publicKey }] },
  { id: "ben", name: "Ben", roles: ["coo"], keys: [{ id: ben.keyId, publicKey: ben.publicKey, notAfter: "2026-11-20" }] },
])
const facts = { review: "SR-1", scope: ["payments"] }
const created = Date.parse("2026-11-20T12:00:00Z")
const hour = 3_600_000

const draft: ApprovalDraft = {
  kind: "initiate",
  facts,
  target: "SR-1",
  role: "security.lead",
  person: "ada",
  decision: "approve",
  phrase: "AUTHORIZE REVIEW SR-1",
  statement: "",
  createdAt: created,
  expiresAt: created + hour,
}
const record = signApproval(ada, draft)
const context: ApprovalContext = { people, at: created + 60_000, subject: subjectOf(facts), kind: "initiate" }

function faultOf(value: unknown, change: Partial<ApprovalContext> = {}): string {
  const verdict = verifyApproval(value, { ...context, ...change })
  return verdict.outcome === "pass" ? "pass" : verdict.fault
}

/** The record with a change, signed again by whoever holds a key. */
function resign(change: Partial<ApprovalRecord>, signer = ada): unknown {
  const { signature: _, ...unsigned } = { ...record, ...change }
  return { ...unsigned, signature: signer.sign(approvalType, canonicalJson(unsigned as unknown as Json)) }
}

test("[S4.1-9] a signed authorisation to begin verifies for its person, facts and time", () => {
  const verdict = verifyApproval(JSON.parse(JSON.stringify(record)), context)
  expect(verdict).toMatchObject({ outcome: "pass", approval: { id: record.id }, person: { id: "ada" } })
})

test("[S2.2-3] an approval of one hour holds until 59:59 and not at 60:00", () => {
  expect(faultOf(record, { at: created })).toBe("pass")
  expect(faultOf(record, { at: created + hour - 1000 })).toBe("pass")
  expect(faultOf(record, { at: created + hour })).toBe("expired")
  expect(faultOf(record, { at: created + hour + 1000 })).toBe("expired")
  expect(faultOf(record, { at: created + 40 * hour, ignoreExpiry: true })).toBe("pass")
  expect(faultOf(record, { at: created - 1000 })).toBe("not-yet-valid")
})

test("an approval says why it does not hold", () => {
  const cases: [string, string, unknown, Partial<ApprovalContext>?][] = [
    ["other facts", "wrong-subject", record, { subject: subjectOf({ ...facts, scope: ["all"] }) }],
    ["another kind", "wrong-kind", record, { kind: "disposition" }],
    ["[S2.2-16] used before", "already-used", record, { used: new Set([record.id]) }],
    ["a person nobody trusts", "unknown-person", record, { people: people.filter((one) => one.id !== "ada") }],
    ["a role that is not held", "role-not-held", resign({ role: "coo" })],
    ["the key of someone else", "unknown-key", resign({ key_id: ben.keyId }, ben)],
    [
      "a key that had ended",
      "expired-key",
      signApproval(ben, { ...draft, person: "ben", role: "coo", createdAt: created + 24 * hour, expiresAt: created + 48 * hour }),
      { at: created + 25 * hour },
    ],
    ["an edited statement", "bad-signature", { ...record, statement: "x" }],
    ["an edited decision", "bad-signature", { ...record, decision: "reject" }],
    ["edited facts", "bad-signature", { ...record, facts: { ...facts, scope: [] } }],
    ["a later expiry", "bad-signature", { ...record, expires_at: "2027-11-20T13:00:00Z" }],
    ["a signature by another key", "bad-signature", { ...record, signature: ben.sign(approvalType, "x") }],
    ["a digest of other facts, signed", "wrong-subject", resign({ subject: "0".repeat(64) }), { subject: "0".repeat(64) }],
    ["facts swapped under the digest, signed", "wrong-subject", resign({ facts: { review: "SR-2" } })],
    ["[S2.2-14] a signed yes", "never-valid", resign({ phrase: "yes" })],
    ["[S2.2-10] a signed near miss", "phrase-mismatch", resign({ phrase: "NOT AUTHORIZE REVIEW SR-1" })],
    ["an end before the beginning", "malformed", resign({ expires_at: record.created_at })],
    ["a day that does not exist", "malformed", resign({ created_at: "2026-13-40T12:00:00Z" })],
    ["an unknown field", "malformed", { ...record, note: "" }],
    ["no signature", "malformed", { ...record, signature: undefined }],
    ["an infinite number in the facts", "malformed", { ...record, facts: { amount: Infinity } }],
    ["a lone surrogate in the facts", "malformed", { ...record, facts: { name: "\ud800" } }],
    ["facts beyond 256 KiB", "malformed", resign({ facts: { text: "x".repeat(300_000) } })],
  ]
  for (const [what, fault, value, change] of cases) expect([what, faultOf(value, change)]).toEqual([what, fault])
})

test("[S2.2-15] an agent without the person's key cannot make an approval, whatever it writes", () => {
  const agent = signerOf(generateKeyPairSync("ed25519").privateKey)
  expect(faultOf(signApproval(agent, draft))).toBe("unknown-key")
  expect(faultOf({ ...signApproval(agent, draft), key_id: ada.keyId })).toBe("bad-signature")
})

test("a draft that approves nothing is refused before it is signed", () => {
  const refused: [Partial<ApprovalDraft>, string][] = [
    [{ phrase: "yes" }, "approvals/never-valid"],
    [{ phrase: "authorize review SR-1" }, "approvals/phrase-mismatch"],
    [{ decision: "reject", phrase: "REJECT SR-1" }, "approvals/reason-missing"],
    [{ kind: "override", phrase: "OVERRIDE REJECTION OF SR-1" }, "approvals/reason-missing"],
    [{ kind: "waiver", phrase: "WAIVE GATE SR-1" }, "approvals/reason-missing"],
    [{ statement: "x".repeat(5000) }, "approvals/invalid"],
  ]
  for (const [change, code] of refused) expect(() => signApproval(ada, { ...draft, ...change })).toThrow(expect.objectContaining({ code }))
})

test("verification never throws on garbage", () => {
  expect(fc.check(fc.property(fc.jsonValue(), (value) => faultOf(value) === "malformed")).failed).toBe(false)
  const fields = Object.keys(record)
  const edited = fc.property(fc.constantFrom(...fields), fc.jsonValue(), (field, value) => {
    const same = JSON.stringify(value) === JSON.stringify(record[field as keyof ApprovalRecord])
    return same || faultOf({ ...record, [field]: value }) !== "pass"
  })
  expect(fc.check(edited).failed).toBe(false)
})

test("approvals are kept one per file; what cannot be read is named; each is spent once", async () => {
  const folder = await mkdtemp(join(tmpdir(), "tipstaff-approvals-"))
  try {
    expect(await readApprovals(folder)).toEqual({ records: [], used: new Set(), unreadable: [] })
    await writeApproval(folder, record)
    await expect(writeApproval(folder, record)).rejects.toMatchObject({ code: "file/exists" })
    await writeFile(join(folder, "approvals", "A-0000000000000000.json"), "{")
    await writeFile(join(folder, "approvals", "notes.txt"), "")
    await mkdir(join(folder, "approvals", "A-1111111111111111.json"))
    const spending = await Promise.allSettled([1, 2, 3].map(() => spendApproval(folder, record.id, "certificate", created)))
    expect(spending.map((one) => one.status).sort()).toEqual(["fulfilled", "rejected", "rejected"])
    await expect(spendApproval(folder, record.id, "again", created)).rejects.toMatchObject({ code: "approvals/already-used" })
    const { records, used, unreadable } = await readApprovals(folder)
    expect(records).toEqual([{ file: `${record.id}.json`, value: record }])
    expect(used).toEqual(new Set([record.id]))
    expect(unreadable.map((one) => one.file)).toEqual(["A-0000000000000000.json", "A-1111111111111111.json", "notes.txt"])
    expect(await readdir(folder)).toEqual(["approvals"])
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
})
