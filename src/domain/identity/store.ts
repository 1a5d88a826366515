/** Reads the people a repository lists and keeps the pin of those this machine trusts. */
import { mkdir, readdir, realpath } from "node:fs/promises"
import { join } from "node:path"
import type { Instant } from "../../base/clock.ts"
import { TipstaffError, systemCode } from "../../base/errors.ts"
import { sha256 } from "../../base/hash.ts"
import { isRecord } from "../../base/json.ts"
import { parseYaml } from "../../base/yaml.ts"
import { readText, readTextIfPresent, writeWhole } from "../../platform/files.ts"
import { peopleDigest, peopleSettings, type Person } from "./people.ts"
import { followChanges, formatTrust, parseTrust, parseTrustChange, trustIn, type TrustChange, type TrustFile } from "./trust.ts"

const settingsFile = "tipstaff.yaml"
const maxSettingsBytes = 4 * 1024 * 1024
const maxChangeFiles = 1000

/** The section `people` of tipstaff.yaml; empty when there is none. Throws `config/invalid-people` with file and line. */
export async function readPeople(root: string): Promise<readonly Person[]> {
  const path = join(root, settingsFile)
  const text = await readTextIfPresent(path, maxSettingsBytes)
  if (text === undefined) return []
  const yaml = parseYaml(text, settingsFile)
  const section = isRecord(yaml.value) ? yaml.value["people"] : undefined
  if (section === undefined || section === null) return []
  const parsed = peopleSettings.safeParse(section)
  if (parsed.success) return parsed.data
  const issue = parsed.error.issues[0]
  const place = ["people", ...(issue?.path ?? [])].map((step) => (typeof step === "symbol" ? String(step) : step))
  throw new TipstaffError("config/invalid-people", `${settingsFile}: ${place.join(".")}: ${issue?.message ?? "invalid"}`, {
    file: settingsFile,
    line: yaml.lineOf(place),
    next: "correct the people section",
  })
}

/** Names the pin: the place of the work tree, because anything inside it could be edited to choose another pin. */
export async function repositoryId(root: string): Promise<string> {
  return sha256(await realpath(root)).slice(0, 16)
}

export async function pinPath(stateDir: string, root: string): Promise<string> {
  return join(stateDir, "trust", `${await repositoryId(root)}.json`)
}

/** Undefined while nothing is pinned. Throws `identity/trust-invalid`. */
export async function readPin(stateDir: string, root: string): Promise<TrustFile | undefined> {
  const path = await pinPath(stateDir, root)
  const text = await readTextIfPresent(path)
  return text === undefined ? undefined : parseTrust(text, path)
}

export async function writePin(stateDir: string, root: string, trust: TrustFile): Promise<void> {
  await mkdir(join(stateDir, "trust"), { recursive: true, mode: 0o700 })
  await writeWhole(await pinPath(stateDir, root), formatTrust(trust), 0o600)
}

/** Where signed changes lie in the repository, to be committed with the change they allow. */
export function changesFolder(root: string): string {
  return join(root, ".tipstaff", "trust")
}

export async function readChanges(root: string): Promise<readonly TrustChange[]> {
  let names: string[]
  try {
    names = await readdir(changesFolder(root))
  } catch (cause) {
    if (systemCode(cause) === "ENOENT" || systemCode(cause) === "ENOTDIR") return []
    throw new TipstaffError("file/unreadable", "the signed trust changes could not be listed", { file: changesFolder(root), cause })
  }
  const changes: TrustChange[] = []
  for (const name of names.filter((one) => /^[0-9a-f]{64}\.json$/.test(one)).slice(0, maxChangeFiles)) {
    const change = parseTrustChange(await readText(join(changesFolder(root), name), maxSettingsBytes), name)
    // A record that cannot be read, or stands under another name, opens no way; the refusal that follows says what to do.
    if (change !== undefined && name === `${change.to}.json`) changes.push(change)
  }
  return changes
}

export type TrustState =
  | { readonly state: "unpinned"; readonly listed: readonly Person[] }
  | { readonly state: "trusted"; readonly trust: TrustFile }
  /** A signed way leads from the pin to the listed people; the pin still names the older ones. */
  | { readonly state: "advanced"; readonly trust: TrustFile }
  | { readonly state: "changed"; readonly pinned: TrustFile; readonly listed: readonly Person[] }

/** Compares what the repository lists with what is pinned. Reads only. */
export async function examineTrust(stateDir: string, root: string, at: Instant): Promise<TrustState> {
  const [listed, pinned] = await Promise.all([readPeople(root), readPin(stateDir, root)])
  if (pinned === undefined) return { state: "unpinned", listed }
  const target = peopleDigest(listed)
  if (target === pinned.digest) return { state: "trusted", trust: pinned }
  const people = followChanges(pinned, target, await readChanges(root), at)
  return people === undefined ? { state: "changed", pinned, listed } : { state: "advanced", trust: trustIn(people, "signed", at) }
}

/**
 * The people to judge approvals with. The first use pins what is listed; `firstUse` tells the caller to say so.
 * Throws `identity/trust-changed` when the list was changed without a signature, `identity/no-people` when it is empty.
 */
export async function trustedPeople(stateDir: string, root: string, at: Instant): Promise<{ readonly trust: TrustFile; readonly firstUse: boolean }> {
  const found = await examineTrust(stateDir, root, at)
  switch (found.state) {
    case "trusted":
      return { trust: found.trust, firstUse: false }
    case "advanced":
      await writePin(stateDir, root, found.trust)
      return { trust: found.trust, firstUse: false }
    case "changed":
      throw trustChanged()
    case "unpinned": {
      // An empty list is not pinned: the first person added would then be a change that nobody could sign.
      if (found.listed.length === 0) throw noPeople()
      const trust = trustIn(found.listed, "first-use", at)
      await writePin(stateDir, root, trust)
      return { trust, firstUse: true }
    }
  }
}

export function trustChanged(): TipstaffError {
  return new TipstaffError("identity/trust-changed", "the people section of tipstaff.yaml differs from the trusted one", {
    file: settingsFile,
    next: "a trusted person signs it with tipstaff trust sign, or you check it and run tipstaff trust accept",
  })
}

function noPeople(): TipstaffError {
  return new TipstaffError("identity/no-people", "tipstaff.yaml lists nobody who could approve", {
    file: settingsFile,
    next: "make a key with tipstaff keys new and add yourself under people:",
  })
}
