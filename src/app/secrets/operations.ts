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

const secretsStores = operation({
  name: "secrets.stores",
  summary: "check that what is deployed takes its secrets from the stores that the environment allows",
  details:
    "Reads Kubernetes manifests, Helm values, Compose files, Terraform variables, .env files, Serverless and ECS definitions, and for ci the workflows. A literal value exits with 1, a file that cannot be read with 2.",
  permission: "scan.run",
  effect: "reads",
  schema: "tipstaff.secret-stores/1",
  input: z.object({
    path: z.string().optional().meta({ positional: true, description: "a folder of the repository, or one manifest", placeholder: "PATH" }),
    environment: z.enum(["staging", "production", "ci"]).meta({ description: "where it will run" }),
  }),
  load: async () => (await import("./stores.ts")).handleSecretStores,
})

export const secretsOperations = [secretsScan, secretsStores]
