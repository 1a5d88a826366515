/** The seven work types that may need a security review, each with its one level and its trigger (S1 section 2). */

export type WorkTypeId = "integration" | "agent-capability" | "auth-code" | "vendor" | "agent-contract" | "endpoint" | "quarterly-audit"

export type Level = "Mandatory" | "Recommended"

interface WorkTypeRow {
  /** The work type in the words of S1. */
  readonly label: string
  readonly level: Level
  /** What must not happen before the review. */
  readonly trigger: string
  /** S1 lost the vendor row's trigger to a broken table; that one is ours. */
  readonly triggerOrigin: "S1" | "product default"
}

export const workTypes: Readonly<Record<WorkTypeId, WorkTypeRow>> = {
  integration: {
    label: "New external integration (API, webhook, third-party service)",
    level: "Mandatory",
    trigger: "Before any credentials are issued or data is exchanged",
    triggerOrigin: "S1",
  },
  "agent-capability": {
    label: "New agent capability (new MCP tool, new external API access for an agent)",
    level: "Mandatory",
    trigger: "Before capability is added to agent contract or settings.json",
    triggerOrigin: "S1",
  },
  "auth-code": {
    label: "Code change touching authentication or credential handling",
    level: "Mandatory",
    trigger: "Before merge to main",
    triggerOrigin: "S1",
  },
  vendor: {
    label: "New vendor relationship (any vendor who will hold the company's data)",
    level: "Mandatory",
    trigger: "Before any data is shared or a contract is signed",
    triggerOrigin: "product default",
  },
  "agent-contract": {
    label: "Agent contract change expanding decision rights",
    level: "Recommended",
    trigger: "Before promotion to Active",
    triggerOrigin: "S1",
  },
  endpoint: {
    label: "New public-facing endpoint or webhook",
    level: "Mandatory",
    trigger: "Before deployment",
    triggerOrigin: "S1",
  },
  "quarterly-audit": {
    label: "Quarterly credential and access audit",
    level: "Mandatory",
    trigger: "Standing cadence per SOP-OPS-credential-management-v1.0",
    triggerOrigin: "S1",
  },
}

/** In the order of the table of S1. */
export const workTypeIds = Object.keys(workTypes) as readonly WorkTypeId[]

export interface Reason {
  /** Relative to the root; empty for a declared subject. */
  readonly path: string
  /** 1-based. */
  readonly line?: number
  readonly text: string
}
