import { mkdir, mkdtemp, readFile, readdir, rm, symlink } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join, relative } from "node:path"
import { afterEach, expect, test } from "vitest"
import { vendorSchema, blankAssessment, type Vendor } from "../assessment/assessment.ts"
import { filingSettings, reportPath } from "../assessment/filing.ts"
import { judgeAssessment } from "../assessment/judge.ts"
import { fileVendorNote, renderVendorNote } from "./note.ts"
import { completeVendorTask, cooProceeds, vendorHalts, vendorTasks } from "./tasks.ts"

const at = Date.parse("2026-11-20T12:00:00Z")
const known: Vendor = vendorSchema.parse({
  name: "Example Mail",
  class: "B",
  residency: "Germany",
  soc2_evidence: "Type II of 2026-03",
  deletion_policy: "within 30 days",
  holds_customer_data: "no",
})
const folder = filingSettings.parse({}).reports

function item(vendor: Vendor, id: string) {
  const assessment = { ...blankAssessment({ kind: "vendor" }), vendor }
  const checklist = assessment.checklist.map((each) => ({ ...each, answer: "PASS" as const, notes: "asked", assessor: "ana", date: "2026-11-20" }))
  return judgeAssessment({ ...assessment, checklist }, { now: at, machine: [] }).items.find((each) => each.id === id)
}

test("a vendor that confirms everything and holds no customer data leaves no task", () => {
  expect(vendorTasks(known)).toEqual([])
  expect(vendorHalts(known)).toEqual([])
})

test.each(["", "unknown", "Unknown.", "TBD", "?", "n/a"])(
  "[S1.3-16] [S1.3-18] the answer %j is no confirmation, and the review cannot approve",
  (answer) => {
    for (const key of ["residency", "deletion_policy"] as const) {
      const vendor = { ...known, [key]: answer }
      expect(vendorHalts(vendor).map((halt) => halt.state)).toEqual(["HALTED", "HALTED"])
      expect(item(vendor, key === "residency" ? "residency" : "deletion")?.outcome).toBe("fail")
    }
  },
)

test("[S1.3-17] either evidence or a documented gap is needed", () => {
  expect(item({ ...known, soc2_evidence: "", soc2_gap: "ISO 27001 only" }, "soc2")?.outcome).toBe("pass")
  expect(item({ ...known, soc2_evidence: "", soc2_gap: "" }, "soc2")?.outcome).toBe("fail")
})

test("[S1.6-2] two tasks, in order: legal.exec is consulted, then the COO decides", () => {
  const unknown = { ...known, residency: "unknown" }
  expect(vendorTasks(unknown).map(({ id, role, state, after }) => ({ id, role, state, after }))).toEqual([
    { id: "legal-consult", role: "legal.exec", state: "open", after: undefined },
    { id: "coo-decision", role: "coo", state: "waiting", after: "legal-consult" },
  ])
})

test("[S1.6-2] a COO decision before the consultation is refused", () => {
  const unknown = { ...known, residency: "unknown" }
  const decision = { by: "cleo", on: "2026-11-20", decision: "proceed", reason: "contract clause 4" } as const
  expect(() => completeVendorTask(unknown, "coo-decision", decision)).toThrow(
    expect.objectContaining({ name: "Refusal", code: "vendor/out-of-order" }),
  )
  const consulted = completeVendorTask(unknown, "legal-consult", { by: "lea", on: "2026-11-20" })
  expect(() => completeVendorTask(consulted, "coo-decision", { ...decision, on: "2026-11-19" })).toThrow(
    expect.objectContaining({ code: "vendor/out-of-order" }),
  )
  const decided = completeVendorTask(consulted, "coo-decision", decision)
  expect(cooProceeds(decided)).toBe(true)
  expect(vendorHalts(decided)).toEqual([])
})

test("[S1.6-2] a decision typed into the table without a consultation does not count", () => {
  const forged: Vendor = { ...known, residency: "", coo_decision: "proceed", coo_decided_by: "cleo", coo_decided_on: "2026-11-20", coo_reason: "x" }
  expect(cooProceeds(forged)).toBe(false)
  expect(vendorHalts(forged)).toHaveLength(2)
})

test("[S1.6-2] a decision that the table dates before the consultation does not count", () => {
  const decision = { coo_decision: "proceed", coo_decided_by: "cleo", coo_reason: "x" } as const
  const consulted: Vendor = {
    ...known,
    residency: "",
    legal_consulted_by: "lea",
    legal_consulted_on: "2026-11-20",
    ...decision,
    coo_decided_on: "2026-11-19",
  }
  expect(cooProceeds(consulted)).toBe(false)
  expect(cooProceeds({ ...consulted, coo_decided_on: "2026-11-20" })).toBe(true)
})

test("[S1.6-2] when the COO decides not to proceed, the review stays halted", () => {
  const consulted = completeVendorTask({ ...known, residency: "" }, "legal-consult", { by: "lea", on: "2026-11-20" })
  const decided = completeVendorTask(consulted, "coo-decision", { by: "cleo", on: "2026-11-20", decision: "do not proceed", reason: "too much data" })
  expect(vendorHalts(decided)).toMatchObject([{ state: "HALTED", reason: "the COO decided not to proceed: data residency unconfirmed" }])
})

