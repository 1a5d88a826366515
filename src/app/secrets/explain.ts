/** Handler of `tipstaff secrets explain`. */
import { exitCode } from "../../base/exit-code.ts"
import type { Handler } from "../../base/operation.ts"
import { explainFinding, explanationJson, explanationText } from "../../domain/secrets/about/explain.ts"
import { findFinding, findRule } from "../../domain/secrets/about/find.ts"
import type { SecretFinding } from "../../domain/secrets/report.ts"
import { withHistory } from "./in-history.ts"
import type { ImportRequest } from "./import.ts"
import { scanForSecrets } from "./run.ts"

interface ExplainInput extends ImportRequest {
  readonly finding: string
  readonly path: string
  readonly history: boolean
}

/** Findings that are set aside can be explained as well. */
export const handleSecretsExplain: Handler<ExplainInput, object> = async (world, { finding: word, path, history, config, lenient }) => {
  const scan = await scanForSecrets({ config, lenient, path, history, staged: false, range: [], noIgnore: false }, world)
  const { report, all, rules } = scan
  const [finding] = (await withHistory([findFinding([...report.findings, ...all], word)], scan, world)) as [SecretFinding]
  const explanation = explainFinding(finding, findRule(rules, finding.rule), world.clock.now(), scan.keySource)
  return {
    exitCode: exitCode.ok,
    data: JSON.parse(explanationJson(explanation)) as object,
    text: explanationText(explanation, { colour: world.terminal.colour }),
  }
}
