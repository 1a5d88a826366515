/** What legal.exec and the COO have to do before a vendor can be approved, in order. Pure. */
import { Refusal } from "../../../base/errors.ts"
import type { Halt } from "../decide.ts"
import type { Vendor } from "../assessment/assessment.ts"

export type VendorTaskId = "legal-consult" | "coo-decision" | "contract-review"

export interface VendorTask {
  readonly id: VendorTaskId
  /** Role that does it. */
  readonly role: "legal.exec" | "coo"
  readonly title: string
  readonly state: "open" | "waiting" | "done"
  /** The task that comes first, while this one waits for it. */
  readonly after?: VendorTaskId
}

const unknownWords = /^(?:|unknown|not known|unclear|tbd|to be (?:determined|confirmed)|n\/?a|none|\?+|-+)$/i

/** Blank, "unknown" and the like: the vendor could not confirm it. */
export function isUnknown(answer: string): boolean {
  return unknownWords.test(answer.trim().replace(/\.$/, ""))
}

/** What the vendor cannot confirm: `data residency`, `data deletion policy`. */
export function unconfirmed(vendor: Vendor): string[] {
  return [...(isUnknown(vendor.residency) ? ["data residency"] : []), ...(isUnknown(vendor.deletion_policy) ? ["data deletion policy"] : [])]
}

export function vendorTasks(vendor: Vendor): VendorTask[] {
  const tasks: VendorTask[] = []
  const open = unconfirmed(vendor)
  if (open.length > 0) {
    const consulted = isDone(vendor.legal_consulted_by, vendor.legal_consulted_on)
    const decided =
      consulted &&
      vendor.coo_decision !== "" &&
      isDone(vendor.coo_decided_by, vendor.coo_decided_on) &&
      vendor.coo_decided_on >= vendor.legal_consulted_on
    tasks.push({
      id: "legal-consult",
      role: "legal.exec",
      title: `consult on the unconfirmed ${open.join(" and ")}`,
      state: consulted ? "done" : "open",
    })
    tasks.push({
      id: "coo-decision",
      role: "coo",
      title: "decide whether to proceed without that confirmation",
      state: decided ? "done" : consulted ? "open" : "waiting",
      ...(consulted ? {} : { after: "legal-consult" }),
    })
  }
  if (vendor.holds_customer_data !== "no") {
    const reviewed = isDone(vendor.contract_reviewed_by, vendor.contract_reviewed_on)
    const title =
      vendor.holds_customer_data === "yes"
        ? "review the contract: the vendor will hold customer data"
        : "review the contract: nobody has said whether the vendor will hold customer data"
    tasks.push({ id: "contract-review", role: "legal.exec", title, state: reviewed ? "done" : "open" })
  }
  return tasks
}

function isDone(by: string, on: string): boolean {
  return by.trim() !== "" && on !== ""
}

export interface TaskResult {
  readonly by: string
  /** `2026-11-20`. */
  readonly on: string
  readonly decision?: "proceed" | "do not proceed"
  readonly reason?: string
}

/** Throws the refusals `vendor/out-of-order`, `vendor/no-such-task` and `vendor/incomplete`. */
export function completeVendorTask(vendor: Vendor, id: VendorTaskId, result: TaskResult): Vendor {
  const task = vendorTasks(vendor).find((each) => each.id === id)
  if (!task) throw new Refusal("vendor/no-such-task", `this vendor needs no ${id}`)
  if (task.state === "waiting") {
    throw new Refusal("vendor/out-of-order", `${task.role} cannot act before ${task.after ?? "an earlier task"} is done`, {
      next: "legal.exec is consulted first, then the COO decides",
    })
  }
  if (!isDone(result.by, result.on)) throw new Refusal("vendor/incomplete", `${id} needs a person and a date`)
  switch (id) {
    case "legal-consult":
      return { ...vendor, legal_consulted_by: result.by, legal_consulted_on: result.on }
    case "contract-review":
      return { ...vendor, contract_reviewed_by: result.by, contract_reviewed_on: result.on }
    case "coo-decision": {
      const { decision, reason = "" } = result
      if (decision === undefined || reason.trim() === "")
        throw new Refusal("vendor/incomplete", "the COO's decision needs proceed or do not proceed, and a reason")
      if (result.on < vendor.legal_consulted_on)
        throw new Refusal("vendor/out-of-order", "the COO's decision is dated before the consultation of legal.exec")
      return { ...vendor, coo_decision: decision, coo_decided_by: result.by, coo_decided_on: result.on, coo_reason: reason }
    }
  }
}

/** The COO decided, after legal.exec was consulted and with a reason, to go on without the confirmation. */
export function cooProceeds(vendor: Vendor): boolean {
  const decided = vendorTasks(vendor).some((task) => task.id === "coo-decision" && task.state === "done")
  return decided && vendor.coo_decision === "proceed" && vendor.coo_reason.trim() !== ""
}

/** While one of these stands, a vendor review cannot approve. */
export function vendorHalts(vendor: Vendor): Halt[] {
  const halts: Halt[] = []
  for (const task of vendorTasks(vendor)) {
    if (task.state === "done") continue
    const after = task.after === undefined ? "" : `, after ${task.after}`
    halts.push({
      state: "HALTED",
      reason: `${task.role}: ${task.title}${after}`,
      next: `${task.role} does this and it is recorded in the vendor table`,
    })
  }
  const open = unconfirmed(vendor)
  if (open.length > 0 && halts.every((halt) => !halt.reason.startsWith("coo")) && !cooProceeds(vendor)) {
    const reason =
      vendor.coo_decision === "proceed"
        ? "the COO's decision to proceed has no reason"
        : `the COO decided not to proceed: ${open.join(" and ")} unconfirmed`
    halts.push({ state: "HALTED", reason, next: "end the review with REJECT, or obtain the confirmation from the vendor" })
  }
  return halts
}
