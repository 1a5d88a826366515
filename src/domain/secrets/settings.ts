/** What a repository may set about the scan for secrets. Paths that no scan reads stand under review.exclude. */
import { z } from "zod"
import { suppressionSettings } from "./suppressions.ts"

export const secretSettings = z.strictObject({
  suppress: z.array(suppressionSettings).max(1000).default([]).meta({ description: "findings that are not reported, each with a reason and an end" }),
  inlineAllow: z.boolean().default(true).meta({ description: "let comments of the form tipstaff:allow RULE reason until=YYYY-MM-DD allow a secret" }),
})

export type SecretSettings = z.output<typeof secretSettings>
