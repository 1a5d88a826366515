/** Handlers of `tipstaff secrets rules` and `tipstaff secrets test`. */
import { exitCode } from "../../base/exit-code.ts"
import type { Handler } from "../../base/operation.ts"
import { readStandardInput } from "../../platform/standard-input.ts"
import { findRule } from "../../domain/secrets/about/find.ts"
import { ruleListJson, rulesOfProvider, ruleTable } from "../../domain/secrets/about/rule-list.ts"
import { trialJson, trialText, tryRule } from "../../domain/secrets/about/trial.ts"
import { importedRuleSet } from "../../domain/scans/secrets/imported.ts"
import { secretRules } from "../../domain/secrets/rules.ts"
import { homeOf } from "./home.ts"
import { importOf, type ImportRequest } from "./import.ts"

interface RulesInput extends ImportRequest {
  readonly provider?: string | undefined
}

export const handleSecretsRules: Handler<RulesInput, object> = async (world, input) => {
  const imported = importOf(homeOf(world.cwd).root, undefined, { ...input, noIgnore: false }, world)
  const { rules: all, notes } = imported === undefined ? { rules: secretRules, notes: [] } : importedRuleSet(imported)
  for (const note of notes) world.terminal.note(note)
  const rules = rulesOfProvider(all, input.provider)
  return {
    exitCode: exitCode.ok,
    data: JSON.parse(ruleListJson(rules, all)) as object,
    text: ruleTable(rules, all, { colour: world.terminal.colour }),
  }
}

/** Exit code 1 when the rule reports something, as a scan of the same text would. */
export const handleSecretsTest: Handler<{ readonly rule: string; readonly name?: string | undefined }, object> = async (world, input) => {
  const rule = findRule(secretRules, input.rule)
  if (process.stdin.isTTY) world.terminal.note("type or paste a text, then end it with Ctrl-D (Windows: Ctrl-Z and Enter)")
  const trial = tryRule(rule, await readStandardInput(), input.name)
  return {
    exitCode: trial.reported > 0 ? exitCode.refused : exitCode.ok,
    data: JSON.parse(trialJson(trial)) as object,
    text: trialText(trial, { colour: world.terminal.colour }),
  }
}
