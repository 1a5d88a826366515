/** Every engine that speaks for a tool of others: the installed ones that are run, and the reports that are read. */
import { second } from "../../../base/duration.ts"
import type { Engine, EngineAbsence } from "../engine.ts"
import { bandit } from "./bandit.ts"
import { checkov } from "./checkov.ts"
import { externalEngine, type ExternalTool } from "./drive.ts"
import { gitleaks } from "./gitleaks.ts"
import { importEngine, type ReportImport } from "./imports.ts"
import { npmAudit } from "./npm-audit.ts"
import { readNuclei } from "./nuclei.ts"
import { osvScanner } from "./osv-scanner.ts"
import { pipAudit } from "./pip-audit.ts"
import { safety } from "./safety.ts"
import { readSarif } from "./sarif.ts"
import { semgrep } from "./semgrep.ts"
import type { ScannerSettings } from "./settings.ts"
import { trivy } from "./trivy.ts"
import { readZap } from "./zap.ts"

/** Engines in one fixed order. root is the absolute path of the repository under review. */
export function externalEngines(settings: ScannerSettings, root: string): Engine[] {
  const tools: readonly ExternalTool[] = [
    semgrep(settings.semgrep.config),
    bandit,
    checkov,
    gitleaks,
    osvScanner(settings.osvScanner.offlineDatabase, root),
    trivy,
    npmAudit,
    pipAudit(settings.pipAudit),
    safety,
  ]
  return [
    ...tools.filter((tool) => settings.tools[tool.id] !== "off").map((tool) => externalEngine(tool, root)),
    ...importsOf(settings).map((source) => importEngine(source, root)),
  ]
}

/** Tools whose absence makes their class not_run: the requiredTools of classStatus. */
export function requiredTools(settings: ScannerSettings): string[] {
  return Object.entries(settings.tools).flatMap(([tool, use]) => (use === "required" ? [tool] : []))
}

/** The timeoutsMs of runEngines. */
export function timeoutsOf(settings: ScannerSettings): Record<string, number> {
  return Object.fromEntries(Object.entries(settings.timeouts).map(([tool, seconds]) => [tool, seconds * second]))
}

function importsOf(settings: ScannerSettings): ReportImport[] {
  const { dast } = settings
  const withoutReports: EngineAbsence =
    dast.notApplicable === undefined
      ? { outcome: "not_run", reason: "there is no DAST report: set scans.dast.zap or scans.dast.nuclei", absent: true }
      : { outcome: "not_applicable", reason: dast.notApplicable }
  return [
    { id: "zap", class: "dast", reports: dast.zap, maxAgeDays: dast.maxAgeDays, withoutReports, read: readZap },
    { id: "nuclei", class: "dast", reports: dast.nuclei, maxAgeDays: dast.maxAgeDays, withoutReports, read: readNuclei },
    ...settings.sarif.map((source): ReportImport => ({
      id: source.tool,
      class: source.class,
      reports: [source],
      maxAgeDays: source.maxAgeDays,
      withoutReports,
      read: readSarif,
    })),
  ]
}
