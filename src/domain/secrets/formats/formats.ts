/** The output formats of a scan for secrets, by the name that --format takes. */
import type { SecretReport } from "../report.ts"
import type { SarifFacts } from "./sarif.ts"
import { toText } from "./text.ts"
import type { SecretFormat } from "./names.ts"

export interface FormatFacts extends SarifFacts {
  readonly colour: boolean
}

/** Its answer ends with a line break. */
export type Format = (report: SecretReport, facts: FormatFacts) => string

/** Loaded when asked for: a hook answers in text. */
const formats: Readonly<Record<SecretFormat, () => Format | Promise<Format>>> = {
  text: () => toText,
  json: async () => (await import("./json.ts")).toJson,
  sarif: async () => (await import("./sarif.ts")).toSarif,
  csv: async () => (await import("./csv.ts")).toCsv,
  junit: async () => (await import("./junit.ts")).toJunit,
}

export async function secretFormat(name: SecretFormat): Promise<Format> {
  return formats[name]()
}
