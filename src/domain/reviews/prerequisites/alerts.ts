/** observability-alerts.json: which security alerts are open. */
import { isRecord, parseJson } from "../../../base/json.ts"
import { parseSeverity, type Severity } from "../../../base/severity.ts"
import { TipstaffError } from "../../../base/errors.ts"

export interface Alert {
  readonly id: string
  readonly title: string
  /** Undefined when the alert does not say, or in a word nobody knows: an open one counts as critical. */
  readonly severity: Severity | undefined
  readonly status: string
  readonly open: boolean
  /** Place in the list, from 1. */
  readonly position: number
}

const closedWords = new Set(["closed", "resolved", "ok", "acknowledged and resolved", "inactive", "dismissed", "fixed", "expired", "false positive"])

/** An array, or an object with the array `alerts`. Throws `json/invalid`, `alerts/invalid`. */
export function parseAlerts(text: string, file: string): Alert[] {
  const value = parseJson(text, file)
  const list = Array.isArray(value)
    ? (value as readonly unknown[])
    : isRecord(value) && Array.isArray(value["alerts"])
      ? (value["alerts"] as readonly unknown[])
      : undefined
  if (list === undefined) throw new TipstaffError("alerts/invalid", `${file} holds neither an array nor an object with "alerts"`, { file, line: 1 })
  return list.map((item, index) => alertOf(item, index + 1, file))
}

function alertOf(item: unknown, position: number, file: string): Alert {
  if (!isRecord(item)) throw new TipstaffError("alerts/invalid", `${file}: alert ${position} is not an object`, { file })
  const labels = isRecord(item["labels"]) ? item["labels"] : {}
  const annotations = isRecord(item["annotations"]) ? item["annotations"] : {}
  const status = word(item["status"]) || word(item["state"])
  return {
    id: word(item["id"]) || word(item["alert_id"]) || word(item["fingerprint"]) || `alert-${position}`,
    title:
      word(item["title"]) ||
      word(item["name"]) ||
      word(item["summary"]) ||
      word(labels["alertname"]) ||
      word(annotations["summary"]) ||
      `alert ${position}`,
    severity: parseSeverity(word(item["severity"]) || word(item["priority"]) || word(labels["severity"])),
    status,
    open: !closedWords.has(status.toLowerCase()),
    position,
  }
}

function word(value: unknown): string {
  return typeof value === "string" || typeof value === "number" ? String(value).trim().slice(0, 500) : ""
}
