/** Whether requested capabilities go beyond what the table of agent rights grants (S1 section 6). */

export interface Capability {
  readonly kind: "tool" | "host" | "path" | "decision"
  readonly value: string
}

export interface Right extends Capability {
  /** Undefined grants the right to every agent. */
  readonly agent?: string
  /** `prefix` is declared, never guessed from a star: the value then covers everything that starts with it. */
  readonly match?: "exact" | "prefix"
}

export interface ExcessRights {
  readonly excess: readonly Capability[]
  /** Who must be told; empty when nothing exceeds the table. */
  readonly notify: readonly "chief.staff"[]
  /** Whose approval is required; empty when nothing exceeds the table. */
  readonly approvals: readonly "COO"[]
}

/**
 * A capability without a matching row is in excess: an empty or missing table grants nothing.
 * In S1's terms the table stands for the R&R Matrix.
 */
export function excessRights(requested: readonly Capability[], table: readonly Right[], agent?: string): ExcessRights {
  const excess = requested.filter((capability) => !table.some((right) => grants(right, capability, agent)))
  return excess.length === 0 ? { excess, notify: [], approvals: [] } : { excess, notify: ["chief.staff"], approvals: ["COO"] }
}

function grants(right: Right, wanted: Capability, agent: string | undefined): boolean {
  if (right.kind !== wanted.kind || (right.agent !== undefined && right.agent !== agent)) return false
  if (right.value === wanted.value) return true
  return right.match === "prefix" && right.value !== "" && wanted.value.startsWith(right.value) && !wanted.value.split("/").includes("..")
}
