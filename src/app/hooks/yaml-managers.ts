/** lefthook and the pre-commit framework: one entry of ours for each hook in their configuration, comments kept. */
import { join } from "node:path"
import { isMap, isScalar, isSeq, parseDocument, YAMLMap, type Document } from "yaml"
import { messageOf } from "../../base/errors.ts"
import { parseYaml } from "../../base/yaml.ts"
import { readText, readTextIfPresent } from "../../platform/files.ts"
import type { Change } from "./change.ts"
import { planScripts, planScriptsAway, scriptPath } from "./own-scripts.ts"
import type { HookPlace } from "./place.ts"
import { hookNames, type HookName } from "./scripts.ts"

interface Entries {
  has(document: Document, hook: HookName): boolean
  /** A person has named it without our scripts: it works, and is theirs to take out. */
  hasForeign(document: Document, hook: HookName): boolean
  add(document: Document, hook: HookName): void
  remove(document: Document, hook: HookName): void
}

const command = "tipstaff"

/**
 * lefthook.dev/configuration: commands of a hook by name; `{1}` is Git's first argument. A command that names no files is
 * left out when the files that lefthook compares are equal, as when a push sends a secret that its last commit takes out:
 * so the script is the one file, and always there.
 */
const lefthookCommands: Readonly<Record<HookName, object>> = {
  "pre-commit": { files: `echo ${scriptPath("pre-commit")}`, run: "sh {files}" },
  "commit-msg": { run: `sh ${scriptPath("commit-msg")} "{1}"` },
  "pre-push": { files: `echo ${scriptPath("pre-push")}`, run: "sh {files}", use_stdin: true },
}

const lefthook: Entries = {
  has: (document, hook) => document.hasIn([hook, "commands", command]),
  hasForeign: () => false,
  add(document, hook) {
    for (const path of [[hook], [hook, "commands"]]) {
      const value = document.getIn(path, true)
      if (value === undefined || (isScalar(value) && value.value === null)) document.setIn(path, document.createNode({}))
    }
    document.setIn([hook, "commands", command], document.createNode(lefthookCommands[hook]))
  },
  remove(document, hook) {
    document.deleteIn([hook, "commands", command])
    for (const path of [[hook, "commands"], [hook]]) {
      const value = document.getIn(path)
      if (isMap(value) && value.items.length === 0) document.deleteIn(path)
    }
  },
}

const frameworkIds: Readonly<Record<HookName, { readonly id: string; readonly name: string }>> = {
  "pre-commit": { id: "tipstaff-secrets", name: "tipstaff: what is staged" },
  "commit-msg": { id: "tipstaff-commit-msg", name: "tipstaff: the commit message" },
  "pre-push": { id: "tipstaff-secrets-push", name: "tipstaff: the commits of a push" },
}

const installTypes = "default_install_hook_types"

/** pre-commit.com: one local repository for each hook; without the list of types only pre-commit would be installed. */
const framework: Entries = {
  has: (document, hook) => indexOfRepo(document, hook) >= 0,
  hasForeign: (document, hook) => indexOfRepo(document, hook) >= 0 && indexOfRepo(document, hook, "local") < 0,
  add(document, hook) {
    const { id, name } = frameworkIds[hook]
    const one = { id, name, entry: `sh ${scriptPath(hook)}`, language: "system", stages: [hook], always_run: true }
    const entry = document.createNode({ repo: "local", hooks: [{ ...one, pass_filenames: hook === "commit-msg" }] })
    if (isSeq(document.get("repos"))) document.addIn(["repos"], entry)
    else document.set("repos", document.createNode([entry]))
    const types = document.get(installTypes)
    if (!isSeq(types)) document.set(installTypes, document.createNode(["pre-commit", ...(hook === "pre-commit" ? [] : [hook])], { flow: true }))
    else if (!types.items.some((item) => isScalar(item) && item.value === hook)) types.add(hook)
  },
  remove(document, hook) {
    const index = indexOfRepo(document, hook, "local")
    if (index >= 0) document.deleteIn(["repos", index])
  },
}

function indexOfRepo(document: Document, hook: HookName, from?: string): number {
  const repos = document.get("repos")
  if (!isSeq(repos)) return -1
  return repos.items.findIndex((repo) => {
    if (!isMap(repo) || (from !== undefined && repo.get("repo") !== from)) return false
    const hooks = repo.get("hooks")
    return isSeq(hooks) && hooks.items.some((item) => isMap(item) && item.get("id") === frameworkIds[hook].id)
  })
}

