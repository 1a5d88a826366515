/** The operations of reviews, as they are declared: names, inputs, permissions, effects. */
import { z } from "zod"
import { operation, type Operation } from "../../base/operation.ts"
import { exceptionKinds } from "../exceptions/exception.ts"
import { subjectKinds } from "./assessment/checklist.ts"
import { integrationOperations } from "./integrations/operations.ts"
import { approvableKinds } from "./operations/approvable.ts"

const repo = z.string().optional().meta({ description: "the repository, when it is not the current folder", placeholder: "DIR" })
const offline = z.boolean().default(false).meta({ description: "ask no advisory service on the network" })
const phrase = z.string().optional().meta({ description: "the approval phrase, instead of typing it when asked", placeholder: "WORDS" })
const key = z.string().optional().meta({ description: "which of your keys signs, when several could", placeholder: "NAME" })

const trust = z.string().optional().meta({ description: "exported trust file, where nothing is pinned", placeholder: "FILE" })

const settableStates = ["open", "planned", "fixing", "false_positive", "closed"] as const

/** The declarations, for one version of the product: certificates and decisions name it. */
export function reviewOperations(version: string): Operation[] {
  return [
    operation({
      name: "review",
      summary: "take a repository to APPROVE, APPROVE WITH CONDITIONS or REJECT, with the evidence",
      details:
        "Run it again after each change: unchanged scans are used again, what people wrote is kept. Exit code 0 means approved, 1 refused or not yet approved, 2 could not check.",
      permission: "review.run",
      effect: "writes",
      schema: "tipstaff.review/1",
      input: z.object({
        path: z.string().optional().meta({ positional: true, description: "the repository; the current folder when not given", placeholder: "PATH" }),
        base: z.string().optional().meta({ description: "where the change begins", placeholder: "REV" }),
        kind: z.enum(subjectKinds).optional().meta({ description: "what is reviewed, when the change does not say it" }),
        subject: z.string().min(1).max(200).optional().meta({ description: "name of what is reviewed", placeholder: "NAME" }),
        profile: z.enum(["default", "sr"]).optional().meta({ description: "sr halts until every prerequisite is there" }),
        offline,
        rescan: z.boolean().default(false).meta({ description: "scan again although nothing has changed" }),
        trust,
        githubSummary: z.boolean().default(false).meta({ description: "append a summary to $GITHUB_STEP_SUMMARY" }),
      }),
      load: async () => (await import("./operations/review.ts")).reviewHandler(version),
    }),
    operation({
      name: "status",
      summary: "show what is open, late or due; scans nothing",
      permission: "review.read",
      effect: "reads",
      schema: "tipstaff.status/1",
      input: z.object({ path: z.string().optional().meta({ positional: true, description: "the repository", placeholder: "PATH" }) }),
      load: async () => (await import("./operations/status.ts")).handleStatus,
    }),
    operation({
      name: "prerequisites",
      summary: "check what must be there before a review starts, all of it at once",
      permission: "review.run",
      effect: "writes",
      schema: "tipstaff.prerequisites/1",
      input: z.object({ init: z.boolean().default(false).meta({ description: "create templates of what is missing" }), repo }),
      load: async () => (await import("./operations/others.ts")).handlePrerequisites,
    }),
    operation({
      name: "assess",
      summary: "answer the manual assessment on the terminal, or from a YAML file",
      permission: "review.assess",
      effect: "writes",
      schema: "tipstaff.assessment/1",
      input: z.object({
        answers: z.string().optional().meta({ description: "YAML file with the answers; without it you are asked", placeholder: "FILE" }),
        as: z.string().default("").meta({ description: "your name, as assessor", placeholder: "NAME" }),
        confirm: z.boolean().default(false).meta({ description: "the answers hold for the content as it is now" }),
        repo,
      }),
      load: async () => (await import("./operations/assess.ts")).handleAssess,
    }),
    operation({
      name: "approve",
      summary: "sign the review's decision, or one of the approvals that open a review",
      permission: "review.approve",
      effect: "writes",
      schema: "tipstaff.approval-given/1",
      input: z.object({
        role: z.string().meta({ description: "the role you act in, such as security.ops or coo", placeholder: "ROLE" }),
        kind: z.enum(approvableKinds).default("disposition").meta({ description: "what is approved" }),
        reject: z.boolean().default(false).meta({ description: "refuse instead of approving" }),
        statement: z.string().default("").meta({ description: "why; a refusal needs it", placeholder: "TEXT" }),
        phrase,
        key,
        offline,
        repo,
      }),
      load: async () => (await import("./operations/approve.ts")).approveHandler(version),
    }),
    operation({
      name: "certificate.issue",
      summary: "seal an approved review into a signed certificate",
      permission: "certificate.issue",
      effect: "writes",
      schema: "tipstaff.certificate-issued/1",
      input: z.object({
        role: z.enum(["security.ops", "security.lead", "coo"]).default("security.ops").meta({ description: "the role you act in" }),
        key,
        offline,
        repo,
      }),
      load: async () => (await import("./operations/approve.ts")).issueHandler(version),
    }),
    ...gateOperations,
    ...findingOperations,
    ...exceptionOperations,
    ...integrationOperations,
    operation({
      name: "council",
      summary: "put a HIGH-sensitivity review before several local models; nothing leaves this machine",
      permission: "review.council",
      effect: "writes",
      schema: "tipstaff.council-held/1",
      input: z.object({ as: z.string().default("security.ops").meta({ description: "who invokes the council", placeholder: "ROLE" }), repo }),
      load: async () => (await import("./operations/others.ts")).handleCouncil,
    }),
    operation({
      name: "threats.simulate",
      summary: "validate the mitigations of the top threats against the scans on record",
      permission: "review.run",
      effect: "writes",
      schema: "tipstaff.threat-simulation-result/1",
      input: z.object({
        model: z.string().optional().meta({ description: "the threat model", placeholder: "FILE" }),
        output: z.string().optional().meta({ description: "where the log is written as well", placeholder: "FILE" }),
        repo,
      }),
      load: async () => (await import("./operations/others.ts")).handleThreats,
    }),
    operation({
      name: "evidence.aggregate",
      summary: "bring the review up to date and write the evidence manifest",
      permission: "review.run",
      effect: "writes",
      schema: "tipstaff.evidence/1",
      input: z.object({
        output: z.string().optional().meta({ description: "folder that gets a copy of the manifest", placeholder: "DIR" }),
        offline,
        repo,
      }),
      load: async () => (await import("./operations/others.ts")).aggregateHandler(version),
    }),
    operation({
      name: "evidence.verify",
      summary: "compare every artefact with the manifest",
      permission: "review.read",
      effect: "reads",
      schema: "tipstaff.evidence-check/1",
      input: z.object({ repo }),
      load: async () => (await import("./operations/others.ts")).handleEvidenceVerify,
    }),
    operation({
      name: "fallback",
      summary: "keep the log of a pair review by hand, while scanners cannot run",
      details:
        "Creates manual-validation-log.md, then checks it: two people, two inspections, the reason. Its best answer is manual, which no gate takes for a pass.",
      permission: "review.assess",
      effect: "writes",
      schema: "tipstaff.manual-validation/1",
      input: z.object({ repo }),
      load: async () => (await import("./operations/fallback.ts")).handleManualValidation,
    }),
    operation({
      name: "notifications",
      summary: "show who was told what and has not confirmed it",
      permission: "review.acknowledge",
      effect: "writes",
      schema: "tipstaff.notifications/1",
      input: z.object({
        acknowledge: z.string().optional().meta({ description: "confirm a notification", placeholder: "ID" }),
        as: z.string().default("").meta({ description: "who confirms", placeholder: "NAME" }),
        repo,
      }),
      load: async () => (await import("./operations/others.ts")).handleNotifications,
    }),
  ] as unknown as Operation[]
}

