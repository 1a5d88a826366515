/** Reads a folder of rules strictly: an unknown key, a bad value or a name that differs from its folder stops with file and line. */
import { readdirSync, readFileSync } from "node:fs"
import { join } from "node:path"
import { TipstaffError } from "../../../base/errors.ts"
import { parseYaml } from "../../../base/yaml.ts"
import { codeRuleSchema, type CodeRule } from "./rule.ts"

/** All rules of a folder, sorted by id. Throws `code/bad-rule` with file and line, `yaml/invalid`. */
export function loadRules(folder: string): CodeRule[] {
  const rules = readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => loadRule(join(folder, entry.name), entry.name))
    .sort((a, b) => (a.id < b.id ? -1 : 1))
  const known = new Set(rules.map((rule) => rule.id))
  for (const rule of rules) {
    const stranger = rule.yieldsTo.find((id) => !known.has(id))
    if (stranger !== undefined) throw new TipstaffError("code/bad-rule", `rule ${rule.id} yields to ${stranger}, which does not exist`)
  }
  return rules
}

function loadRule(folder: string, name: string): CodeRule {
  const file = join(folder, "rule.yaml")
  const yaml = parseYaml(readFileSync(file, "utf8"), file)
  const parsed = codeRuleSchema.safeParse(yaml.value)
  if (!parsed.success) {
    const issue = parsed.error.issues[0]
    const path = (issue?.path ?? []).filter((step) => typeof step !== "symbol")
    throw new TipstaffError("code/bad-rule", `${file}: ${path.join(".")}: ${issue?.message ?? "not a rule"}`, { file, line: yaml.lineOf(path) })
  }
  const rule = parsed.data
  if (rule.id !== name)
    throw new TipstaffError("code/bad-rule", `${file}: the rule is called ${rule.id}, its folder ${name}`, { file, line: yaml.lineOf(["id"]) })
  for (const [index, clause] of rule.match.entries()) {
    const slow = "rule" in clause ? slowPart(clause.rule) : undefined
    if (slow !== undefined) {
      throw new TipstaffError("code/bad-rule", `${file}: ${slow} makes hostile files slow`, { file, line: yaml.lineOf(["match", index]) })
    }
  }
  return rule
}

/** What in an ast-grep rule would copy the same text, or climb the same way, again for each level of a deep nest. */
function slowPart(rule: unknown): string | undefined {
  if (typeof rule !== "object" || rule === null) return undefined
  for (const [key, value] of Object.entries(rule)) {
    if (key === "regex" || key === "inside" || key === "has") return key
    const inner = slowPart(value)
    if (inner !== undefined) return inner
  }
  return undefined
}
