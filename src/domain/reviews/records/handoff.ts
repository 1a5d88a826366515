/** handoff-checklist.md: seven computed ticks, the evidence package and the trigger of the next protocol. Pure. */
import { completeAnnouncement, nextProtocol, type AnnouncementStyle } from "../announcements.ts"

export const handoffItems = [
  "All prerequisites were met",
  "All workflow steps completed successfully",
  "All quality gates passed (or waivers documented)",
  "All evidence artifacts captured and stored",
  "All integration outputs generated",
  "All automation hooks executed successfully",
  "Communication log complete",
] as const

export interface HandoffItem {
  readonly text: (typeof handoffItems)[number]
  readonly done: boolean
  /** Why it is not done. */
  readonly detail: string
}

export function isHandedOff(items: readonly HandoffItem[]): boolean {
  return items.every((item) => item.done) && handoffItems.every((text) => items.some((item) => item.text === text))
}

export function renderHandoff(items: readonly HandoffItem[], style: AnnouncementStyle, nextPath: string): string {
  const complete = isHandedOff(items)
  return [
    "# Handoff checklist",
    "",
    "The ticks are computed from the evidence; editing this file changes nothing.",
    "",
    ...items.map((item) => `- [${item.done ? "x" : " "}] ${item.text}${item.done ? "" : `: ${item.detail.replace(/\s+/g, " ")}`}`),
    "",
    ...(complete
      ? [
          completeAnnouncement(style),
          "",
          "Evidence package:",
          "- `security-approval-certificate.md`",
          "- `security-remediation-backlog.csv`",
          "",
          "```bash",
          nextProtocol(nextPath),
          "```",
        ]
      : ["Not complete."]),
    "",
  ].join("\n")
}
