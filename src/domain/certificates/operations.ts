/** The operations on certificates. */
import { z } from "zod"
import { operation } from "../../base/operation.ts"

const file = z.string().meta({ description: "the file security-approval-certificate.dsse.json", positional: true, placeholder: "FILE" })
const repo = z.string().optional().meta({ description: "folder in the repository; default: here", placeholder: "DIR" })

export const certificateVerify = operation({
  name: "certificate.verify",
  summary: "check that a certificate holds for a commit, here and now",
  details:
    "Exit code 0: it holds. 1: it does not, with every reason. 2: it could not be checked. Without --commit and --subject it is compared with HEAD of the repository you are in.",
  permission: "certificate.read",
  effect: "reads",
  schema: "tipstaff.certificate-verification/1",
  input: z.strictObject({
    file,
    commit: z.string().optional().meta({ description: "commit that is about to be used", placeholder: "REV" }),
    subject: z.string().optional().meta({ description: "SHA-256 of the release package", placeholder: "DIGEST" }),
    trust: z
      .string()
      .optional()
      .meta({ description: "trust file from tipstaff trust export; default: the people trusted here", placeholder: "FILE" }),
    evidence: z.string().optional().meta({ description: "folder of the artefacts; default: the certificate's own", placeholder: "DIR" }),
    withoutEvidence: z.boolean().default(false).meta({ description: "compare no artefacts, and say so" }),
    revocations: z
      .string()
      .optional()
      .meta({ description: "folder of revocations; default: revocations in the evidence folder", placeholder: "DIR" }),
    at: z.string().optional().meta({ description: "judge as of this time", placeholder: "TIME" }),
    repo,
  }),
  load: async () => (await import("./commands.ts")).handleVerify,
})

export const certificateRevoke = operation({
  name: "certificate.revoke",
  summary: "declare that a certificate no longer holds",
  details: "Signed with the key of a person who holds security.ops or coo. The record lies beside the certificate; commit and publish it.",
  permission: "certificate.revoke",
  effect: "writes",
  schema: "tipstaff.certificate-revocation/1",
  input: z.strictObject({
    file,
    reason: z.string().meta({ description: "why, in one sentence", placeholder: "TEXT" }),
    key: z.string().optional().meta({ description: "name of your key, when you have several", placeholder: "NAME" }),
    trust: z.string().optional().meta({ description: "trust file; default: the people trusted here", placeholder: "FILE" }),
    revocations: z
      .string()
      .optional()
      .meta({ description: "folder of revocations; default: revocations beside the certificate", placeholder: "DIR" }),
    repo,
  }),
  load: async () => (await import("./commands.ts")).handleRevoke,
})