function entriesOf(place: HookPlace): Entries {
  return place.manager === "lefthook" ? lefthook : framework
}

function parse(text: string, file: string): Document {
  // Bounded and with a line for each fault; the editor below is neither.
  parseYaml(text, file)
  const document = parseDocument(text)
  if (document.contents === null || (isScalar(document.contents) && document.contents.value === null))
    document.contents = new YAMLMap() as Document.Parsed["contents"]
  return document
}

function edit(text: string, file: string, change: (document: Document) => void): string {
  const document = parse(text, file)
  change(document)
  // As the file has it: some indent the items of a list, some do not.
  const written = document.toString({ lineWidth: 0, indentSeq: !/^[ ]*[\w-]+:[ ]*\n[ ]*(?:#.*\n[ ]*)*(?<=^|\n)- /m.test(text) })
  return text.includes("\r\n") ? written.replaceAll("\n", "\r\n") : written
}

export async function hasEntry(place: HookPlace, hook: HookName): Promise<boolean> {
  const file = place.config ?? ""
  return entriesOf(place).has(parse((await readTextIfPresent(join(place.root, file))) ?? "", file), hook)
}

/** Through .pre-commit-hooks.yaml of our own repository, which brings its scripts. */
export async function hasForeignEntry(place: HookPlace, hook: HookName): Promise<boolean> {
  const file = place.config ?? ""
  return entriesOf(place).hasForeign(parse((await readTextIfPresent(join(place.root, file))) ?? "", file), hook)
}

/** Beside Git's own files, so that taking away gives back every byte. */
function backupOf(place: HookPlace): string {
  return join(place.commonDir, "tipstaff", `${(place.config ?? "").replaceAll("/", "_")}.before`)
}

function withEntries(place: HookPlace, text: string): string {
  const entries = entriesOf(place)
  const missing = (document: Document) => hookNames.filter((hook) => !entries.has(document, hook))
  if (missing(parse(text, place.config ?? "")).length === 0) return text
  return edit(text, place.config ?? "", (document) => {
    for (const hook of missing(document)) entries.add(document, hook)
  })
}

export async function planYaml(place: HookPlace): Promise<Change[]> {
  const path = place.config ?? ""
  const base = { path, file: join(place.root, path) }
  try {
    const text = await readText(base.file)
    const document = parse(text, path)
    if (hookNames.every((hook) => entriesOf(place).hasForeign(document, hook))) {
      return [{ ...base, action: "keep", why: `${place.manager} already calls the checks, from their own repository` }]
    }
    const scripts = await planScripts(place.root)
    const after = withEntries(place, text)
    if (after === text) return [...scripts, { ...base, action: "keep", why: `${place.manager} already calls the checks` }]
    const backup = { path: backupOf(place), file: backupOf(place), action: "update", why: `${path} as it was`, text } as const
    return [...scripts, backup, { ...base, action: "update", why: `${place.manager} calls the checks, the rest stays`, text: after }]
  } catch (thrown) {
    // Whatever its form is, a file that is not understood is not written.
    return [{ ...base, action: "blocked", why: `${messageOf(thrown)}; correct it, then install again` }]
  }
}

export async function planYamlAway(place: HookPlace): Promise<Change[]> {
  const path = place.config ?? ""
  const base = { path, file: join(place.root, path) }
  const away = await planScriptsAway(place.root)
  try {
    const text = await readText(base.file)
    const foreign = hookNames.filter((hook) => entriesOf(place).hasForeign(parse(text, path), hook))
    if (foreign.length > 0) {
      const ids = foreign.map((hook) => frameworkIds[hook].id).join(", ")
      away.push({ ...base, action: "blocked", why: `names ${ids} from another repository; take them out yourself` })
    }
    const before = await readTextIfPresent(backupOf(place))
    const dropped = before === undefined ? [] : [{ path: backupOf(place), file: backupOf(place), action: "remove", why: "no longer needed" } as const]
    if (before !== undefined && withEntries(place, before) === text)
      return [{ ...base, action: "update", why: "as it was before", text: before }, ...dropped, ...away]
    const entries = entriesOf(place)
    if (!hookNames.some((hook) => entries.has(parse(text, path), hook) && !foreign.includes(hook))) return [...dropped, ...away]
    const rest = edit(text, path, (document) => {
      for (const hook of hookNames) entries.remove(document, hook)
    })
    return [{ ...base, action: "update", why: "takes the checks out, keeps the rest", text: rest }, ...dropped, ...away]
  } catch (thrown) {
    return [{ ...base, action: "blocked", why: `${messageOf(thrown)}; correct it, then try again` }]
  }
}
