/** The classification as `tipstaff.classify/1` writes it. */
import type { Classification } from "./classification.ts"
import type { RangeClassification } from "./classify-range.ts"

export interface ClassificationRecord {
  readonly level: Classification["level"]
  readonly work_types: readonly {
    readonly id: string
    readonly label: string
    readonly level: string
    readonly trigger: string
    readonly trigger_origin: string
    readonly reasons: readonly { readonly path: string; readonly line?: number; readonly text: string }[]
  }[]
  readonly data: readonly string[]
  readonly attack_surface: readonly string[]
  readonly blast_radius: { readonly value: string; readonly reasons: readonly string[] }
  readonly sensitivity: Classification["sensitivity"]
  readonly capabilities: Classification["capabilities"]
  readonly new_routes: readonly {
    readonly method: string
    readonly path: string
    readonly file: string
    readonly line: number
    readonly webhook: boolean
  }[]
  readonly new_hosts: readonly string[]
  readonly new_vendors: readonly string[]
  readonly unread: Classification["unread"]
  readonly skipped: Classification["skipped"]
  readonly notes: readonly string[]
  readonly range: { readonly base: string; readonly head: string; readonly basis: string } | null
  readonly files: number
}

export function classificationRecord(result: Classification | RangeClassification): ClassificationRecord {
  return {
    level: result.level,
    work_types: result.workTypes.map(({ triggerOrigin, reasons, ...type }) => ({
      ...type,
      trigger_origin: triggerOrigin,
      reasons: reasons.map(({ path, line, text }) => ({ path, ...(line === undefined ? {} : { line }), text })),
    })),
    data: result.data,
    attack_surface: result.attackSurface,
    blast_radius: result.blastRadius,
    sensitivity: result.sensitivity,
    capabilities: result.capabilities,
    new_routes: result.newRoutes,
    new_hosts: result.newHosts,
    new_vendors: result.newVendors,
    unread: result.unread,
    skipped: result.skipped,
    notes: result.notes,
    range: result.range === undefined ? null : { ...result.range, basis: "basis" in result ? result.basis : "" },
    files: result.files,
  }
}
