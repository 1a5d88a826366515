/** What a repository may set about the dependency scan. */
import { z } from "zod"

export const dependencySettings = z.strictObject({
  advisories: z
    .string()
    .min(1)
    .optional()
    .meta({ description: "folder of a local advisory mirror in OSV's export form; when set, the OSV API is not asked" }),
  apiUrl: z
    .url({ protocol: /^https?$/ })
    .default("https://api.osv.dev")
    .meta({ description: "address of the OSV API; https, or http on this machine" }),
  online: z.boolean().default(true).meta({ description: "ask the OSV API when no mirror is set; package names and versions leave the machine" }),
  maxMirrorAgeDays: z
    .number()
    .int()
    .min(1)
    .max(3650)
    .default(7)
    .meta({ description: "days after which the mirror is too old and the scan incomplete" }),
  timeoutMs: z.number().int().min(100).max(600_000).default(30_000).meta({ description: "milliseconds to wait for one answer of the OSV API" }),
})

export type DependencySettings = z.output<typeof dependencySettings>
