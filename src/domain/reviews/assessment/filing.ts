/** Where reports of a review are filed: one safe name to a subject and a day, never over an older report. */
import { lstat } from "node:fs/promises"
import { join } from "node:path"
import { z } from "zod"
import { isoDate, type Instant } from "../../../base/clock.ts"
import { TipstaffError, systemCode } from "../../../base/errors.ts"
import { sha256 } from "../../../base/hash.ts"
import { slugOf } from "../../../base/slug.ts"
import { inside, writeNew } from "../../../platform/files.ts"

/** Part of `tipstaff.yaml`. The default is the folder that the review procedure names, below the root of the reports. */
export const filingSettings = z.strictObject({
  reports: z.string().min(1).default("Claude/operations/reports/security").meta({ description: "folder of the security reports" }),
})

/** The path from the root, as the procedure spells it. */
export const reportsFolder = "/Claude/operations/reports/security"

export type ReportKind = "vendor-assessment" | "security-review"

/** `security-review-{subject}-{YYYY-MM-DD}.md`; a name without a usable letter is replaced by its digest. */
export function reportName(kind: ReportKind, name: string, at: Instant, copy = 1): string {
  const slug = slugOf(name) ?? `unnamed-${sha256(name).slice(0, 12)}`
  return `${kind}-${slug}-${isoDate(at)}${copy === 1 ? "" : `-${copy}`}.md`
}

/** `/Claude/operations/reports/security/…`: how reports and messages name the file. */
export function reportPath(kind: ReportKind, name: string, at: Instant): string {
  return `${reportsFolder}/${reportName(kind, name, at)}`
}

const maxCopies = 99

/**
 * Writes a report and returns its absolute path; the second of a day gets the suffix -2. Throws `file/outside` when the
 * folder leads out of the root or through a link, `file/exists` after 99 reports of one day, `file/unwritable`.
 */
export async function fileReport(root: string, folder: string, kind: ReportKind, name: string, at: Instant, text: string): Promise<string> {
  const target = inside(root, folder.replace(/^\/{1,10}/, ""))
  await refuseLinks(root, folder.replace(/^\/{1,10}/, ""))
  for (let copy = 1; copy <= maxCopies; copy += 1) {
    const path = join(target, reportName(kind, name, at, copy))
    try {
      await writeNew(path, text)
      return path
    } catch (thrown) {
      if (!(thrown instanceof TipstaffError) || thrown.code !== "file/exists" || copy === maxCopies) throw thrown
    }
  }
  throw new TipstaffError("file/exists", `${reportName(kind, name, at)} has ${maxCopies} versions already`)
}

// A repository may hold a link in place of the folder, which would lead the report out of it.
async function refuseLinks(root: string, folder: string): Promise<void> {
  let path = root
  for (const part of folder.split(/[/\\]/).filter((each) => each !== "" && each !== ".")) {
    path = join(path, part)
    try {
      if ((await lstat(path)).isSymbolicLink())
        throw new TipstaffError("file/outside", `${path} is a link; reports are not written through it`, { file: path })
    } catch (thrown) {
      if (systemCode(thrown) === "ENOENT") return
      throw thrown
    }
  }
}
