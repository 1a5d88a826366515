/** Asks a person on a terminal what is still unanswered, and keeps every answer the moment it is given. */
import { isoDate, type Clock } from "../../../base/clock.ts"
import { TipstaffError } from "../../../base/errors.ts"
import { suggest } from "../../../base/suggest.ts"
import type { Terminal } from "../../../base/world.ts"
import {
  applicability,
  attackSurfaces,
  blastRadii,
  dataKinds,
  surfaceVerdicts,
  vendorSchema,
  type Assessment,
  type AssessedArea,
  type ChecklistAnswer,
} from "./assessment.ts"
import { checklistItems, controlAreas, subjectKinds, whyNotApplicable } from "./checklist.ts"

export interface InterviewOptions {
  readonly clock: Clock
  /** Who answers; recorded with each answer. */
  readonly assessor: string
  /** Called after each answer; what it stored is where the next interview resumes. */
  readonly save: (assessment: Assessment) => Promise<void>
}

export interface InterviewResult {
  readonly assessment: Assessment
  /** False when the person left, or nobody could answer. */
  readonly finished: boolean
  readonly unanswered: number
}

interface Question {
  readonly prompt: string
  readonly help: string
  readonly isAnswered: (assessment: Assessment) => boolean
  /** The new record, or what is wrong with the answer. */
  readonly answer: (assessment: Assessment, words: string, on: Answering) => Assessment | string
}

interface Answering {
  readonly assessor: string
  readonly date: string
}

const commands = "Type skip to leave it open, back to return, quit to stop (nothing is lost), ? for help."

/** Asks only what is open; `back` goes to the question before, answered or not. */
export async function interview(start: Assessment, terminal: Terminal, options: InterviewOptions): Promise<InterviewResult> {
  let assessment = start
  const asked: string[] = []
  const skipped = new Set<string>()
  let returnTo: string | undefined
  terminal.note(commands)
  for (;;) {
    const questions = questionsFor(assessment)
    const id: string | undefined = returnTo ?? [...questions].find(([key, question]) => !skipped.has(key) && !question.isAnswered(assessment))?.[0]
    returnTo = undefined
    const question = id === undefined ? undefined : questions.get(id)
    if (id === undefined) break
    // An answer changed which questions there are, and the one to return to is gone.
    if (!question) continue
    const words = await askOrLeave(terminal, question)
    if (words === undefined || words === "quit") return resultOf(assessment, false)
    if (words === "?" || words === "help") {
      terminal.note(`${question.help} ${commands}`)
      returnTo = id
    } else if (words === "skip" || words === "") {
      skipped.add(id)
      asked.push(id)
    } else if (words === "back") {
      returnTo = asked.pop() ?? id
      skipped.delete(returnTo)
    } else {
      const answered = question.answer(assessment, words, { assessor: options.assessor, date: isoDate(options.clock.now()) })
      if (typeof answered === "string") {
        terminal.warn(answered)
        returnTo = id
      } else {
        assessment = answered
        asked.push(id)
        await options.save(assessment)
      }
    }
  }
  return resultOf(assessment, true)
}

function resultOf(assessment: Assessment, finished: boolean): InterviewResult {
  return { assessment, finished, unanswered: [...questionsFor(assessment).values()].filter((question) => !question.isAnswered(assessment)).length }
}

async function askOrLeave(terminal: Terminal, question: Question): Promise<string | undefined> {
  try {
    return (await terminal.ask(`${question.prompt}\n> `)).trim()
  } catch (thrown) {
    // Nobody can answer, or the person interrupted: what was answered is saved already.
    if (thrown instanceof TipstaffError && (thrown.code === "cli/no-input" || thrown.code === "cli/interrupted")) return undefined
    throw thrown
  }
}

