import { expect, test } from "vitest"
import { failedControls } from "./assess.ts"

const control = (name: string, status: string) => ({ name, critical: true, status })
const now = Date.parse("2026-11-22T10:00:00Z")

test("[S4.7-7] a refused control keeps the day of its first refusal until it is verified; what nobody has answered is no refusal", () => {
  const before = { authentication: "2026-11-20", authorization: "2026-11-20" }
  const controls = [
    control("authentication", "Verified before the gate refused it"),
    control("authorization", "Verified"),
    control("data protection", "Gap"),
    control("secrets management", "Not Assessed"),
  ]
  expect(failedControls(before, controls, now)).toEqual({ authentication: "2026-11-20", "data protection": "2026-11-22" })
})
