/** The classification as people read it in a terminal. */
import { printable } from "../../../base/mask.ts"
import type { Classification, WorkTypeResult } from "./classification.ts"

const shownReasons = 5
const shownPaths = 10

export function renderClassification(result: Classification, basis: string): string {
  const lines: string[] = []
  const verdict = {
    Mandatory: "A security review is mandatory.",
    Recommended: "A security review is recommended.",
    None: "No security review is required.",
  }[result.level]
  lines.push(verdict)
  if (result.range)
    lines.push(
      `Compared: ${short(result.range.base)}..${short(result.range.head)} (base: ${printable(basis)}), ${count(result.files, "changed file")}`,
    )
  for (const type of result.workTypes) lines.push("", ...typeLines(type))
  if (result.workTypes.length > 0) {
    lines.push(
      "",
      `Suggested: data ${listed(result.data)}; attack surface ${listed(result.attackSurface)}; blast radius ${result.blastRadius.value}; sensitivity ${result.sensitivity.level}`,
    )
    for (const reason of result.sensitivity.reasons.slice(0, shownReasons))
      lines.push(`  ${reason.ground}: ${printable(reason.text)}${reason.suggested ? " (to be confirmed)" : ""}`)
    lines.push(...more(result.sensitivity.reasons.length, shownReasons))
  }
  for (const note of result.notes.slice(0, shownPaths)) lines.push(`Note: ${printable(note)}`)
  lines.push(...more(result.notes.length, shownPaths))
  lines.push(...paths("Could not be read", result.unread), ...paths("Not classified", result.skipped))
  lines.push("", nextStep(result))
  return `${lines.join("\n")}\n`
}

function typeLines(type: WorkTypeResult): string[] {
  return [
    `${type.level.padEnd(11)}  ${type.label}`,
    `             Trigger: ${type.trigger}${type.triggerOrigin === "S1" ? "" : ` (${type.triggerOrigin})`}`,
    ...type.reasons
      .slice(0, shownReasons)
      .map(
        ({ path, line, text }) =>
          `             ${path === "" ? "" : `${printable(path)}${line === undefined ? "" : `:${line}`}  `}${printable(text).slice(0, 300)}`,
      ),
    ...more(type.reasons.length, shownReasons).map((text) => `           ${text}`),
  ]
}

function more(total: number, shown: number): string[] {
  return total > shown ? [`  and ${total - shown} more`] : []
}

function paths(title: string, items: Classification["unread"]): string[] {
  if (items.length === 0) return []
  return [
    "",
    `${title}:`,
    ...items.slice(0, shownPaths).map(({ path, reason }) => `  ${printable(path)}: ${printable(reason)}`),
    ...more(items.length, shownPaths),
  ]
}

function nextStep(result: Classification): string {
  if (result.unread.length > 0)
    return "Next: make the files above readable, or name them under classify.ignoredPaths with a reason, then run it again."
  if (result.level === "None") return "Next: nothing to do for this change."
  return "Next: run tipstaff review to take this change through the review."
}

function listed(values: readonly string[]): string {
  return values.length === 0 ? "none" : values.join(", ")
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? "" : "s"}`
}

function short(revision: string): string {
  return /^[0-9a-f]{40,64}$/.test(revision) ? revision.slice(0, 12) : revision
}
