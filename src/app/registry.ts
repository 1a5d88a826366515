/** Every operation of the product, in the order in which help shows them. */
import { z } from "zod"
import { operation, type Operation } from "../base/operation.ts"
import { certificateRevoke, certificateVerify } from "../domain/certificates/operations.ts"
import { keysList, keysNew, keysShow, trustAccept, trustExport, trustShow, trustSign } from "../domain/identity/operations.ts"
import { classifyOperation } from "../domain/reviews/classify/operation.ts"
import { reviewOperations } from "../domain/reviews/operations.ts"
import { guardOperations } from "./guard/operations.ts"
import { hookOperations } from "./hooks/operations.ts"
import { profiles } from "./init/plan.ts"
import { secretsOperations } from "./secrets/operations.ts"
import { version } from "./version.ts"

const repo = z.string().optional().meta({ description: "the repository, when it is not the current folder", placeholder: "DIR" })

const setUp = [
  operation({
    name: "init",
    summary: "write what a repository needs: policy, settings, hooks, workflow",
    permission: "repository.configure",
    effect: "writes",
    schema: "tipstaff.init/1",
    input: z.object({
      path: z.string().optional().meta({ positional: true, description: "the repository", placeholder: "PATH" }),
      profile: z
        .enum(profiles)
        .default("policy")
        .meta({ description: "sop: the review procedure; policy: the security policy; sr: the check protocol; all" }),
      dryRun: z.boolean().default(false).meta({ description: "show what would be written, write nothing" }),
      yes: z.boolean().default(false).meta({ description: "do not ask" }),
    }),
    load: async () => (await import("./init/init.ts")).handleInit,
  }),
  operation({
    name: "doctor",
    summary: "check that everything is in place, and prove that a planted secret is blocked",
    permission: "repository.read",
    effect: "reads",
    schema: "tipstaff.doctor/1",
    input: z.object({ path: z.string().optional().meta({ positional: true, description: "the repository", placeholder: "PATH" }) }),
    load: async () => (await import("./doctor/doctor.ts")).handleDoctor,
  }),
  operation({
    name: "config.show",
    summary: "print every setting that holds here",
    permission: "repository.read",
    effect: "reads",
    schema: "tipstaff.config/1",
    input: z.object({ origin: z.boolean().default(false).meta({ description: "where each value comes from" }), repo }),
    load: async () => (await import("./config/show.ts")).handleConfigShow,
  }),
]

const daily = [
  operation({
    name: "check",
    summary: "scan what is staged, a commit's message, or a tool call that an agent host hands in; for hooks",
    details:
      "What is blocked is appended to security-audit.jsonl in the state folder, without its value; a secret that a commit holds already opens a rotation task.",
    permission: "scan.run",
    effect: "writes",
    schema: "tipstaff.check/1",
    input: z.object({
      staged: z.boolean().default(false).meta({ description: "what the next commit would hold" }),
      event: z.boolean().default(false).meta({ description: "the tool call on standard input" }),
      message: z.string().optional().meta({ description: "the message of a commit that is being made", placeholder: "FILE" }),
      repo,
    }),
    load: async () => (await import("./check/check.ts")).handleCheck,
  }),
  operation({
    name: "explain",
    summary: "say what a rule looks for, why it matters and how to fix it",
    permission: "scan.read",
    effect: "reads",
    schema: "tipstaff.rule/1",
    input: z.object({ rule: z.string().meta({ positional: true, description: "rule id, as a finding names it", placeholder: "RULE" }) }),
    load: async () => (await import("./explain/explain.ts")).handleExplain,
  }),
]

export const operations: readonly Operation[] = [
  ...reviewOperations(version),
  classifyOperation,
  certificateVerify,
  certificateRevoke,
  keysNew,
  keysList,
  keysShow,
  trustShow,
  trustAccept,
  trustSign,
  trustExport,
  ...daily,
  ...secretsOperations,
  ...setUp,
  ...hookOperations,
  ...guardOperations,
] as unknown as Operation[]

/** What each word with further words below it is about. */
export const groupSummaries: Readonly<Record<string, string>> = {
  guard: "what agents may do",
  gate: "judge the evidence of a review; reads, never writes",
  findings: "the findings register",
  exceptions: "waivers, accepted risks and compensating controls",
  certificate: "certificates of approved reviews",
  keys: "your signing keys on this machine",
  trust: "the people whose signatures count here",
  evidence: "the evidence folder of a review",
  threats: "the threat model of a review",
  config: "the settings that hold here",
  secrets: "secrets in files, in the history and in what is deployed",
  hooks: "the Git hooks that block secrets",
}
