/** Operations of the secret scanner. */
import { z } from "zod"
import { operation } from "../../base/operation.ts"
import { secretFormatNames } from "../../domain/secrets/formats/names.ts"

const imported = {
  config: z.string().optional().meta({ description: "take the rules and allowlists of a gitleaks configuration as well", placeholder: "FILE" }),
  lenient: z.boolean().default(false).meta({ description: "leave out what cannot be taken over of it, and note it" }),
}

const secretsScan = operation({
  name: "secrets.scan",
  summary: "look for secrets in a folder, a file, what is staged, a range of commits or the whole history",
  details:
    "PATH is a folder or a file; - is standard input. Exit code 0: nothing found. 1: findings. 2: something could not be scanned, whatever else was found.",
  permission: "scan.run",
  effect: "writes",
  schema: "tipstaff.secrets/1",
  input: z.object({
    path: z.string().default(".").meta({ positional: true, description: "folder or file; - for standard input", placeholder: "PATH" }),
    staged: z.boolean().default(false).meta({ description: "what the next commit would hold" }),
    range: z
      .array(z.string())
      .default([])
      .meta({ description: "commits that B reaches and A does not; without A: those that no remote has", placeholder: "A..B" }),
    history: z.boolean().default(false).meta({ description: "everything that any branch, tag or remote reaches" }),
    format: z.enum(secretFormatNames).default("text").meta({ description: "form of the report" }),
    noIgnore: z
      .boolean()
      .default(false)
      .meta({ description: "leave nothing out: files that Git ignores or the settings exclude, and what is allowed, suppressed or in the baseline" }),
    ...imported,
    output: z.string().optional().meta({ description: "write the report to this file", placeholder: "FILE", short: "o" }),
  }),
  load: async () => (await import("./scan.ts")).handleSecretsScan,
})

const where = z.string().default(".").meta({ description: "the folder that was scanned", placeholder: "PATH" })

const secretsExplain = operation({
  name: "secrets.explain",
  summary: "say why a finding is believed and what to do about it; scans again to find it",
  permission: "scan.run",
  effect: "reads",
  schema: "tipstaff.secret-explanation/1",
  input: z.object({
    finding: z.string().meta({ positional: true, description: "its id, or the beginning of it, or path:line", placeholder: "FINDING" }),
    path: where,
    history: z.boolean().default(false).meta({ description: "the finding is one of a scan of the history" }),
    ...imported,
  }),
  load: async () => (await import("./explain.ts")).handleSecretsExplain,
})

const secretsRules = operation({
  name: "secrets.rules",
  summary: "list the rules",
  permission: "scan.read",
  effect: "reads",
  schema: "tipstaff.secret-rules/1",
  input: z.object({ provider: z.string().optional().meta({ description: "of one provider only", placeholder: "NAME" }), ...imported }),
  load: async () => (await import("./rules.ts")).handleSecretsRules,
})

const secretsTest = operation({
  name: "secrets.test",
  summary: "try one rule on standard input: what it matches, what is set aside and why",
  permission: "scan.read",
  effect: "reads",
  schema: "tipstaff.secret-trial/1",
  input: z.object({
    rule: z.string().meta({ positional: true, description: "rule id", placeholder: "RULE" }),
    name: z.string().optional().meta({ description: "the file's name, for rules that go by it", placeholder: "FILE" }),
  }),
  load: async () => (await import("./rules.ts")).handleSecretsTest,
})

const secretsBaseline = operation({
  name: "secrets.baseline",
  summary: "take what is found today as known, so that scans speak of new secrets only",
  details:
    "Writes .tipstaff/secrets-baseline, which holds no secret, and a line of .gitattributes that lets branches merge it. Known secrets stay exposed: rotate them, remove them, then run this again with --prune.",
  permission: "scan.configure",
  effect: "writes",
  schema: "tipstaff.secret-baseline/1",
  input: z.object({
    path: z.string().default(".").meta({ positional: true, description: "the repository", placeholder: "PATH" }),
    prune: z.boolean().default(false).meta({ description: "drop what is no longer found, add nothing" }),
    ...imported,
    dryRun: z.boolean().default(false).meta({ description: "say what would change, write nothing" }),
  }),
  load: async () => (await import("./baseline.ts")).handleSecretsBaseline,
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

export const secretsOperations = [secretsScan, secretsExplain, secretsBaseline, secretsRules, secretsTest, secretsStores]
