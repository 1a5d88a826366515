/** Handler of `tipstaff explain`: what a rule looks for, in the words of the rule itself. */
import { exitCode } from "../../base/exit-code.ts"
import { TipstaffError } from "../../base/errors.ts"
import type { Handler } from "../../base/operation.ts"
import { suggest } from "../../base/suggest.ts"
import { loadedRules, type LoadedRule } from "../../domain/scans/loaded-rules.ts"

export const handleExplain: Handler<{ readonly rule: string }, { readonly rule: LoadedRule }> = async (_world, input) => {
  const rules = loadedRules()
  const wanted = input.rule.replace(/^tipstaff[-/:]?[a-z]*[:/]/, "")
  const rule = rules.find((candidate) => candidate.id === wanted || candidate.id === input.rule)
  if (!rule) {
    const close = suggest(
      wanted,
      rules.map((candidate) => candidate.id),
    )
    throw new TipstaffError("rules/unknown", `there is no rule ${input.rule}`, {
      next: close === undefined ? "the source column of tipstaff findings list names rules" : `did you mean ${close}?`,
    })
  }
  const lines = [
    `${rule.id}: ${rule.title}`,
    "",
    `  class       ${rule.class}`,
    `  severity    ${rule.severity}`,
    `  weakness    ${rule.cwe.join(", ") || "none"}${rule.owasp.length > 0 ? ` · ${rule.owasp.join(", ")}` : ""}`,
    "",
    `  ${rule.message}`,
    "",
    `  Fix: ${rule.remediation}`,
    ...rule.references.map((reference) => `  See: ${reference}`),
    "",
  ]
  return { exitCode: exitCode.ok, data: { rule }, text: lines.join("\n") }
}
