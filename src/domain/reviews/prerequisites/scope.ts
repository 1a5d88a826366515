/** scope-register.json: what is reviewed, in which environment, under which rules, and from which artifacts. Pure. */
import { isoTime, type Instant } from "../../../base/clock.ts"
import type { Halt } from "../decide.ts"
import type { PrerequisiteReport } from "./check.ts"
import type { CitedInput } from "./inputs.ts"

export interface ScopeRegister {
  readonly schema: "tipstaff.scope-register/1"
  readonly generated_at: string
  readonly subject: string
  readonly assets: readonly string[]
  readonly environment: string
  readonly regulatory_scope: readonly string[]
  readonly status: "complete" | "unclear" | "missing"
  /** Why the status is not complete. */
  readonly problems: readonly string[]
  readonly artifacts: readonly Pick<CitedInput, "path" | "sha256" | "purpose">[]
}

export interface ScopeFacts {
  readonly subject: string
  readonly assets: readonly string[]
  readonly environment: string
  readonly regulatoryScope: readonly string[]
}

/** `missing` when a required artifact is not there, else `unclear` when one of the four facts is blank. */
export function scopeRegister(facts: ScopeFacts, report: PrerequisiteReport, at: Instant): ScopeRegister {
  const assets = filled(facts.assets)
  const regulatory = filled(facts.regulatoryScope)
  const missing = report.items
    .filter((item) => item.kind === "artifact" && (item.outcome === "fail" || item.outcome === "not_run"))
    .map((item) => `${item.label}: ${item.detail}`)
  const blank = [
    ...(facts.subject.trim() === "" ? ["the subject of the review is not named"] : []),
    ...(assets.length === 0 ? ["no asset is named"] : []),
    ...(facts.environment.trim() === "" ? ["the environment is not named"] : []),
    ...(regulatory.length === 0 ? ['the regulatory scope is not named; "none" is an answer'] : []),
  ]
  return {
    schema: "tipstaff.scope-register/1",
    generated_at: isoTime(at),
    subject: facts.subject.trim(),
    assets,
    environment: facts.environment.trim(),
    regulatory_scope: regulatory,
    status: missing.length > 0 ? "missing" : blank.length > 0 ? "unclear" : "complete",
    problems: [...missing, ...blank],
    artifacts: report.inputs.cited.map(({ path, sha256, purpose }) => ({ path, sha256, purpose })),
  }
}

function filled(list: readonly string[]): string[] {
  return list.map((item) => item.trim()).filter((item) => item !== "")
}

/** The text of the file; ends with a line break. */
export function renderScopeRegister(register: ScopeRegister): string {
  return `${JSON.stringify(register, null, 2)}\n`
}

/** A review stops while its scope is not complete. */
export function scopeHalts(register: ScopeRegister): Halt[] {
  if (register.status === "complete") return []
  const reason = register.status === "missing" ? "a required artifact is missing" : "the scope is unclear"
  return register.problems.map((problem) => ({ state: "HALTED", reason: `${reason}: ${problem}`, next: "supply it, then start the review again" }))
}
