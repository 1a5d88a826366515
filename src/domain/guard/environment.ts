/** Which environment a call speaks of, by the words it uses. */
import type { Environment } from "./effect.ts"

const words: readonly (readonly [Environment, RegExp])[] = [
  ["production", /(?:^|[^a-z])(?:prod|production|prd|live)(?:$|[^a-z])/i],
  ["staging", /(?:^|[^a-z])(?:staging|stage|stg|preprod|uat|qa)(?:$|[^a-z])/i],
  ["development", /(?:^|[^a-z])(?:dev|development|local|localhost|test|testing|127\.0\.0\.1|sandbox|preview)(?:$|[^a-z])/i],
]

/** The most dangerous of those that are named; unknown when none is. */
export function environmentIn(texts: readonly string[]): Environment {
  return words.find(([, pattern]) => texts.some((text) => pattern.test(text)))?.[0] ?? "unknown"
}
