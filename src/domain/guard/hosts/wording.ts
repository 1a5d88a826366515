/** What people and models read of a decision: one line, bounded, and nothing a terminal would act on. */
import { printable } from "../../../base/mask.ts"
import type { HookDecision } from "./event.ts"

/** Claude Code takes no longer texts; elsewhere nobody reads more. In UTF-16 units. */
const longest = 10_000

const fallback: Readonly<Record<HookDecision["decision"], string>> = {
  allow: "Tipstaff has approved this.",
  deny: "Tipstaff has blocked this.",
  ask: "Tipstaff wants a person to decide on this.",
  none: "Tipstaff has no opinion on this.",
}

const howToAsk =
  "This agent cannot ask a person here, so it is blocked: a person has to approve it with tipstaff outside of the agent, then try again."

/** Never empty. */
export function reasonOf({ decision, reason }: HookDecision): string {
  const line = oneLine(reason)
  return line === "" ? fallback[decision] : line
}

/** For a host that cannot ask: the same, refused, with what a person can do. */
export function deniedInstead(decision: HookDecision): HookDecision {
  if (decision.decision !== "ask") return decision
  // The instructions come last, and a long reason must not push them out.
  return { ...decision, decision: "deny", reason: `${capped(reasonOf(decision), longest - howToAsk.length - 1)} ${howToAsk}` }
}

/** For the model: lines stay. */
export function capped(text: string, length = longest): string {
  const whole = text.toWellFormed()
  return whole.length <= length ? whole : `${whole.slice(0, length - 1).replace(/[\ud800-\udbff]$/, "")}…`
}

export function oneLine(text: string): string {
  const lines = text
    .slice(0, 4 * longest)
    .toWellFormed()
    .split(/[\r\n\u0085\u2028\u2029]/)
  const line = lines
    .map((part) => part.replaceAll("\t", " ").trim())
    .filter((part) => part !== "")
    .join(" ")
  return capped(printable(line))
}

/** The context for the model, or nothing. */
export function contextOf({ context }: HookDecision): { additionalContext?: string } {
  return context === undefined || context.trim() === "" ? {} : { additionalContext: capped(context) }
}
