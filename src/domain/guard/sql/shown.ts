/** An effect in one line, for tables of expectations. */
import type { Effect } from "../effect.ts"

export function shown(effect: Effect): string {
  const { kind, ...rest } = effect
  const words = Object.entries(rest).filter(([name]) => name !== "engine" && name !== "environment" && name !== "system")
  return [kind, ...words.map(([, value]) => (Array.isArray(value) ? value.join(",") || "-" : String(value)))].join(" ")
}
