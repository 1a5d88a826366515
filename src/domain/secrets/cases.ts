/** Test material only: for every rule, texts it must report and texts it must not. Values are made up at test time. */
import { firstCases } from "./cases/first.ts"
import { namedCases } from "./cases/named.ts"
import { placedCases } from "./cases/placed.ts"

export interface RuleCases {
  /** Reported by this rule and not set aside. */
  readonly hits: readonly string[]
  /** Not reported by this rule: no match, or set aside. */
  readonly misses: readonly string[]
  /** The file's name, for rules that speak of certain files. */
  readonly path?: string
}

export type CasesByRule = Readonly<Record<string, RuleCases>>

export const ruleCases: CasesByRule = { ...firstCases, ...namedCases, ...placedCases }