const gateOperations = [
  operation({
    name: "gate.scans",
    summary: "gate 1, Scan Cleanliness: no critical, at most three planned high findings",
    permission: "gate.read",
    effect: "reads",
    schema: "tipstaff.gate/1",
    input: z.object({
      input: z.string().meta({ description: "scan-results.json", placeholder: "FILE" }),
      register: z.string().optional().meta({ description: "findings-register.csv; the one beside the input when not given", placeholder: "FILE" }),
    }),
    load: async () => (await import("./operations/gates.ts")).handleGateScans,
  }),
  operation({
    name: "gate.controls",
    summary: "gate 2, Manual Control Verification: every critical control is Verified",
    permission: "gate.read",
    effect: "reads",
    schema: "tipstaff.gate/1",
    input: z.object({ report: z.string().meta({ description: "manual-assessment.md", placeholder: "FILE" }) }),
    load: async () => (await import("./operations/gates.ts")).handleGateControls,
  }),
  operation({
    name: "gate.disposition",
    summary: "gate 3, Risk Disposition Integrity: every finding has an owner and a way to its end",
    permission: "gate.read",
    effect: "reads",
    schema: "tipstaff.gate/1",
    input: z.object({
      register: z.string().meta({ description: "findings-register.csv", placeholder: "FILE" }),
      record: z.string().optional().meta({ description: "disposition-record.md; the one beside the register when not given", placeholder: "FILE" }),
    }),
    load: async () => (await import("./operations/gates.ts")).handleGateDisposition,
  }),
  operation({
    name: "gate.change",
    summary: "whether a change may be merged: what it touches, and the certificate that demands",
    details: "Exit code 1 when the change touches what a review is mandatory for and no certificate holds for it. A recommended review only warns.",
    permission: "gate.read",
    effect: "reads",
    schema: "tipstaff.gate-change/1",
    input: z.object({
      path: z.string().optional().meta({ positional: true, description: "the repository", placeholder: "PATH" }),
      base: z.string().optional().meta({ description: "where the change begins", placeholder: "REV" }),
      trust,
    }),
    load: async () => (await import("./operations/change-gate.ts")).handleGateChange,
  }),
  operation({
    name: "gate.all",
    summary: "all three gates on the evidence of a repository",
    permission: "gate.read",
    effect: "reads",
    schema: "tipstaff.gates/1",
    input: z.object({ path: z.string().optional().meta({ positional: true, description: "the repository", placeholder: "PATH" }) }),
    load: async () => (await import("./operations/gates.ts")).handleGateAll,
  }),
]

