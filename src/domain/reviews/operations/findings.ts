/** Handlers of `tipstaff findings …`: shows the register and writes what people decide into it. */
import { isoTime } from "../../../base/clock.ts"
import { exitCode } from "../../../base/exit-code.ts"
import { Refusal, TipstaffError } from "../../../base/errors.ts"
import { printable } from "../../../base/mask.ts"
import type { Handler } from "../../../base/operation.ts"
import { painter } from "../../../base/paint.ts"
import { suggest } from "../../../base/suggest.ts"
import type { World } from "../../../base/world.ts"
import { openRepository } from "../../../platform/git.ts"
import { isUnresolved, parseRegister, renderRegister, type FindingState, type RegisterRow } from "../../findings/register.ts"
import { isLate, slaTable } from "../../findings/sla.ts"
import { loadSettings } from "../settings.ts"
import { evidencePath, openEvidence, readEvidence, writeEvidence, type Evidence } from "../store.ts"

export const settableStates = ["open", "planned", "fixing", "false_positive", "closed"] as const satisfies readonly FindingState[]

const registerFile = "findings-register.csv"

interface Register {
  readonly evidence: Evidence
  readonly rows: readonly RegisterRow[]
}

async function openRegister(world: World, repo: string | undefined): Promise<Register> {
  const { root } = await openRepository(repo ?? world.cwd, { env: world.env, signal: world.signal })
  const { settings } = await loadSettings(root)
  const evidence = await openEvidence(root, settings.review.evidence)
  const text = await readEvidence(evidence, registerFile)
  if (text === undefined)
    throw new TipstaffError("register/missing", "there is no findings register yet", {
      file: evidencePath(evidence, registerFile),
      next: "tipstaff review",
    })
  return { evidence, rows: parseRegister(text, evidencePath(evidence, registerFile)) }
}

type RowView = Readonly<Record<string, string | boolean | null>>

export const handleFindingsList: Handler<
  { readonly all: boolean; readonly repo?: string | undefined },
  { readonly findings: readonly RowView[] }
> = async (world, input) => {
  const { rows } = await openRegister(world, input.repo)
  const paint = painter(world.terminal.colour)
  const shown = input.all ? rows : rows.filter(isUnresolved)
  const now = world.clock.now()
  const lines = shown.flatMap((row) => {
    const due = row.dueAt === undefined ? "no SLA" : `due ${isoTime(row.dueAt)}${isLate(row.dueAt, now) ? " LATE" : ""}`
    const way = row.acceptance !== "" ? `accepted: ${row.acceptance}` : row.remediationPlan || "no plan"
    return [
      `${row.id}  ${paint(row.severity === "critical" || row.severity === "high" ? "bad" : "unsure", row.severity.padEnd(8))} ${row.status.padEnd(14)} ${printable(row.title)}`,
      paint(
        "faint",
        `    ${printable(row.where)} · ${row.owner === "" ? "no owner" : printable(row.owner)} · ${due} · ${printable(way)} · ${printable(row.source)}`,
      ),
    ]
  })
  const last = shown.length === 0 ? "No open finding.\n" : `\n${shown.length} finding(s). Next: tipstaff findings set ID --owner NAME --plan "..."\n`
  return { exitCode: exitCode.ok, data: { findings: shown.map(view) }, text: `${lines.map((line) => `${line}\n`).join("")}${last}` }
}

function view(row: RegisterRow): RowView {
  const { id, severity, status, owner, title, where, source, acceptance } = row
  return {
    id,
    severity,
    status,
    owner,
    title,
    where,
    source,
    acceptance,
    remediation_plan: row.remediationPlan,
    rollback_plan: row.rollbackPlan,
    due_at: row.dueAt === undefined ? null : isoTime(row.dueAt),
    found_at: isoTime(row.foundAt),
    class: row.class,
    notes: row.notes,
  }
}

