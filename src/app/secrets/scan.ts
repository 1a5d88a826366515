/** Handler of `tipstaff secrets scan`. */
import { resolve } from "node:path"
import type { Handler } from "../../base/operation.ts"
import { writeWhole } from "../../platform/files.ts"
import { auditDetections } from "../../domain/scans/secrets/security-audit.ts"
import { jsonReport } from "../../domain/secrets/formats/json.ts"
import { secretFormat } from "../../domain/secrets/formats/formats.ts"
import type { SecretFormat } from "../../domain/secrets/formats/names.ts"
import { exitCodeOf } from "../../domain/secrets/report.ts"
import { version } from "../version.ts"
import { withHistory } from "./in-history.ts"
import { scanForSecrets } from "./run.ts"
import type { Request } from "./source.ts"

export interface ScanInput extends Request {
  readonly format: SecretFormat
  readonly output?: string | undefined
}

export const handleSecretsScan: Handler<ScanInput, object> = async (world, input) => {
  const scan = await scanForSecrets(input, world)
  const { source } = scan
  const report = { ...scan.report, findings: await withHistory(scan.report.findings, scan, world) }
  const format = await secretFormat(input.format)
  const text = format(report, { colour: world.terminal.colour && input.output === undefined, version })
  if (input.output !== undefined) await writeWhole(resolve(world.cwd, input.output), text)
  if (source.kind === "staged" || source.kind === "range") {
    const where = source.kind
    const repository = source.kind === "staged" ? source.root : source.repository.root
    const entries = report.findings.map(({ rule, path, line, fingerprint }) => ({
      rule,
      path,
      line,
      fingerprint,
      where,
      repository,
    }))
    const problem = await auditDetections(world.stateDir, world.clock.now(), entries)
    if (problem !== undefined) world.terminal.warn(problem)
  }
  return { exitCode: exitCodeOf(report), data: jsonReport(report), text: input.output === undefined ? text : "" }
}
