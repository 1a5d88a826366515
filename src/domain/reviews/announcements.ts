/**
 * The sentences that a review announces, word for word as its protocol gives them. The bracketed brand in front is a
 * third party's mark: left out unless the compatibility profile asks for it.
 */
import type { GateResult } from "../gates/gate.ts"

export type AnnouncementStyle = "neutral" | "verbatim"

interface Template {
  /** What stands in the brackets, without the mark. */
  readonly tag: string
  /** How the mark is joined to the tag in the verbatim form. */
  readonly mark: "MASTER RAY™ | " | "RAY " | ""
  readonly text: string
  /** Whether the sentence is printed in quotation marks. */
  readonly quoted: boolean
}

/** In the order in which a complete review says them. */
export const announcements = {
  begin: {
    tag: "PHASE 1 START",
    mark: "MASTER RAY™ | ",
    text: "Beginning security review. Scope and baseline risk assessment underway.",
    quoted: true,
  },
  scope: {
    tag: "PHASE 1 START",
    mark: "MASTER RAY™ | ",
    text: "Validating security review scope, artifacts, and regulatory controls...",
    quoted: false,
  },
  baseline: { tag: "PHASE 1", mark: "", text: "Reviewing baseline risk posture and active vulnerabilities...", quoted: false },
  scans: {
    tag: "PHASE 2 START",
    mark: "MASTER RAY™ | ",
    text: "Running automated security scans across code, dependencies, and configurations...",
    quoted: false,
  },
  assessment: { tag: "PHASE 2", mark: "", text: "Conducting manual security assessment for high-risk areas...", quoted: false },
  analysed: {
    tag: "PHASE 2 COMPLETE",
    mark: "MASTER RAY™ | ",
    text: "Security scans and manual assessments complete. Evidence: scan-results.json, manual-assessment.md.",
    quoted: true,
  },
  consolidate: {
    tag: "PHASE 3 START",
    mark: "MASTER RAY™ | ",
    text: "Consolidating security findings and assigning remediation owners...",
    quoted: false,
  },
  disposition: { tag: "PHASE 3", mark: "", text: "Recording security disposition and communicating required actions...", quoted: false },
  validation: { tag: "VALIDATION REQUEST", mark: "RAY ", text: "Requesting confirmation on risk disposition before issuing approval.", quoted: true },
} as const satisfies Record<string, Template>

export type AnnouncementName = keyof typeof announcements

export function announcement(name: AnnouncementName, style: AnnouncementStyle): string {
  const { tag, mark, text, quoted }: Template = announcements[name]
  const sentence = quoted ? `"${text}"` : text
  // The protocol sets a dash only behind its branded tags.
  return `[${style === "verbatim" ? mark : ""}${tag}]${mark === "" ? " " : " - "}${sentence}`
}

/** S4 error line: the step that failed and why. */
export function errorAnnouncement(step: string, reason: string, style: AnnouncementStyle): string {
  return `[${style === "verbatim" ? "RAY " : ""}ERROR] - "Failed at ${step}. Reason: ${reason}. Awaiting instructions."`
}

export function confirmationBlock(style: AnnouncementStyle): string {
  return `[${style === "verbatim" ? "RAY " : ""}CONFIRMATION REQUIRED]
> "Security disposition documented. Evidence ready:
> - findings-register.csv
> - disposition-record.md
>
> Please confirm approval or provide additional directives."
`
}

export function gateFailedBlock(result: GateResult, style: AnnouncementStyle): string {
  return `[${style === "verbatim" ? "RAY " : ""}GATE FAILED: ${result.gate}]
> "Quality gate '${result.gate}' failed.
> Criteria: ${result.criteria}
> Actual: ${result.actual}
> Required action: ${result.requiredAction}
>
> Options:
> 1. Fix issues and retry validation
> 2. Request gate waiver with justification
> 3. Halt protocol execution"
`
}

/** Said only when the whole handoff checklist is ticked. */
export function completeAnnouncement(style: AnnouncementStyle): string {
  const tag = style === "verbatim" ? "MASTER RAY™ | PROTOCOL COMPLETE" : "PROTOCOL COMPLETE"
  return `**[${tag}]** Ready for Protocol 11: Production Deployment & Release Management`
}

export function nextProtocol(path: string): string {
  return `@apply ${path}`
}
