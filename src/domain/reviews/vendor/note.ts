/** The vendor assessment note: what is known about a vendor, what is not, and who still has to act. */
import { isoDate, type Instant } from "../../../base/clock.ts"
import { renderTable } from "../../../base/markdown-table.ts"
import type { Vendor } from "../assessment/assessment.ts"
import { fileReport } from "../assessment/filing.ts"
import { isUnknown, unconfirmed, vendorTasks } from "./tasks.ts"

const classNames: Readonly<Record<Vendor["class"], string>> = {
  A: "A: holds our or customer data",
  B: "B: integrates, no storage",
  C: "C: tool without persistence",
  D: "D: free, internal",
  "": "not classified",
}

/** The text of the note; ends with a line break. */
export function renderVendorNote(vendor: Vendor, at: Instant): string {
  const open = unconfirmed(vendor)
  const tasks = vendorTasks(vendor)
  const soc2 = isUnknown(vendor.soc2_evidence)
    ? isUnknown(vendor.soc2_gap)
      ? "neither evidence nor a documented gap"
      : `gap: ${vendor.soc2_gap}`
    : vendor.soc2_evidence
  const customerData = vendor.holds_customer_data === "" ? "not answered" : vendor.holds_customer_data
  const facts = [
    ["Vendor", vendor.name],
    ["Date", isoDate(at)],
    ["Reviewer", "security.ops"],
    ["Class", classNames[vendor.class]],
    ["Data residency", isUnknown(vendor.residency) ? "not confirmed" : vendor.residency],
    ["SOC 2 or equivalent", soc2],
    ["Data deletion policy", isUnknown(vendor.deletion_policy) ? "not confirmed" : vendor.deletion_policy],
    ["Holds customer data", customerData],
    ...(vendor.coo_decision === ""
      ? []
      : [
          [
            "COO decision",
            `${vendor.coo_decision} (${vendor.coo_decided_by || "not named"}, ${vendor.coo_decided_on || "no date"}): ${vendor.coo_reason || "no reason"}`,
          ],
        ]),
  ]
  return [
    "# Vendor assessment\n",
    renderTable(["Fact", "Value"], facts),
    "## Not confirmed\n",
    open.length === 0 ? "Nothing is unconfirmed.\n" : open.map((what) => `- ${what}\n`).join(""),
    "## Tasks\n",
    tasks.length === 0
      ? "Nobody has to act.\n"
      : renderTable(
          ["Task", "Role", "State", "After"],
          tasks.map((task) => [task.title, task.role, task.state, task.after ?? ""]),
        ),
  ].join("\n")
}

/** Writes the note and returns its absolute path. Throws as fileReport. */
export async function fileVendorNote(root: string, folder: string, vendor: Vendor, at: Instant): Promise<string> {
  return fileReport(root, folder, "vendor-assessment", vendor.name, at, renderVendorNote(vendor, at))
}
