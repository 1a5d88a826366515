/** The checks that take more than a pattern, by name. */
import { missingAuthorization } from "./checks/missing-authorization.ts"
import type { Node } from "./syntax.ts"
import type { Unit } from "./unit.ts"

/** Given a name where the clause may match, the node to report, or nothing. */
export type Check = (unit: Unit, anchor: Node) => Node | undefined

export const checks: Readonly<Record<string, Check>> = {
  "missing-authorization": missingAuthorization,
}
