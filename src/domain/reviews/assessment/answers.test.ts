import * as fc from "fast-check"
import { expect, test } from "vitest"
import { fixedClock } from "../../../base/clock.ts"
import { TipstaffError } from "../../../base/errors.ts"
import type { Terminal } from "../../../base/world.ts"
import { mergeAnswers, parseAnswers } from "./answers-file.ts"
import { blankAssessment, type Assessment } from "./assessment.ts"
import { interview } from "./interview.ts"
import { assessments } from "./random-assessment.test-data.ts"

// JSON is YAML; its escapes hold any text.
test("[S4.4-5] a YAML file carries the same record", () => {
  fc.assert(
    fc.property(assessments, (assessment) => {
      expect(parseAnswers(JSON.stringify(assessment, null, 1), "answers.yaml")).toEqual(assessment)
    }),
  )
})

test.each([
  ["subject:\n  kind: vendor\ncontrol:\n  - name: authentication\n", "line 3: unknown key control, did you mean controls?"],
  ["controls:\n  - name: authentication\n    statuss: Verified\n", "line 3: unknown key controls.0.statuss, did you mean status?"],
  ["controls:\n  - name: authentication\n    status: verified?\n", "line 3: controls.0.status: Invalid option"],
  ["checklist:\n  - id: residency\n    date: yesterday\n", "line 3: checklist.0.date: must be a date as YYYY-MM-DD"],
])("[S4.7-6] a wrong answer in YAML is named by line: %j", (text, message) => {
  expect(() => parseAnswers(text, "answers.yaml")).toThrow(
    expect.objectContaining({ code: "assessment/invalid", message: expect.stringContaining(message) }),
  )
})

test("a blank answer changes nothing that is recorded", () => {
  const recorded = parseAnswers("subject: {kind: vendor, name: Example}\ncontrols:\n  - {name: authentication, status: Gap, reason: r}\n", "a.yaml")
  const answered = parseAnswers(
    "subject: {scope: all}\ncontrols:\n  - {name: authentication}\n  - {name: authorization, status: Verified}\n",
    "b.yaml",
  )
  expect(mergeAnswers(recorded, answered)).toMatchObject({
    subject: { kind: "vendor", name: "Example", scope: "all" },
    controls: [
      { name: "authentication", status: "Gap" },
      { name: "authorization", status: "Verified" },
    ],
  })
})

/** A person who types the given lines; then nobody answers any more. */
function person(lines: readonly string[]): Terminal & { readonly heard: string[] } {
  const left = [...lines]
  const heard: string[] = []
  return {
    interactive: true,
    colour: false,
    heard,
    note: (line) => void heard.push(line),
    warn: (line) => void heard.push(line),
    progress: () => {},
    ask: async (question) => {
      heard.push(question)
      const line = left.shift()
      if (line === undefined) throw new TipstaffError("cli/no-input", "an answer is needed")
      return line
    },
  }
}

async function ask(lines: readonly string[], start: Assessment = blankAssessment({})) {
  const saved: Assessment[] = []
  const terminal = person(lines)
  const save = async (assessment: Assessment) => void saved.push(assessment)
  const result = await interview(start, terminal, { clock: fixedClock("2026-11-20T12:00:00Z"), assessor: "ana", save })
  return { result, saved, heard: terminal.heard }
}

const light = ["code-change", "main..HEAD", "the diff", "code", "webhook", "isolated", "acceptable", "no"]

test("[S4.4-5] a person answers on a terminal until nothing is open", async () => {
  const controls = ["verified: tests", "verified: tests", "gap: plaintext backups", "n/a: one tenant", "n/a: no configuration", "verified: vault"]
  const { result } = await ask([...light, ...controls, "pass", "pass: reviewed", "fail: MD5", "PASS"])
  expect(result).toMatchObject({ finished: true, unanswered: 0 })
  expect(result.assessment.controls[2]).toEqual({
    name: "data protection",
    status: "Gap",
    evidence: "",
    reason: "plaintext backups",
    assessor: "ana",
    date: "2026-11-20",
    owner: "",
    severity: "",
  })
  expect(result.assessment.checklist.find((item) => item.id === "coding-crypto")).toEqual({
    id: "coding-crypto",
    answer: "FAIL",
    notes: "MD5",
    assessor: "ana",
    date: "2026-11-20",
  })
})

test("each answer is saved at once, and an interrupted interview resumes where it stopped", async () => {
  const first = await ask(light.slice(0, 3))
  expect(first.result.finished).toBe(false)
  expect(first.saved).toHaveLength(3)
  const second = await ask(["code"], first.saved.at(-1)!)
  expect(second.heard[1]).toMatch(/What data does it touch/)
  expect(second.saved[0]?.exposure.data).toEqual(["code"])
})

test("quit, skip, back and help", async () => {
  const { result, heard } = await ask(["?", "endpoint", "skip", "back", "Login", "quit"])
  expect(result.finished).toBe(false)
  expect(result.assessment.subject).toMatchObject({ kind: "endpoint", name: "Login" })
  expect(heard.filter((line) => line.startsWith("One of: "))).toHaveLength(1)
})

test("a wrong answer is explained and asked again", async () => {
  const { result, heard } = await ask(["vendr", "vendor"])
  expect(heard).toContainEqual(expect.stringMatching(/did you mean vendor\?/))
  expect(result.assessment.subject.kind).toBe("vendor")
})

test("[S4.7-5] the interview does not let a gate control be left out", async () => {
  const { heard } = await ask([...light, "n/a: not needed"])
  expect(heard).toContainEqual("the answer must have one of the forms verified: <evidence>, gap: <what is missing>")
})

test("going back to a question that no longer exists goes on", async () => {
  const { result } = await ask(["vendor", "back", "code-change", "back", "endpoint", "quit"])
  expect(result.assessment.subject.kind).toBe("endpoint")
})
