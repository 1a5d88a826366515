/** Which outside scanners take part in a review, and with what. Unknown keys are errors. */
import { z } from "zod"
import { scanClasses } from "../../findings/finding.ts"

export const externalTools = ["semgrep", "gitleaks", "osv-scanner", "trivy", "npm-audit", "pip-audit", "safety", "bandit", "checkov"] as const

export type ExternalToolId = (typeof externalTools)[number]

const use = z.enum(["auto", "off", "required"])

const importedReport = z.strictObject({
  report: z.string().min(1).meta({ description: "path of the report, inside the repository" }),
  target: z
    .string()
    .regex(/^[0-9a-f]{12,64}$/)
    .optional()
    .meta({ description: "commit or digest of what was scanned; another one than that under review makes the report void" }),
  site: z.url().optional().meta({ description: "address that must have been scanned; a report about other addresses is void" }),
  scannedAt: z.iso.datetime({ offset: true }).optional().meta({ description: "when the scan ran, for reports that carry no time of their own" }),
})

export type ImportedReport = z.output<typeof importedReport>

export const scannerSettings = z.strictObject({
  tools: z
    .partialRecord(z.enum(externalTools), use)
    .default({})
    .meta({ description: "auto uses a tool that is installed, required makes its absence not_run, off never runs it" }),
  timeouts: z
    .partialRecord(
      z.enum(externalTools),
      z
        .number()
        .positive()
        .max(24 * 3600),
    )
    .default({})
    .meta({ description: "seconds for one tool; 600 when not given" }),
  semgrep: z
    .strictObject({
      config: z
        .array(z.string().min(1))
        .default([])
        .meta({ description: "rule files or folders inside the repository, or registry names such as p/owasp-top-ten (needs network)" }),
    })
    .default({ config: [] }),
  osvScanner: z
    .strictObject({
      offlineDatabase: z.string().min(1).optional().meta({ description: "folder of downloaded OSV databases; no network is used then" }),
    })
    .default({}),
  pipAudit: z
    .strictObject({
      service: z.enum(["pypi", "osv"]).default("pypi").meta({ description: "where advisories are asked for" }),
      osvUrl: z.url().optional().meta({ description: "query address of an OSV server of your own; only with service osv" }),
    })
    .default({ service: "pypi" }),
  dast: z
    .strictObject({
      zap: z.array(importedReport).default([]).meta({ description: "ZAP reports, format traditional-json" }),
      nuclei: z.array(importedReport).default([]).meta({ description: "Nuclei reports, JSON lines or a JSON array" }),
      maxAgeDays: z.number().positive().default(7).meta({ description: "older reports do not count" }),
      notApplicable: z.string().min(1).optional().meta({ description: "why there is nothing to scan dynamically" }),
    })
    .default({ zap: [], nuclei: [], maxAgeDays: 7 }),
  sarif: z
    .array(
      importedReport.extend({
        tool: z
          .string()
          .regex(/^[a-z0-9][a-z0-9-]{0,39}$/)
          .meta({ description: "name under which the runs are recorded, unique" }),
        class: z.enum(scanClasses).meta({ description: "the class of scan that the report is evidence for" }),
        maxAgeDays: z.number().positive().default(7).meta({ description: "older reports do not count" }),
      }),
    )
    .default([])
    .meta({ description: "SARIF 2.1.0 reports of other tools" }),
})

export type ScannerSettings = z.output<typeof scannerSettings>