const findingOperations = [
  operation({
    name: "findings.list",
    summary: "show the findings register",
    permission: "findings.read",
    effect: "reads",
    schema: "tipstaff.findings/1",
    input: z.object({ all: z.boolean().default(false).meta({ description: "also those that are fixed, closed or dismissed" }), repo }),
    load: async () => (await import("./operations/findings.ts")).handleFindingsList,
  }),
  operation({
    name: "findings.set",
    summary: "give findings an owner, a plan, an earlier date or another state",
    permission: "findings.write",
    effect: "writes",
    schema: "tipstaff.findings/1",
    input: z.object({
      ids: z.array(z.string()).default([]).meta({ positional: true, description: "finding ids, or all for every open one", placeholder: "ID" }),
      owner: z.string().optional().meta({ description: "who answers for it", placeholder: "NAME" }),
      plan: z.string().optional().meta({ description: "how it will be fixed", placeholder: "TEXT" }),
      rollback: z.string().optional().meta({ description: "how to go back when the fix fails", placeholder: "TEXT" }),
      due: z.string().optional().meta({ description: "an earlier date than the SLA gives", placeholder: "DATE" }),
      note: z.string().optional().meta({ description: "a remark; a false positive needs one", placeholder: "TEXT" }),
      status: z.enum(settableStates).optional().meta({ description: "the new state" }),
      repo,
    }),
    load: async () => (await import("./operations/findings.ts")).handleFindingsSet,
  }),
]

const exceptionOperations = [
  operation({
    name: "exceptions.request",
    summary: "ask for a gate waiver, a risk acceptance or a compensating control",
    permission: "exceptions.request",
    effect: "writes",
    schema: "tipstaff.exception-requested/1",
    input: z.object({
      rule: z.string().meta({ positional: true, description: "a finding id or the name of a gate", placeholder: "RULE" }),
      kind: z.enum(exceptionKinds).optional().meta({ description: "follows from the rule when not given" }),
      reason: z.string().min(1).meta({ description: "why it is needed", placeholder: "TEXT" }),
      control: z.string().default("").meta({ description: "what protects instead", placeholder: "TEXT" }),
      requester: z.string().min(1).meta({ description: "who asks; cannot be the one who grants", placeholder: "NAME" }),
      days: z.coerce.number().int().default(30).meta({ description: "how many days it lasts, 365 at most", placeholder: "N" }),
      approver: z.string().optional().meta({ description: "role that grants it", placeholder: "ROLE" }),
      repo,
    }),
    load: async () => (await import("./operations/exceptions.ts")).handleExceptionRequest,
  }),
  operation({
    name: "exceptions.grant",
    summary: "grant a requested exception with your signature",
    permission: "exceptions.grant",
    effect: "writes",
    schema: "tipstaff.exception-granted/1",
    input: z.object({ id: z.string().meta({ positional: true, description: "the exception", placeholder: "ID" }), phrase, key, repo }),
    load: async () => (await import("./operations/exceptions.ts")).handleExceptionGrant,
  }),
  operation({
    name: "exceptions.list",
    summary: "show every exception and whether it holds",
    permission: "exceptions.read",
    effect: "reads",
    schema: "tipstaff.exceptions/1",
    input: z.object({ repo }),
    load: async () => (await import("./operations/exceptions.ts")).handleExceptionList,
  }),
]
