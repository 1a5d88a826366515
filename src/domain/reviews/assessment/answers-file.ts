/** Answers as a YAML file, for those who assess without a table editor: strict, with lines and suggestions. */
import { TipstaffError } from "../../../base/errors.ts"
import { readSettings } from "../../policy/settings-file.ts"
import { assessmentSchema, type Assessment } from "./assessment.ts"

/** Throws `yaml/invalid`, and `assessment/invalid` with every problem by line. */
export function parseAnswers(text: string, file: string): Assessment {
  try {
    return readSettings(assessmentSchema, text, file).settings
  } catch (cause) {
    if (!(cause instanceof TipstaffError) || !cause.code.startsWith("config/")) throw cause
    throw new TipstaffError("assessment/invalid", cause.message, {
      file,
      cause,
      next: "correct the file",
      ...(cause.line === undefined ? {} : { line: cause.line }),
    })
  }
}

/** Answers over what is already recorded: an answer that says something wins, a blank one changes nothing. */
export function mergeAnswers(recorded: Assessment, answered: Assessment): Assessment {
  return {
    subject: overlay(recorded.subject, answered.subject),
    exposure: overlay(recorded.exposure, answered.exposure),
    controls: mergeList(
      recorded.controls,
      answered.controls,
      (each) => each.name,
      (each) => each.status !== "Not Assessed",
    ),
    checklist: mergeList(
      recorded.checklist,
      answered.checklist,
      (each) => each.id,
      (each) => each.answer !== "",
    ),
    credentials: mergeList(
      recorded.credentials,
      answered.credentials,
      (each) => each.name,
      () => true,
    ),
    vendor: overlay(recorded.vendor, answered.vendor),
  }
}

function overlay<T extends object>(recorded: T, answered: T): T {
  const said = Object.entries(answered).filter(([, value]) => value !== "" && !(Array.isArray(value) && value.length === 0))
  return { ...recorded, ...Object.fromEntries(said) }
}

function mergeList<T>(recorded: readonly T[], answered: readonly T[], keyOf: (each: T) => string, says: (each: T) => boolean): T[] {
  const news = new Map(answered.filter(says).map((each) => [keyOf(each), each]))
  const merged = recorded.map((each) => {
    const replacement = news.get(keyOf(each))
    news.delete(keyOf(each))
    return replacement ?? each
  })
  return [...merged, ...news.values()]
}
