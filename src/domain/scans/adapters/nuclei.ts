/** Reports of Nuclei: JSON lines (-jsonl-export) or one JSON array (-json-export). */
import { z } from "zod"
import { TipstaffError } from "../../../base/errors.ts"
import { parseJson } from "../../../base/json.ts"
import { severityOr, type Draft } from "./draft.ts"
import type { ImportReading } from "./imports.ts"
import { scrubUrl } from "./scrub.ts"

const words = z
  .union([z.string().transform((word) => [word]), z.array(z.string())])
  .nullish()
  .catch([])

const match = z.looseObject({
  "template-id": z.string(),
  info: z.looseObject({
    name: z.string(),
    severity: z.string(),
    description: z.string().optional(),
    remediation: z.string().optional(),
    reference: words,
    classification: z.looseObject({ "cve-id": words, "cwe-id": words }).nullish(),
  }),
  "matcher-name": z.string().optional(),
  host: z.string().optional(),
  "matched-at": z.string(),
  timestamp: z.string().optional(),
})

/** A run without a match leaves an empty file or `[]`: an empty file is refused, since a run that died leaves the same. */
export function readNuclei(text: string, file: string): ImportReading {
  const matches = entriesOf(text, file).map(({ value, line }) => {
    const parsed = match.safeParse(value)
    if (parsed.success) return parsed.data
    const where = parsed.error.issues[0]?.path.map(String).join(".") ?? ""
    throw new TipstaffError("scans/unexpected-output", `the report of nuclei is not of the known form at ${where || "its beginning"}`, { file, line })
  })
  const times = matches.flatMap((one) => (one.timestamp === undefined ? [] : [Date.parse(one.timestamp)])).filter((at) => !Number.isNaN(at))
  return {
    version: "",
    at: times.length === 0 ? undefined : times.reduce((a, b) => Math.max(a, b)),
    sites: [...new Set(matches.map((one) => originOf(one["matched-at"])))],
    unexamined: [],
    drafts: matches.map(draftOf),
  }
}

function entriesOf(text: string, file: string): { value: unknown; line: number }[] {
  if (text.trim() === "") throw new TipstaffError("scans/empty-output", "the report of nuclei is empty", { file })
  if (text.trimStart().startsWith("[")) {
    const list = parseJson(text, file)
    return (Array.isArray(list) ? list : [list]).map((value: unknown) => ({ value, line: 1 }))
  }
  return text.split("\n").flatMap((line, index) => (line.trim() === "" ? [] : [{ value: parseJson(line, `${file}:${index + 1}`), line: index + 1 }]))
}

function draftOf(one: z.output<typeof match>): Draft {
  const { info } = one
  const place = scrubUrl(one["matched-at"])
  const matcher = one["matcher-name"] === undefined ? "" : ` (${one["matcher-name"]})`
  return {
    rule: one["template-id"],
    severity: severityOr(info.severity),
    confidence: "medium",
    title: `${info.name}${matcher} on ${originOf(one["matched-at"])}`,
    message: `${info.description ?? info.name} Seen at: ${place}`,
    remediation: info.remediation,
    cwe: info.classification?.["cwe-id"] ?? [],
    aliases: (info.classification?.["cve-id"] ?? []).map((id) => id.toUpperCase()),
    about: [place, one["matcher-name"] ?? ""],
    help: info.reference?.[0],
  }
}

function originOf(url: string): string {
  return URL.canParse(url) && new URL(url).origin !== "null" ? new URL(url).origin : scrubUrl(url)
}
