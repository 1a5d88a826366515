/** Keeps approvals in the evidence folder, one file each, and remembers which have been spent. */
import { readdir } from "node:fs/promises"
import { join } from "node:path"
import { isoTime, type Instant } from "../../base/clock.ts"
import { Refusal, TipstaffError, messageOf, systemCode } from "../../base/errors.ts"
import { parseJson } from "../../base/json.ts"
import { readText, writeNew } from "../../platform/files.ts"
import type { ApprovalRecord } from "./approval.ts"

const maxApprovalBytes = 1024 * 1024
const maxApprovals = 2000
const recordName = /^A-[0-9a-f]{16}\.json$/
const usedName = /^(A-[0-9a-f]{16})\.used$/

export function approvalsFolder(evidenceFolder: string): string {
  return join(evidenceFolder, "approvals")
}

export async function writeApproval(evidenceFolder: string, record: ApprovalRecord): Promise<string> {
  const path = join(approvalsFolder(evidenceFolder), `${record.id}.json`)
  await writeNew(path, `${JSON.stringify(record, null, 2)}\n`)
  return path
}

export interface StoredApprovals {
  /** As read, not yet verified. */
  readonly records: readonly { readonly file: string; readonly value: unknown }[]
  readonly used: ReadonlySet<string>
  /** Files that could not be read, with the reason. */
  readonly unreadable: readonly { readonly file: string; readonly reason: string }[]
}

export async function readApprovals(evidenceFolder: string): Promise<StoredApprovals> {
  const folder = approvalsFolder(evidenceFolder)
  const records: { file: string; value: unknown }[] = []
  const unreadable: { file: string; reason: string }[] = []
  const used = new Set<string>()
  const names = (await list(folder)).sort()
  for (const name of names) {
    const spent = usedName.exec(name)?.[1]
    if (spent !== undefined) {
      used.add(spent)
      continue
    }
    try {
      if (!recordName.test(name)) throw new TipstaffError("approvals/unexpected-file", "not the name of an approval")
      if (records.length >= maxApprovals) throw new TipstaffError("approvals/too-many", `only the first ${maxApprovals} approvals are read`)
      records.push({ file: name, value: parseJson(await readText(join(folder, name), maxApprovalBytes), name) })
    } catch (cause) {
      unreadable.push({ file: name, reason: messageOf(cause) })
    }
  }
  return { records, used, unreadable }
}

/** Spends an approval, once, also between two processes. Throws Refusal `approvals/already-used`. */
export async function spendApproval(evidenceFolder: string, id: string, purpose: string, at: Instant): Promise<void> {
  try {
    await writeNew(join(approvalsFolder(evidenceFolder), `${id}.used`), `${isoTime(at)} ${purpose}\n`)
  } catch (cause) {
    if (cause instanceof TipstaffError && cause.code === "file/exists") {
      throw new Refusal("approvals/already-used", `the approval ${id} has been used before`, { cause, next: "ask for a new approval" })
    }
    throw cause
  }
}

async function list(folder: string): Promise<string[]> {
  try {
    return await readdir(folder)
  } catch (cause) {
    if (systemCode(cause) === "ENOENT") return []
    throw new TipstaffError("file/unreadable", `${folder} could not be listed`, { file: folder, cause })
  }
}
