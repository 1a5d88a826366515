/** Advisories in the OSV format (Open Source Vulnerability schema 1.x), reduced to what matching needs. */
import { isRecord } from "../../../../base/json.ts"
import { fieldsOf, listOf, recordsOf, textOf, type Fields } from "../lockfiles/fields.ts"

export interface OsvEvent {
  readonly kind: "introduced" | "fixed" | "last_affected" | "limit"
  readonly version: string
}

export interface OsvRange {
  readonly type: "SEMVER" | "ECOSYSTEM"
  readonly events: readonly OsvEvent[]
}

export interface OsvAffected {
  /** Without a suffix: `Debian:11` is `Debian`. */
  readonly ecosystem: string
  readonly name: string
  readonly versions: readonly string[]
  readonly ranges: readonly OsvRange[]
  readonly severity: readonly OsvSeverity[]
  readonly severityWord: string | undefined
}

interface OsvSeverity {
  /** `CVSS_V3`, `CVSS_V4`. */
  readonly type: string
  readonly score: string
}

export interface OsvAdvisory {
  readonly id: string
  readonly aliases: readonly string[]
  readonly summary: string
  /** Milliseconds since the epoch; undefined when it is not a date. */
  readonly modified: number | undefined
  readonly withdrawn: boolean
  readonly severity: readonly OsvSeverity[]
  readonly severityWord: string | undefined
  readonly cwe: readonly string[]
  readonly affected: readonly OsvAffected[]
}

const idPattern = /^[A-Za-z0-9][A-Za-z0-9._:+-]{0,127}$/
const eventKinds = ["introduced", "fixed", "last_affected", "limit"] as const
const maxSummary = 300

export function isAdvisoryId(text: string): boolean {
  return idPattern.test(text)
}

/** Undefined when the value is not an advisory: no usable id, or no list of what is affected and no withdrawal. */
export function readAdvisory(value: unknown): OsvAdvisory | undefined {
  if (!isRecord(value)) return undefined
  const id = textOf(value, "id") ?? ""
  const withdrawn = textOf(value, "withdrawn") !== undefined
  if (!isAdvisoryId(id) || (!withdrawn && value.affected !== undefined && !Array.isArray(value.affected))) return undefined
  const specific = fieldsOf(value, "database_specific")
  const modified = Date.parse(textOf(value, "modified") ?? "")
  return {
    id,
    aliases: listOf(value, "aliases").filter((alias): alias is string => typeof alias === "string" && isAdvisoryId(alias)),
    summary: firstLine(textOf(value, "summary") ?? textOf(value, "details") ?? ""),
    modified: Number.isFinite(modified) ? modified : undefined,
    withdrawn,
    severity: severitiesOf(value),
    severityWord: textOf(specific, "severity"),
    cwe: listOf(specific, "cwe_ids").filter((cwe): cwe is string => typeof cwe === "string" && /^CWE-\d{1,5}$/.test(cwe)),
    affected: recordsOf(value, "affected").flatMap(affectedOf),
  }
}

function affectedOf(entry: Fields): OsvAffected[] {
  const named = fieldsOf(entry, "package")
  const ecosystem = textOf(named, "ecosystem")
  const name = textOf(named, "name")
  if (ecosystem === undefined || name === undefined) return []
  const ranges = recordsOf(entry, "ranges").flatMap((range): OsvRange[] => {
    const type = textOf(range, "type")
    return type === "SEMVER" || type === "ECOSYSTEM" ? [{ type, events: recordsOf(range, "events").flatMap(eventsOf) }] : []
  })
  return [
    {
      ecosystem: ecosystem.split(":")[0] ?? "",
      name,
      versions: listOf(entry, "versions").filter((version): version is string => typeof version === "string"),
      ranges,
      severity: severitiesOf(entry),
      severityWord: textOf(fieldsOf(entry, "database_specific"), "severity") ?? textOf(fieldsOf(entry, "ecosystem_specific"), "severity"),
    },
  ]
}

function eventsOf(event: Fields): OsvEvent[] {
  return eventKinds.flatMap((kind) => {
    const version = textOf(event, kind)
    return version === undefined ? [] : [{ kind, version }]
  })
}

function severitiesOf(holder: Fields): OsvSeverity[] {
  return recordsOf(holder, "severity").flatMap((entry) => {
    const type = textOf(entry, "type")
    const score = textOf(entry, "score")
    return type === undefined || score === undefined ? [] : [{ type, score }]
  })
}

function firstLine(text: string): string {
  return text.slice(0, 4000).trim().split("\n", 1)[0]?.slice(0, maxSummary).toWellFormed() ?? ""
}
