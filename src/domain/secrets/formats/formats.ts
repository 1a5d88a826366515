/** The output formats of a scan for secrets, by the name that --format takes. */
import type { SecretReport } from "../report.ts"
import { toCsv } from "./csv.ts"
import { toJson } from "./json.ts"
import { toJunit } from "./junit.ts"
import { toSarif, type SarifFacts } from "./sarif.ts"
import { toText } from "./text.ts"

export interface FormatFacts extends SarifFacts {
  readonly colour: boolean
}

export const secretFormatNames = ["text", "json", "sarif", "csv", "junit"] as const

export type SecretFormat = (typeof secretFormatNames)[number]

/** Each answer ends with a line break. */
export const secretFormats: Readonly<Record<SecretFormat, (report: SecretReport, facts: FormatFacts) => string>> = {
  text: toText,
  json: toJson,
  sarif: toSarif,
  csv: toCsv,
  junit: toJunit,
}