interface SetInput {
  readonly ids: readonly string[]
  readonly owner?: string | undefined
  readonly plan?: string | undefined
  readonly rollback?: string | undefined
  readonly due?: string | undefined
  readonly note?: string | undefined
  readonly status?: (typeof settableStates)[number] | undefined
  readonly repo?: string | undefined
}

export const handleFindingsSet: Handler<SetInput, { readonly findings: readonly RowView[] }> = async (world, input) => {
  const { evidence, rows } = await openRegister(world, input.repo)
  const known = rows.map((row) => row.id)
  const chosen = new Set(input.ids.includes("all") ? rows.filter(isUnresolved).map((row) => row.id) : input.ids)
  const stranger = [...chosen].find((id) => !known.includes(id))
  if (stranger !== undefined || chosen.size === 0) {
    const close = stranger === undefined ? undefined : suggest(stranger, known)
    throw new TipstaffError(
      "register/unknown-finding",
      stranger === undefined ? "no finding is named" : `${printable(stranger)} is not in the register`,
      { next: close === undefined ? "tipstaff findings list" : `did you mean ${close}?` },
    )
  }
  const changed = rows.map((row) => (chosen.has(row.id) ? change(row, input) : row))
  // Written the way it is read: a date that cannot be read is refused before anything is lost.
  const text = renderRegister(changed)
  parseRegister(text, registerFile)
  await writeEvidence(evidence, registerFile, text)
  return {
    exitCode: exitCode.ok,
    data: { findings: changed.filter((row) => chosen.has(row.id)).map(view) },
    text: `${chosen.size} finding(s) changed. Next: tipstaff review\n`,
  }
}

function change(row: RegisterRow, input: SetInput): RegisterRow {
  const status = input.status ?? (input.plan !== undefined && row.status === "open" ? "planned" : row.status)
  const next: RegisterRow = {
    ...row,
    owner: input.owner ?? row.owner,
    remediationPlan: input.plan ?? row.remediationPlan,
    rollbackPlan: input.rollback ?? row.rollbackPlan,
    notes: input.note === undefined ? row.notes : row.notes === "" ? input.note : `${row.notes}; ${input.note}`,
    dueAt: input.due === undefined ? row.dueAt : dateOf(input.due, row),
    status,
  }
  if (status === "closed") assertClosable(row, next)
  if (status === "false_positive" && (next.owner === "" || next.notes.trim() === "")) {
    throw new Refusal("register/reason-missing", `${row.id} can only be called a false positive by someone, for a reason`, {
      next: 'add --owner NAME --note "why"',
    })
  }
  return next
}

function dateOf(text: string, row: RegisterRow): number {
  const at = Date.parse(/^\d{4}-\d{2}-\d{2}$/.test(text) ? `${text}T23:59:59Z` : text)
  if (Number.isNaN(at))
    throw new TipstaffError("register/invalid", `due is "${printable(text)}"`, { next: "write 2026-11-30 or 2026-11-30T12:00:00Z" })
  if (row.dueAt !== undefined && at > row.dueAt) {
    throw new Refusal("register/later-than-sla", `${row.id} is due ${isoTime(row.dueAt)}; a date can only be moved forward`, {
      next: `accept the risk instead: tipstaff exceptions request ${row.id}`,
    })
  }
  return at
}

/** Closing a critical or high finding takes a rollback plan, and evidence that it is gone. */
function assertClosable(before: RegisterRow, next: RegisterRow): void {
  if (before.status !== "fixed")
    throw new Refusal("register/not-fixed", `${before.id} is still found or was never seen fixed`, {
      next: "fix it, then run tipstaff review; a scan that no longer finds it marks it fixed",
    })
  if (slaTable[before.severity].rollbackPlan === "mandatory" && next.rollbackPlan.trim() === "") {
    throw new Refusal("register/rollback-plan-missing", `${before.id} is ${before.severity} and has no rollback plan`, {
      next: 'add --rollback "how to go back"',
    })
  }
}
