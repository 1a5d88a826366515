/** Reports of ZAP, template traditional-json (zaproxy.org: Traditional JSON Report). */
import { z } from "zod"
import type { Severity } from "../../../base/severity.ts"
import type { Finding } from "../../findings/finding.ts"
import { readReport } from "./drive.ts"
import type { ImportReading } from "./imports.ts"
import { scrubUrl } from "./scrub.ts"

const number = z.union([z.string(), z.number()]).transform(String)

const report = z.looseObject({
  "@version": z.string().default(""),
  "@generated": z.string().optional(),
  created: z.string().optional(),
  site: z.array(
    z.looseObject({
      "@name": z.string(),
      alerts: z.array(
        z.looseObject({
          pluginid: number,
          alertRef: number.optional(),
          name: z.string().optional(),
          alert: z.string().optional(),
          riskcode: number,
          confidence: number,
          desc: z.string().default(""),
          solution: z.string().default(""),
          cweid: number.optional(),
          // Evidence, attack and parameters are left behind: they hold what the application answered.
          instances: z.array(z.looseObject({ uri: z.string(), method: z.string().default("") })).default([]),
        }),
      ),
    }),
  ),
})

const risks: Readonly<Record<string, Severity>> = { "0": "info", "1": "low", "2": "medium", "3": "high" }
// 0 is a false positive by a person's decision in ZAP; that decision is not ours, so it stays, with low confidence.
const confidences: Readonly<Record<string, Finding["confidence"]>> = { "0": "low", "1": "low", "2": "medium", "3": "high", "4": "high" }

export function readZap(text: string): ImportReading {
  const parsed = readReport(report, text, "zap")
  return {
    version: parsed["@version"],
    at: timeOf(parsed.created, parsed["@generated"]),
    sites: parsed.site.map((site) => originOf(site["@name"])),
    unexamined: parsed.site.length === 0 ? [{ path: "zap", reason: "the report names no site that was scanned" }] : [],
    drafts: parsed.site.flatMap((site) =>
      site.alerts.map((alert) => {
        const name = alert.name ?? alert.alert ?? alert.pluginid
        const shown = alert.instances.slice(0, 5).map((instance) => `${instance.method} ${scrubUrl(instance.uri)}`.trim())
        const more = alert.instances.length - shown.length
        return {
          rule: alert.alertRef ?? alert.pluginid,
          severity: risks[alert.riskcode] ?? "high",
          confidence: confidences[alert.confidence] ?? "medium",
          title: `${name} on ${originOf(site["@name"])}`,
          message: `${plain(alert.desc)} Seen at: ${shown.join(", ")}${more > 0 ? ` and ${more} more` : ""}`,
          remediation: plain(alert.solution),
          cwe: alert.cweid === undefined ? [] : [alert.cweid],
          about: [originOf(site["@name"])],
          help: `https://www.zaproxy.org/docs/alerts/${encodeURIComponent(alert.alertRef ?? alert.pluginid)}/`,
        }
      }),
    ),
  }
}

function timeOf(created: string | undefined, generated: string | undefined): number | undefined {
  // `@generated` has no zone; it is read as UTC.
  const at = created === undefined ? Date.parse(`${generated} UTC`) : Date.parse(created)
  return Number.isNaN(at) ? undefined : at
}

function originOf(name: string): string {
  return URL.canParse(name) ? new URL(name).origin : scrubUrl(name)
}

function plain(html: string): string {
  return html.slice(0, 4000).replace(/<[^<>]{0,200}>/g, " ")
}
