/** What is handed in to be checked: the strings of a tool call, and the message of a commit. Pure. */
import { TipstaffError } from "../../base/errors.ts"

export interface NamedText {
  readonly path: string
  readonly text: string
}

const maxTexts = 10_000

/** Every string of a tool call, under the path of the file it would be written to where the call names one. */
export function textsOf(event: unknown): NamedText[] {
  const call = typeof event === "object" && event !== null && "tool_input" in event ? (event as { tool_input: unknown }).tool_input : event
  const named = typeof call === "object" && call !== null && "file_path" in call ? String((call as { file_path: unknown }).file_path) : "tool call"
  const texts: NamedText[] = []
  const visit = (value: unknown) => {
    if (texts.length > maxTexts) throw new TipstaffError("check/incomplete", "the tool call holds too many values to check")
    if (typeof value === "string") texts.push({ path: named, text: value })
    else if (Array.isArray(value)) for (const item of value) visit(item)
    else if (typeof value === "object" && value !== null) for (const item of Object.values(value)) visit(item)
  }
  visit(call)
  return texts
}

/** git-commit(1), --verbose: Git puts the change below this line and cuts it off again before it keeps the message. */
const scissors = /^\S{1,10} -{24} >8 -{24}\r?$/

/**
 * The message without the lines of the change that Git only shows: a secret that a commit takes out must not stop it.
 * Lines keep their numbers, and what is no part of a change is checked below the line as well.
 */
export function messageText(text: string): string {
  let below = false
  return text
    .split("\n")
    .map((line) => {
      below ||= scissors.test(line)
      return below && /^[-+ @]/.test(line) ? "" : line
    })
    .join("\n")
}
