import * as fc from "fast-check"
import { expect, test } from "vitest"
import { cpuMs } from "../../../test/support/cpu-time.ts"
import { approvalPhrases, isNeverValid, phraseFault, phraseFor } from "./phrase.ts"

const deploy = "APPROVED TO DEPLOY TO PRODUCTION"

test("[S2.2-10] the phrase must match in full and in its own case; only space around it is forgiven", () => {
  const typed: [string, string | undefined][] = [
    [deploy, undefined],
    [`  ${deploy}\n`, undefined],
    [`NOT ${deploy}`, "mismatch"],
    [`${deploy} LATER`, "mismatch"],
    [deploy.toLowerCase(), "mismatch"],
    ["APPROVED  TO DEPLOY TO PRODUCTION", "mismatch"],
    ["APPROVED TO DEPLOY TO PRODUCTION\nAPPROVED TO DEPLOY TO PRODUCTION", "mismatch"],
    ["APPRОVED TO DEPLOY TO PRODUCTION", "mismatch"],
    ["", "mismatch"],
  ]
  for (const [text, fault] of typed) expect([text, phraseFault(text, deploy)]).toEqual([text, fault])
})

test("[S2.2-14] the six answers never approve, in any case, spacing or punctuation", () => {
  const answers = [
    "yes",
    "ok",
    "approved",
    "y",
    "sure",
    "do it",
    "YES",
    "OK.",
    " Yes ",
    "y!",
    "Do it.",
    "do  it",
    "DO\tIT",
    "doit",
    "o.k.",
    "Approved!",
    "Sure…",
    "ｙｅｓ",
    "\u200byes",
  ]
  for (const answer of answers) expect([answer, isNeverValid(answer), phraseFault(answer, deploy)]).toEqual([answer, true, "never-valid"])
})

test("[S2.2-14] not even a phrase that was configured so can be answered with one of them", () => {
  for (const answer of ["yes", "ok", "approved", "y", "sure", "do it"]) expect(phraseFault(answer, answer)).toBe("never-valid")
})

test("words that merely contain one of them are mismatches, not one of the six", () => {
  for (const text of ["yesterday", "okay then", "approved by nobody", "why", "surely", "do it now"])
    expect([text, isNeverValid(text)]).toEqual([text, false])
})

test("each kind of approval has its own words", () => {
  expect(phraseFor("disposition", "approve", "SR-1")).toBe("APPROVE REVIEW SR-1")
  expect(phraseFor("disposition", "reject", "SR-1")).toBe("REJECT SR-1")
  expect(phraseFor("regulatory-scope", "acknowledge", "SR-1")).toBe("ACKNOWLEDGE REGULATORY SCOPE OF SR-1")
  expect(phraseFor("override", "approve", "SR-1")).toBe("OVERRIDE REJECTION OF SR-1")
  expect(new Set(Object.values(approvalPhrases)).size).toBe(Object.keys(approvalPhrases).length)
})

test("no text but the phrase itself passes, whatever stands around it", () => {
  const others = fc.string().filter((text) => text.trim() !== "")
  const around = fc.property(
    others,
    fc.boolean(),
    (text, before) => phraseFault(before ? `${text}${deploy}` : `${deploy}${text}`, deploy) === "mismatch",
  )
  expect(fc.check(around).failed).toBe(false)
})

function spent(length: number): number {
  const start = cpuMs()
  for (let round = 0; round < 50; round += 1) phraseFault(`y${" ".repeat(length)}`, deploy)
  return cpuMs() - start
}

test("a very long answer is looked at in proportion to its length", () => {
  spent(200_000)
  expect(spent(800_000) / Math.max(spent(200_000), 0.5)).toBeLessThan(40)
})
