/** Operations of the secret scanner. */
import { z } from "zod"
import { operation } from "../../base/operation.ts"

export const secretFormats = ["text", "json", "sarif", "csv", "junit"] as const

export const secretsScan = operation({
  name: "secrets.scan",
  summary: "look for secrets in a folder, a file, what is staged, a range of commits or the whole history",
  details:
    "PATH is a folder or a file; - is standard input. Exit code 0: nothing found. 1: findings. 2: something could not be scanned, whatever else was found.",
  permission: "scan.run",
  effect: "reads",
  schema: "tipstaff.secrets/1",
  input: z.object({
    path: z.string().default(".").meta({ positional: true, description: "folder or file; - for standard input", placeholder: "PATH" }),
    staged: z.boolean().default(false).meta({ description: "what the next commit would hold" }),
    range: z
      .array(z.string())
      .default([])
      .meta({ description: "commits that B reaches and A does not; without A: those that no remote has", placeholder: "A..B" }),
    history: z.boolean().default(false).meta({ description: "everything that any branch, tag or remote reaches" }),
    format: z.enum(secretFormats).default("text").meta({ description: "form of the report" }),
    noIgnore: z
      .boolean()
      .default(false)
      .meta({ description: "leave nothing out: files that Git ignores, and what is allowed, suppressed or in the baseline" }),
    output: z.string().optional().meta({ description: "write the report to this file", placeholder: "FILE", short: "o" }),
  }),
  load: async () => (await import("./scan.ts")).handleSecretsScan,
})

export const secretsOperations = [secretsScan]
