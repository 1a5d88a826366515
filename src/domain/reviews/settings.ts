/** tipstaff.yaml: everything the security policy file does not cover, as one strict schema with its defaults. */
import { join } from "node:path"
import { z } from "zod"
import { TipstaffError } from "../../base/errors.ts"
import { readTextIfPresent } from "../../platform/files.ts"
import { peopleSettings } from "../identity/people.ts"
import { readSettings, type SettingsFile } from "../policy/settings-file.ts"
import { scannerSettings } from "../scans/adapters/settings.ts"
import { secretStoreFields } from "../scans/stores/settings.ts"
import { dependencySettings } from "../scans/dependencies/settings.ts"
import { secretSettings } from "../secrets/settings.ts"
import { classifySettings } from "./classify/settings.ts"
import { councilSettings } from "./council/settings.ts"
import { prerequisiteSettings } from "./prerequisites/settings.ts"
import { evidenceFolder } from "./records/artefacts.ts"

export const settingsPath = "tipstaff.yaml"

const exclusion = z.strictObject({
  path: z.string().min(1).meta({ description: "pattern of paths that are not scanned" }),
  reason: z.string().min(1).meta({ description: "why they need no scan; printed in every report" }),
})

export const tipstaffSettings = z.strictObject({
  version: z.literal(1).default(1),
  review: z
    .strictObject({
      profile: z.enum(["default", "sr"]).default("default").meta({ description: "sr halts until every prerequisite is there" }),
      announcements: z.enum(["neutral", "verbatim"]).default("neutral").meta({ description: "verbatim prints the protocol's own bracketed brand" }),
      evidence: z.string().min(1).default(evidenceFolder).meta({ description: "folder of the evidence" }),
      reports: z.string().default(".").meta({ description: "folder below which Claude/operations/reports/security lies" }),
      nextProtocol: z
        .string()
        .min(1)
        .default(".cursor/ai-driven-workflow/11-production-deployment.md")
        .meta({ description: "what the handoff triggers" }),
      exclude: z.array(exclusion).default([]),
      owners: z.record(z.string(), z.string()).default({}).meta({ description: "owner of new findings by path pattern" }),
      certificateDays: z.int().min(1).max(365).default(90).meta({ description: "days a certificate is valid" }),
      secretStores: z
        .array(z.enum(["sop", "policy"]))
        .min(1)
        .default(["sop"])
        .meta({ description: "where credentials may live: sop is 1Password, policy one store for each environment; with both the strictest holds" }),
      rescanHours: z.int().min(0).max(168).default(24).meta({ description: "how long scan results of unchanged content may be used again" }),
    })
    .prefault({}),
  people: peopleSettings.default([]),
  scans: scannerSettings.prefault({}),
  dependencies: dependencySettings.prefault({}),
  secrets: secretSettings.extend(secretStoreFields).prefault({}),
  classify: classifySettings.prefault({}),
  prerequisites: prerequisiteSettings.prefault({}),
  council: councilSettings.prefault({}),
})

export type TipstaffSettings = z.output<typeof tipstaffSettings>

/** Throws `yaml/invalid`, `config/unknown-key`, `config/invalid-value`, each with file and line; no file gives the defaults. */
export async function loadSettings(root: string): Promise<SettingsFile<TipstaffSettings>> {
  const text = await readTextIfPresent(join(root, settingsPath), 4 * 1024 * 1024)
  const file = readSettings(tipstaffSettings, text ?? "", settingsPath)
  if (/^(?:[\\/]|[A-Za-z]:)/.test(file.settings.review.evidence) || file.settings.review.evidence.split(/[\\/]/).includes("..")) {
    throw new TipstaffError("config/invalid-value", "review.evidence must stay inside the repository", {
      file: settingsPath,
      line: file.lineOf(["review", "evidence"]) ?? 1,
    })
  }
  return file
}
