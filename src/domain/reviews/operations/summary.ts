/** What a person reads before signing a decision. The signature covers the register, so what was set aside in it by hand is told one by one. */
import { compareSeverity } from "../../../base/severity.ts"
import type { RegisterRow } from "../../findings/register.ts"
import type { Review } from "../run-review.ts"

/** More than these are counted; the register holds them all. */
const maxTold = 20

export function summaryOf({ session, decision, rows, exceptions }: Pick<Review, "session" | "decision" | "rows" | "exceptions">): string[] {
  const dismissed = rows.filter((row) => row.status === "false_positive").toSorted((a, b) => compareSeverity(a.severity, b.severity))
  const active = exceptions.judged.filter((one) => one.active)
  return [
    `You sign: ${decision.recommendation} for ${session.intake.subject}, commit ${session.repository.head ?? "(none)"}`,
    `  conditions  ${decision.conditions.length === 0 ? "none" : `${decision.conditions.length}, in ${session.evidence.path}/decision.json`}`,
    `  exceptions  ${active.length === 0 ? "none" : active.map((one) => `${one.record.id} (${one.record.kind})`).join(", ")}`,
    `  called false positives by hand  ${dismissed.length === 0 ? "none" : dismissed.length}`,
    ...dismissed.slice(0, maxTold).map((row) => `    ${told(row)}`),
    ...(dismissed.length > maxTold ? [`    and ${dismissed.length - maxTold} more in ${session.evidence.path}/findings-register.csv`] : []),
  ]
}

function told({ id, severity, title, where, owner, notes }: RegisterRow): string {
  return `${severity} ${id} ${title}${where === "" ? "" : `, ${where}`}: ${notes || "no reason"} (${owner || "nobody"})`.slice(0, 300)
}
