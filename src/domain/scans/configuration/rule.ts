/** What a configuration rule is: a description kept as data and a check kept as code, joined by the rule's id. */
import type { Severity } from "../../../base/severity.ts"
import described from "./rules.generated.json" with { type: "json" }

/** What kind of file a rule judges. */
export type Subject = "dockerfile" | "compose" | "workflow" | "workflow-set" | "agent" | "agent-text" | "kubernetes" | "settings" | "terraform"

/** One `rules/configuration/<id>/rule.yaml`. */
export interface RuleDescription {
  readonly id: string
  readonly subject: Subject
  readonly title: string
  readonly message: string
  readonly remediation: string
  readonly severity: Severity
  readonly confidence: "high" | "medium" | "low"
  readonly cwe: readonly string[]
  readonly owasp: readonly string[]
  readonly references: readonly string[]
}

/** One place where a rule applies. Never carries a secret value. */
export interface Hit {
  /** 1-based. */
  readonly line: number
  /** What is wrong, named without line numbers (service, step, attribute): the stable part of the fingerprint. */
  readonly subject: string
  /** One clause that makes the message concrete. */
  readonly detail?: string
  /** Only for rules that judge a set of files. */
  readonly path?: string
}

type Check<Input> = (input: Input) => Iterable<Hit>

/** Checks of one subject, by rule id. */
export type RuleTable<Input> = Readonly<Record<string, Check<Input>>>

/** Descriptions by id, in the order of the ids. */
export const ruleDescriptions: ReadonlyMap<string, RuleDescription> = new Map(
  (described as readonly RuleDescription[]).map((description) => [description.id, description]),
)
