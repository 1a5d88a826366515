/** Handler of `tipstaff secrets scan`. */
import { resolve } from "node:path"
import type { Handler } from "../../base/operation.ts"
import type { World } from "../../base/world.ts"
import { writeWhole } from "../../platform/files.ts"
import { stateKey } from "../../platform/state-key.ts"
import { secretFindings } from "../../domain/scans/secrets/report.ts"
import { secretRules } from "../../domain/secrets/rules.ts"
import { productScanner } from "../../domain/scans/secrets/prepared.ts"
import type { SecretFinding, SecretReport } from "../../domain/secrets/report.ts"
import type { secretFormats } from "./operations.ts"
import { scanSource, sourceOf, type Request, type Scanned } from "./source.ts"

export interface ScanInput extends Request {
  readonly format: (typeof secretFormats)[number]
  readonly output?: string | undefined
}

export const handleSecretsScan: Handler<ScanInput, object> = async (world, input) => {
  const source = await sourceOf(input, world)
  const key = await stateKey(world.stateDir, "scan")
  const scanner = productScanner({ key })
  const scanned = await scanSource(source, input, scanner, key, world, progressOf(world))
  const report = reportOf(scanned, key)
  const text = render(report, input, world)
  if (input.output !== undefined) await writeWhole(resolve(world.cwd, input.output), text)
  return { exitCode: exitCodeOf(report), data: jsonOf(report), text: input.output === undefined ? text : "" }
}

function progressOf(world: World): (count: number) => void {
  let done = 0
  return (count) => {
    done += count
    world.terminal.progress("secrets", done, undefined)
  }
}

function reportOf(scanned: Scanned, key: Uint8Array): SecretReport {
  const rules = new Map(secretRules.map((rule) => [rule.id, rule]))
  return {
    findings: secretFindings(scanned.secrets, rules, key),
    scanned: { files: scanned.files, bytes: scanned.bytes },
    notScanned: scanned.unexamined.toSorted((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0)),
    setAside: { allowed: 0, suppressed: 0, baseline: 0 },
    notes: [],
  }
}

function jsonOf(report: SecretReport): object {
  return { schema: 1, ...report }
}
function render(report: SecretReport, input: ScanInput, _world: World): string {
  if (input.format === "json") return `${JSON.stringify(jsonOf(report), undefined, 2)}\n`
  return (
    report.findings.map((f: SecretFinding) => `${f.path}:${f.line}:${f.column} ${f.rule} ${f.masked} ${f.confidence}\n`).join("") +
    `${report.scanned.files} files ${report.notScanned.length} not scanned\n`
  )
}
function exitCodeOf(report: SecretReport): 0 | 1 | 2 {
  return report.notScanned.length > 0 ? 2 : report.findings.length > 0 ? 1 : 0
}