/** In the order in which they are asked; the answers decide which questions follow. */
function questionsFor(assessment: Assessment): Map<string, Question> {
  const questions = new Map<string, Question>(scopeQuestions)
  const facts = applicability(assessment)
  if (assessment.subject.kind === "code-change")
    questions.set("touches_auth", oneOf("subject", "touches_auth", "Does the change touch authentication or credential handling?", ["yes", "no"]))
  if (assessment.subject.kind === "vendor") for (const [id, question] of vendorQuestions) questions.set(id, question)
  if (facts.form === "full")
    for (const area of controlAreas) questions.set(`control ${area.name}`, controlQuestion(area.name, area.question, area.mayBeNotApplicable))
  for (const item of checklistItems) {
    if (whyNotApplicable(item, facts) === undefined) questions.set(`item ${item.id}`, itemQuestion(item.id, item.question))
  }
  return questions
}

type Part = "subject" | "exposure" | "vendor"

function fieldOf(assessment: Assessment, part: Part, key: string): unknown {
  return (assessment[part] as Readonly<Record<string, unknown>>)[key]
}

function withField(assessment: Assessment, part: Part, key: string, value: unknown): Assessment {
  return { ...assessment, [part]: { ...assessment[part], [key]: value } }
}

function free(part: Part, key: string, prompt: string, help: string): Question {
  return {
    prompt,
    help,
    isAnswered: (assessment) => fieldOf(assessment, part, key) !== "",
    answer: (assessment, words) => withField(assessment, part, key, words),
  }
}

function oneOf(part: Part, key: string, prompt: string, choices: readonly string[]): Question {
  return {
    prompt: `${prompt} (${choices.join(", ")})`,
    help: `One of: ${choices.join(", ")}.`,
    isAnswered: (assessment) => fieldOf(assessment, part, key) !== "",
    answer: (assessment, words) => {
      const choice = choices.find((each) => each.toLowerCase() === words.toLowerCase())
      return choice === undefined ? unknownChoice(words, choices) : withField(assessment, part, key, choice)
    },
  }
}

function someOf(part: Part, key: string, prompt: string, choices: readonly string[]): Question {
  return {
    prompt: `${prompt} (several, separated by commas: ${choices.join(", ")})`,
    help: `Any of: ${choices.join(", ")}.`,
    isAnswered: (assessment) => (fieldOf(assessment, part, key) as readonly string[]).length > 0,
    answer: (assessment, words) => {
      const picked: string[] = []
      for (const word of words
        .split(",")
        .map((each) => each.trim())
        .filter((each) => each !== "")) {
        const choice = choices.find((each) => each.toLowerCase() === word.toLowerCase())
        if (choice === undefined) return unknownChoice(word, choices)
        if (!picked.includes(choice)) picked.push(choice)
      }
      return withField(assessment, part, key, picked)
    },
  }
}

function unknownChoice(word: string, choices: readonly string[]): string {
  const close = suggest(word, choices)
  return `the answer must be one of ${choices.join(", ")}${close === undefined ? "" : `; did you mean ${close}?`}`
}

const scopeQuestions: readonly (readonly [string, Question])[] = [
  ["kind", oneOf("subject", "kind", "What kind of subject is reviewed?", subjectKinds)],
  ["name", free("subject", "name", "What is its name?", "The integration, vendor or change, as people call it.")],
  ["scope", free("subject", "scope", "What was reviewed?", "The scope, as the report will state it.")],
  ["data", someOf("exposure", "data", "What data does it touch?", dataKinds)],
  [
    "attack_surface",
    {
      ...someOf("exposure", "attack_surface", "What is the attack surface?", attackSurfaces),
      isAnswered: ({ exposure }) => exposure.attack_surface.length > 0 || exposure.other_surface !== "",
    },
  ],
  ["blast_radius", oneOf("exposure", "blast_radius", "What is the blast radius if it is compromised?", blastRadii)],
  ["verdict", oneOf("exposure", "verdict", "Is the attack surface acceptable?", surfaceVerdicts)],
]

