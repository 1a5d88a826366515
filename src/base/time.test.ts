import * as fc from "fast-check"
import { expect, test } from "vitest"
import { fixedClock, isoDate, isoQuarter, isoTime } from "./clock.ts"
import { humanDuration } from "./duration.ts"

test("a record's time is UTC in whole seconds", () => {
  const at = fixedClock("2026-11-20T15:04:05.999+02:00").now()
  expect([isoTime(at), isoDate(at), isoQuarter(at)]).toEqual(["2026-11-20T13:04:05Z", "2026-11-20", "2026-Q4"])
})

test.each([
  ["2026-01-01T00:00:00Z", "2026-Q1"],
  ["2026-03-31T23:59:59Z", "2026-Q1"],
  ["2026-04-01T00:00:00Z", "2026-Q2"],
  ["2026-09-30T23:59:59Z", "2026-Q3"],
  ["2025-12-31T23:59:59Z", "2025-Q4"],
])("%s lies in %s", (time, quarter) => {
  expect(isoQuarter(Date.parse(time))).toBe(quarter)
})

test("whole seconds survive being written", () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 4_000_000_000 }), (seconds) => {
      expect(Date.parse(isoTime(seconds * 1000))).toBe(seconds * 1000)
    }),
  )
})

test.each([
  [0, "0 ms"],
  [850.4, "850 ms"],
  [999.6, "1.0 s"],
  [12_400, "12.4 s"],
  [59_940, "59.9 s"],
  [59_970, "1 min 0 s"],
  [119_600, "2 min 0 s"],
  [200_000, "3 min 20 s"],
  [3_600_000, "60 min 0 s"],
])("%d ms are %s", (ms, text) => {
  expect(humanDuration(ms)).toBe(text)
})
