/** What a repository may set about the scan for secrets. Paths that no scan reads stand under review.exclude. */
import { z } from "zod"
import { suppressionSettings } from "./suppressions.ts"

export const secretSettings = z.strictObject({
  suppress: z.array(suppressionSettings).max(1000).default([]).meta({ description: "findings that are not reported, each with a reason and an end" }),
  gitleaks: z
    .string()
    .min(1)
    .max(1000)
    .optional()
    .meta({ description: "a gitleaks configuration whose rules and allowlists count as well; a path inside the repository" }),
  inlineAllow: z.boolean().default(true).meta({ description: "let comments of the form tipstaff:allow RULE reason until=YYYY-MM-DD allow a secret" }),
})

export type SecretSettings = z.output<typeof secretSettings>