test("[S1.6-2] going on without a confirmation leaves a condition with an owner and a date", () => {
  const consulted = completeVendorTask({ ...known, residency: "" }, "legal-consult", { by: "lea", on: "2026-11-19" })
  const vendor = completeVendorTask(consulted, "coo-decision", { by: "cleo", on: "2026-11-20", decision: "proceed", reason: "no personal data" })
  const report = judgeAssessment({ ...blankAssessment({ kind: "vendor" }), vendor }, { now: at, machine: [] })
  expect(report.conditions).toEqual([
    { text: "obtain the vendor's confirmed data residency (the COO decided on 2026-11-20 to proceed without it)", owner: "coo", due: "2027-02-18" },
  ])
})

test("[S1.3-20] customer data opens a task for legal.exec, and the review waits for it", () => {
  const holding: Vendor = { ...known, holds_customer_data: "yes" }
  expect(vendorTasks(holding)).toMatchObject([{ id: "contract-review", role: "legal.exec", state: "open" }])
  expect(vendorHalts(holding)).toHaveLength(1)
  expect(item(holding, "legal-forward")).toMatchObject({ outcome: "fail", detail: "legal.exec has not reviewed the contract" })
  const reviewed = completeVendorTask(holding, "contract-review", { by: "lea", on: "2026-11-20" })
  expect(vendorHalts(reviewed)).toEqual([])
  expect(item(reviewed, "legal-forward")?.outcome).toBe("pass")
})

test("[S1.3-20] whether the vendor holds customer data cannot stay unanswered", () => {
  expect(vendorHalts({ ...known, holds_customer_data: "" })).toHaveLength(1)
  expect(item({ ...known, holds_customer_data: "" }, "legal-forward")?.outcome).toBe("fail")
})

test("a task that is not needed cannot be completed", () => {
  expect(() => completeVendorTask(known, "legal-consult", { by: "lea", on: "2026-11-20" })).toThrow(
    expect.objectContaining({ code: "vendor/no-such-task" }),
  )
})

test.each([
  ["Example Mail", "/Claude/operations/reports/security/vendor-assessment-example-mail-2026-11-20.md"],
  ["../../etc/passwd", "/Claude/operations/reports/security/vendor-assessment-etc-passwd-2026-11-20.md"],
  ["Ünïcode & Söhne", "/Claude/operations/reports/security/vendor-assessment-unicode-sohne-2026-11-20.md"],
  ["漢字", "/Claude/operations/reports/security/vendor-assessment-unnamed-cc1b72e2e0e1-2026-11-20.md"],
])("[S1.3-19] the note of %j is filed at %s", (name, path) => {
  expect(reportPath("vendor-assessment", name, at).replace(/unnamed-[0-9a-f]{12}/, "unnamed-cc1b72e2e0e1")).toBe(path)
})

test("[S1.3-28] a review report is filed at its own path", () => {
  expect(reportPath("security-review", "Example Mail", at)).toBe("/Claude/operations/reports/security/security-review-example-mail-2026-11-20.md")
})

const roots: string[] = []

afterEach(async () => {
  await Promise.all(roots.splice(0).map((root) => rm(root, { recursive: true, force: true })))
})

async function temporary(): Promise<string> {
  const root = await mkdtemp(join(tmpdir(), "tipstaff-vendor-"))
  roots.push(root)
  return root
}

test("[S1.3-19] a second note of the day does not overwrite the first", async () => {
  const root = await temporary()
  const first = await fileVendorNote(root, folder, known, at)
  const second = await fileVendorNote(root, folder, { ...known, residency: "France" }, at)
  expect([first, second].map((path) => relative(root, path).split("\\").join("/"))).toEqual([
    "Claude/operations/reports/security/vendor-assessment-example-mail-2026-11-20.md",
    "Claude/operations/reports/security/vendor-assessment-example-mail-2026-11-20-2.md",
  ])
  expect(await readFile(first, "utf8")).toContain("| Data residency | Germany |")
})

test("[S1.3-19] neither the folder nor a link leads a note out of the root", async () => {
  const [root, outside] = [await temporary(), await temporary()]
  await expect(fileVendorNote(root, "../elsewhere", known, at)).rejects.toMatchObject({ code: "file/outside" })
  await symlink(outside, join(root, "Claude"))
  await expect(fileVendorNote(root, folder, known, at)).rejects.toMatchObject({ code: "file/outside" })
  expect(await readdir(outside)).toEqual([])
  await mkdir(join(root, "reports"))
  await expect(fileVendorNote(root, "reports", known, at)).resolves.toContain("vendor-assessment-example-mail")
})

test("[S1.3-19] the note is the golden one", async () => {
  const golden = await readFile(new URL("golden/note.md", import.meta.url), "utf8")
  expect(renderVendorNote({ ...known, residency: "unknown", holds_customer_data: "yes", soc2_evidence: "", soc2_gap: "ISO 27001 | 2025" }, at)).toBe(
    golden,
  )
})
