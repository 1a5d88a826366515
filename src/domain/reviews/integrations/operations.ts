/** The operations of integrations and vendors, as they are declared. */
import { z } from "zod"
import { operation } from "../../../base/operation.ts"

const repo = z.string().optional().meta({ description: "the repository, when it is not the current folder", placeholder: "DIR" })
const trust = z.string().optional().meta({ description: "exported trust file, where nothing is pinned", placeholder: "FILE" })
const subject = z
  .string()
  .min(1)
  .max(200)
  .meta({ positional: true, description: "the integration or vendor, as its review calls it", placeholder: "SUBJECT" })

export const integrationOperations = [
  operation({
    name: "integrations.activate",
    summary: "let an integration or vendor be used, once its review is certified",
    details:
      "Takes the certificate in the evidence folder, with the records that say what was reviewed. Without a certificate in force the command is refused with exit code 1.",
    permission: "integrations.activate",
    effect: "writes",
    schema: "tipstaff.integration-activated/1",
    input: z.object({
      subject,
      kind: z.enum(["integration", "vendor", "agent-capability", "endpoint"]).optional().meta({ description: "what its review must have been of" }),
      certificate: z.string().optional().meta({ description: "the certificate, with its evidence beside it", placeholder: "FILE" }),
      trust,
      repo,
    }),
    load: async () => (await import("./commands.ts")).handleActivate,
  }),
  operation({
    name: "integrations.credential",
    summary: "register a credential of an active integration: where it lives, what it may, when it is rotated",
    permission: "integrations.register",
    effect: "writes",
    schema: "tipstaff.credential-registered/1",
    input: z.object({
      subject,
      name: z.string().min(1).max(200).meta({ description: "what the credential is called", placeholder: "NAME" }),
      location: z
        .string()
        .min(1)
        .max(500)
        .meta({ description: "reference into a secret store, never the value", placeholder: "op://VAULT/ITEM/FIELD" }),
      needed: z.string().meta({ description: "scopes that are needed, separated by commas", placeholder: "SCOPES" }),
      granted: z.string().meta({ description: "scopes that it has, separated by commas", placeholder: "SCOPES" }),
      rotation: z.string().default("").meta({ description: '"90 days" when not given; never needs a reason', placeholder: "PERIOD" }),
      issued: z.string().optional().meta({ description: "day it was issued or last rotated; today when not given", placeholder: "DATE" }),
      reason: z.string().default("").meta({ description: "why it is never rotated", placeholder: "TEXT" }),
      trust,
      repo,
    }),
    load: async () => (await import("./commands.ts")).handleCredential,
  }),
  operation({
    name: "integrations.list",
    summary: "show what may be used, what is blocked and why, and which rotation is due",
    permission: "integrations.read",
    effect: "reads",
    schema: "tipstaff.integrations/1",
    input: z.object({ trust, repo }),
    load: async () => (await import("./commands.ts")).handleList,
  }),
]