const vendorQuestions: readonly (readonly [string, Question])[] = [
  ["vendor name", free("vendor", "name", "What is the vendor's name?", "It names the assessment note.")],
  [
    "vendor class",
    oneOf(
      "vendor",
      "class",
      "Which class of vendor: A holds data, B integrates, C tool, D free and internal?",
      vendorSchema.shape.class.def.innerType.options.filter((each) => each !== ""),
    ),
  ],
  [
    "residency",
    free("vendor", "residency", "Where does the vendor store data?", "Countries or regions; type unknown when the vendor cannot confirm it."),
  ],
  [
    "soc2_evidence",
    {
      ...free(
        "vendor",
        "soc2_evidence",
        "What evidence of SOC 2 or an equivalent is at hand?",
        "A report with its date; skip it when there is none.",
      ),
      isAnswered: ({ vendor }) => vendor.soc2_evidence !== "" || vendor.soc2_gap !== "",
    },
  ],
  [
    "soc2_gap",
    {
      ...free("vendor", "soc2_gap", "There is no SOC 2: what is the gap?", "What is missing, and what stands in for it."),
      isAnswered: ({ vendor }) => vendor.soc2_evidence !== "" || vendor.soc2_gap !== "",
    },
  ],
  [
    "deletion_policy",
    free(
      "vendor",
      "deletion_policy",
      "What happens to the data when the relationship ends?",
      "The deletion policy; type unknown when the vendor cannot confirm it.",
    ),
  ],
  ["holds_customer_data", oneOf("vendor", "holds_customer_data", "Will the vendor hold customer data?", ["yes", "no"])],
]

function controlQuestion(name: AssessedArea["name"], question: string, mayBeNotApplicable: boolean): Question {
  const forms = ["verified: <evidence>", "gap: <what is missing>", ...(mayBeNotApplicable ? ["n/a: <reason>"] : [])]
  return {
    prompt: `${name}: ${question}\n  ${forms.join("  |  ")}`,
    help: `Answer with one of: ${forms.join(", ")}.`,
    isAnswered: ({ controls }) => controls.some((control) => control.name === name && control.status !== "Not Assessed"),
    answer: (assessment, words, { assessor, date }) => {
      const [word, rest] = splitAnswer(words)
      const status = { verified: "Verified", gap: "Gap", "n/a": "Not Applicable", "not applicable": "Not Applicable" }[word] as
        | AssessedArea["status"]
        | undefined
      if (status === undefined || (status === "Not Applicable" && !mayBeNotApplicable))
        return `the answer must have one of the forms ${forms.join(", ")}`
      if (rest === "") return `${word} needs words after the colon`
      const old = assessment.controls.find((control) => control.name === name)
      const blank: AssessedArea = { name, status, evidence: "", reason: "", assessor, date, owner: old?.owner ?? "", severity: old?.severity ?? "" }
      return {
        ...assessment,
        controls: replaced(
          assessment.controls,
          status === "Verified" ? { ...blank, evidence: rest } : { ...blank, reason: rest },
          (each) => each.name === name,
        ),
      }
    },
  }
}

function itemQuestion(id: ChecklistAnswer["id"], question: string): Question {
  return {
    prompt: `${question}\n  pass  |  pass: <notes>  |  fail: <notes>`,
    help: "Answer pass or fail; notes stand after a colon. A fail needs notes.",
    isAnswered: ({ checklist }) => checklist.some((each) => each.id === id && (each.answer === "PASS" || each.answer === "FAIL")),
    answer: (assessment, words, { assessor, date }) => {
      const [word, notes] = splitAnswer(words)
      if (word !== "pass" && word !== "fail") return "the answer must be pass or fail"
      if (word === "fail" && notes === "") return "fail needs notes after a colon"
      const given: ChecklistAnswer = { id, answer: word === "pass" ? "PASS" : "FAIL", notes, assessor, date }
      return { ...assessment, checklist: replaced(assessment.checklist, given, (each) => each.id === id) }
    },
  }
}

function splitAnswer(words: string): [word: string, rest: string] {
  const colon = words.indexOf(":")
  return colon < 0 ? [words.trim().toLowerCase(), ""] : [words.slice(0, colon).trim().toLowerCase(), words.slice(colon + 1).trim()]
}

function replaced<T>(list: readonly T[], value: T, isIt: (each: T) => boolean): T[] {
  return list.some(isIt) ? list.map((each) => (isIt(each) ? value : each)) : [...list, value]
}
