/** Classifies a Git range: lists the changes, reads what matters, looks up hosts that the base already knew. */
import { setImmediate as nextTurn } from "node:timers/promises"
import { chooseRange, holdsNothing, listChanges, readChanges, type DiffRange } from "../../../platform/git-diff.ts"
import { gitRaw, type GitOptions, type Repository } from "../../../platform/git.ts"
import { candidateHosts, classify, type Classification } from "./classification.ts"
import { factsOf, planOf, type FileFacts, type Plan } from "./facts.ts"
import { hostsOf } from "./hosts.ts"
import { languageOfFile } from "./languages.ts"
import { lex } from "./lexer.ts"
import { roleOf } from "./paths.ts"
import type { ClassifySettings } from "./settings.ts"

export interface RangeRequest {
  /** Any revision; without it the base is found as `chooseRange` tells. */
  readonly base?: string | undefined
  /** Any revision; without it the work tree is compared. */
  readonly head?: string | undefined
  /** The settings for the range that was chosen. */
  readonly settings: (repository: Repository, range: DiffRange) => Promise<ClassifySettings>
  readonly progress?: (done: number, total: number) => void
}

export interface RangeClassification extends Classification {
  readonly range: { readonly base: string; readonly head: string }
  /** How the base was found, for people. */
  readonly basis: string
}

const batchBytes = 16 * 1024 * 1024

/** Milliseconds of work between two turns of everything else: scans may run beside it. */
const turnMs = 40

/** Throws `git/unknown-revision` and what Git's failures throw; files that could not be read are named in the result. */
export async function classifyRange(repository: Repository, request: RangeRequest, options: GitOptions = {}): Promise<RangeClassification> {
  return classifyChanges(repository, await chooseRange(repository, request, options), request, options)
}

/** As `classifyRange`, for a range that was chosen before. */
export async function classifyChanges(
  repository: Repository,
  range: DiffRange,
  request: Pick<RangeRequest, "settings" | "progress">,
  options: GitOptions = {},
): Promise<RangeClassification> {
  const settings = await request.settings(repository, range)
  const plan = planOf(settings)
  const entries = await listChanges(repository, range, options)
  const limits = { maxFileBytes: settings.maxFileBytes, maxBatchBytes: batchBytes }
  const facts: FileFacts[] = []
  let turn = performance.now()
  for await (const file of readChanges(repository, entries, (entry) => plan.wants(entry), limits, options)) {
    const { before, after } = file
    const touchedOnly =
      before?.text !== undefined && before.text === after?.text && file.oldPath === undefined && before.executable === after.executable
    // A copy: a word cut from a text keeps the whole text in memory.
    if (!touchedOnly) facts.push(structuredClone(factsOf(file, plan)))
    request.progress?.(facts.length, entries.length)
    if (performance.now() - turn < turnMs) continue
    await nextTurn()
    turn = performance.now()
  }
  const known = await hostsInBase(repository, range, candidateHosts(facts), plan, options)
  const ends = { base: range.base, head: range.head ?? "work tree" }
  return { ...classify(facts, known, ends), range: ends, basis: range.basis }
}

// Each host costs a search of the tree; a change that brings in more is large enough to be looked at anyway.
const maxLookedUp = 40
const maxFilesRead = 40

/** Which of the hosts the base's own code already speaks to: not in documents, tests or comments. */
async function hostsInBase(
  repository: Repository,
  range: DiffRange,
  hosts: readonly string[],
  plan: Plan,
  options: GitOptions,
): Promise<Set<string>> {
  const known = new Set<string>()
  if (await holdsNothing(repository, range.base, options)) return known
  for (const host of hosts.slice(0, maxLookedUp)) {
    const found = await gitRaw(repository.root, ["grep", "-I", "-l", "-z", "-i", "-F", "-e", host.replace(/^\*/, ""), range.base, "--"], options)
    if (found.exitCode !== 0) continue
    const names = found.stdout
      .toString("utf8")
      .split("\0")
      .map((name) => name.slice(range.base.length + 1))
      .filter((name) => name !== "" && !name.includes("\n") && roleOf(name) === "source" && plan.wants({ path: name, oldPath: undefined }))
    for (const name of names.slice(0, maxFilesRead)) {
      if (!(await speaksTo(repository, `${range.base}:${name}`, name, host, plan, options))) continue
      known.add(host)
      break
    }
  }
  return known
}

async function speaksTo(repository: Repository, object: string, path: string, host: string, plan: Plan, options: GitOptions): Promise<boolean> {
  const blob = await gitRaw(repository.root, ["cat-file", "blob", object], { ...options, maxOutputBytes: plan.settings.maxFileBytes }).catch(
    () => undefined,
  )
  if (blob?.exitCode !== 0) return false
  const text = blob.stdout.toString("utf8").replace(/\r\n?/g, "\n")
  const language = languageOfFile(path, text)
  return language !== undefined && hostsOf(lex(text, language), language, []).some((use) => use.host === host)
}
