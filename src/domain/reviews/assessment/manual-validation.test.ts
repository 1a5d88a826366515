import * as fc from "fast-check"
import { expect, test } from "vitest"
import {
  blankManualValidation,
  judgeManualValidation,
  parseManualValidation,
  renderManualValidation,
  type ManualValidation,
} from "./manual-validation.ts"
import { hostileText } from "./random-assessment.test-data.ts"

const facts = { now: Date.parse("2026-11-20T12:00:00Z"), automationAvailable: false }

const log: ManualValidation = {
  subject: "main..HEAD",
  unavailable_because: "the CI provider is down",
  security_engineer: "Ana",
  product_owner: "Ben",
  date: "2026-11-20",
  items: [
    { id: "infrastructure-configs", answer: "PASS", notes: "compose files, ingress" },
    { id: "secrets-storage-logs", answer: "PASS", notes: "vault audit log of the week" },
  ],
}

test("[S4.9-7] a complete log is manual, never a pass", () => {
  expect(judgeManualValidation(log, facts)).toEqual({ status: "manual", problems: [] })
})

test.each([
  ["[S4.9-5] one person in both roles", { product_owner: " ANA " }, "one person cannot be both security engineer and product owner"],
  ["[S4.9-5] no product owner", { product_owner: "" }, "no product owner is named"],
  ["[S4.9-5] no security engineer", { security_engineer: "" }, "no security engineer is named"],
  ["[S4.9-6] an unanswered item", { items: log.items.slice(0, 1) }, "not answered: Secrets storage logs were inspected by hand"],
  [
    "[S4.9-6] an item without notes",
    { items: [log.items[0]!, { ...log.items[1]!, notes: "" }] },
    "no notes: Secrets storage logs were inspected by hand",
  ],
  ["[S4.9-7] no reason", { unavailable_because: "" }, "the reason why automation was unavailable is not recorded"],
  ["[S4.9-7] no date", { date: "today" }, "the date is not a date as YYYY-MM-DD"],
])("%s is refused", (_, change, problem) => {
  expect(judgeManualValidation({ ...log, ...change }, facts)).toEqual({ status: "incomplete", problems: [problem] })
})

test("[S4.9-7] the fallback is not for when automation is available", () => {
  expect(judgeManualValidation(log, { ...facts, automationAvailable: true })).toEqual({
    status: "incomplete",
    problems: ["automation is available; run the gates"],
  })
})

test("[S4.9-6] a failed inspection is a failure", () => {
  expect(judgeManualValidation({ ...log, items: [log.items[0]!, { ...log.items[1]!, answer: "FAIL" }] }, facts).status).toBe("fail")
})

test("[S4.9-7] the log reads back as written, whatever stands in it", () => {
  const items = fc.tuple(
    ...log.items.map((item) =>
      fc.record({ id: fc.constant(item.id), answer: fc.constantFrom("PASS" as const, "FAIL" as const, "" as const), notes: hostileText }),
    ),
  )
  const logs = fc.record({
    subject: hostileText,
    unavailable_because: hostileText,
    security_engineer: hostileText,
    product_owner: hostileText,
    date: hostileText,
    items,
  })
  fc.assert(
    fc.property(logs, (any) => {
      expect(parseManualValidation(renderManualValidation(any), "manual-validation-log.md")).toEqual(any)
    }),
  )
})

test("[S4.9-7] another answer is named by line", () => {
  const text = renderManualValidation(blankManualValidation("x")).replace("by hand |  |  |", "by hand | fine |  |")
  expect(() => parseManualValidation(text, "manual-validation-log.md")).toThrow(
    expect.objectContaining({
      code: "manual-validation/invalid",
      message: expect.stringMatching(/line 20: answer must be PASS or FAIL, got 'fine'/),
    }),
  )
})
