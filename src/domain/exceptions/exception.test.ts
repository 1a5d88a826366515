import { expect, test } from "vitest"
import { factsDigest, judgeException, parseException, type ExceptionFacts, type ExceptionRecord } from "./exception.ts"

const digest = factsDigest({ id: "F-1", severity: "high" })

const record: ExceptionRecord = {
  schema: "tipstaff.exception/1",
  id: "EX-0123456789ab",
  kind: "risk_acceptance",
  rule: "F-1",
  scope: "SR-1",
  reason: "the service ends in December",
  compensating_control: "",
  requester: "ben",
  approver_role: "coo",
  created_at: "2026-11-20T12:00:00Z",
  expires_at: "2026-12-20T12:00:00Z",
  review_at: "2026-12-05T12:00:00Z",
  facts_digest: digest,
}

const facts: ExceptionFacts = { now: Date.parse("2026-11-21T12:00:00Z"), factsDigest: digest, approver: "ana" }

test("[SX.1-6] an approved exception holds and says who approved it until when", () => {
  expect(judgeException(record, facts)).toEqual({ active: true, reason: "approved by ana until 2026-12-20T12:00:00Z" })
})

test.each<[string, Partial<ExceptionFacts>, Partial<ExceptionRecord>, string]>([
  ["[S4.5-5] nobody approved it", { approver: undefined }, {}, "not approved by coo"],
  ["[S4.5-5] its requester approved it", { approver: "ben" }, {}, "requested and approved by the same person, ben"],
  ["its requester approved it, spelled otherwise", { approver: "Ben" }, { requester: " BEN " }, "requested and approved by the same person,  BEN "],
  ["[S5.6-7] it ended a second ago", { now: Date.parse("2026-12-20T12:00:01Z") }, {}, "expired 2026-12-20T12:00:00Z"],
  ["it begins tomorrow", { now: Date.parse("2026-11-19T12:00:00Z") }, {}, "created 2026-11-20T12:00:00Z, which lies ahead"],
  ["the facts changed", { factsDigest: factsDigest({ id: "F-1", severity: "critical" }) }, {}, "void: the facts it was decided on have changed"],
  ["the facts are gone", { factsDigest: undefined }, {}, "void: the facts it was decided on have changed"],
  ["its compensating control is blank", {}, { kind: "compensating_control", compensating_control: "  " }, "names no compensating control"],
])("[SX.1-6] an exception does not hold when %s", (_name, change, other, reason) => {
  expect(judgeException({ ...record, ...other }, { ...facts, ...change })).toEqual({ active: false, reason })
})

test("[S5.6-7] the last second still counts", () => {
  expect(judgeException(record, { ...facts, now: Date.parse("2026-12-20T12:00:00Z") }).active).toBe(true)
})

test("[SX.1-6] a record reads back", () => {
  expect(parseException(JSON.stringify(record), "e.json")).toEqual(record)
})

test.each<[string, Record<string, unknown>, string]>([
  ["a time that no calendar knows, which would never end", { expires_at: "2026-99-99T99:99:99Z" }, "expires_at"],
  ["the 30th of February", { expires_at: "2026-02-30T12:00:00Z" }, "expires_at"],
  ["a local time", { expires_at: "2026-12-20T12:00:00" }, "expires_at"],
  ["no reason", { reason: "" }, "reason"],
  ["a key that is not known", { extra: 1 }, "extra"],
  ["an id that is a path", { id: "EX-../../000000" }, "id"],
  ["another kind", { kind: "favour" }, "kind"],
  ["a digest that is none", { facts_digest: "" }, "facts_digest"],
])("[SX.1-6] a record with %s is refused, naming file and field", (_name, change, field) => {
  expect(() => parseException(JSON.stringify({ ...record, ...change }), "e.json")).toThrow(
    expect.objectContaining({ code: "exceptions/invalid", file: "e.json", message: expect.stringContaining(field) as string }),
  )
})

test("[SX.1-6] each field of the record is needed", () => {
  for (const key of Object.keys(record)) {
    expect(() => parseException(JSON.stringify({ ...record, [key]: undefined }), "e.json")).toThrow(
      expect.objectContaining({ code: "exceptions/invalid" }),
    )
  }
})
