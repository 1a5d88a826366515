/** GRANT, REVOKE and what else decides on who may do what. */
import { always, type Head, followedBy, never } from "./head.ts"
import { permission, type Statement } from "./statement.ts"

const takes =
  (what: string) =>
  (statement: Statement, at: number): number => {
    permission(statement, what)
    statement.noTables = true
    return at + 1
  }

export const accessHeads: Readonly<Record<string, Head>> = {
  grant: { inside: (statement, at) => !followedBy("option", "options")(statement, at), take: takes("GRANT") },
  revoke: { inside: always, take: takes("REVOKE") },
  deny: { inside: never, take: takes("DENY") },
  reassign: { inside: never, take: takes("REASSIGN OWNED") },
}
