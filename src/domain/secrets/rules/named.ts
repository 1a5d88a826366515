/** Rows of one vendor for assignedRules: what they share is written once. */
import type { AssignedRow } from "./assigned.ts"

type Shared = Pick<AssignedRow, "provider" | "help" | "remediation">

interface NamedRow extends Omit<AssignedRow, keyof Shared | "names"> {
  /** Other names than the vendor's own variable, as in AssignedRow. */
  readonly also?: readonly string[]
}

/** The vendor's own variable is the first name of each. */
export function named(shared: Shared, rows: readonly NamedRow[]): readonly AssignedRow[] {
  return rows.map(({ also = [], ...row }) => ({ ...shared, ...row, names: [...new Set([row.envVar.toLowerCase(), ...also])] }))
}

export const uuid = "[a-f0-9]{8}(?:-[a-f0-9]{4}){3}-[a-f0-9]{12}"
