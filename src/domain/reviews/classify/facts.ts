/** Everything that one changed file says, before the files are weighed together. Pure. */
import picomatch from "picomatch"
import { messageOf } from "../../../base/errors.ts"
import type { ChangedFile, ChangeEntry, Version } from "../../../platform/git-diff.ts"
import { agentFacts, isAgentSettings, type AgentFacts } from "./agent-settings.ts"
import { authFacts, authSegment, type AuthFacts } from "./auth.ts"
import { contractFacts, type ContractFacts } from "./contracts.ts"
import { hostsOf, mayHoldHosts, type HostUse } from "./hosts.ts"
import { languageOf, languageOfFile, type Language } from "./languages.ts"
import { lexOnce, type Lexing } from "./lexer.ts"
import { manifestOf } from "./manifests.ts"
import { roleOf } from "./paths.ts"
import type { Route } from "./route.ts"
import { mayHoldRoutes, routesOf } from "./routes.ts"
import { vendorOf, type Ecosystem } from "./sdks.ts"
import type { ClassifySettings } from "./settings.ts"
import { cloudRegions, countWrites } from "./suggestions.ts"

export interface Package {
  readonly ecosystem: Ecosystem
  readonly name: string
  readonly vendor: string
}

export interface FileFacts {
  readonly path: string
  readonly isConfig: boolean
  readonly agent?: AgentFacts
  readonly contract?: ContractFacts
  readonly auth?: AuthFacts
  readonly routes: { readonly before: readonly Route[]; readonly after: readonly Route[] }
  /** All hosts before; after, only those that the file did not have. */
  readonly hosts: { readonly before: ReadonlySet<string>; readonly gained: readonly HostUse[] }
  readonly packages: { readonly before: readonly Package[]; readonly after: readonly Package[] }
  readonly regionsGained: readonly string[]
  readonly writesFiles: boolean
  readonly unread: readonly string[]
  /** Not classified, and why: a person decides whether that is right. */
  readonly skipped?: string
}

/** Decides by path alone what must be read; made once from the settings. */
export interface Plan {
  readonly settings: ClassifySettings
  wants(entry: Pick<ChangeEntry, "path" | "oldPath">): boolean
  isIgnored(path: string): boolean
  isContract(path: string): boolean
  authPlace(path: string): string | undefined
}

// What demands a review matches under any spelling of a case-insensitive disk; what excuses from one only as written.
function matcher(globs: readonly string[], nocase: boolean): (path: string) => boolean {
  return globs.length === 0 ? () => false : picomatch([...globs], { dot: true, nocase })
}

export function planOf(settings: ClassifySettings): Plan {
  const isIgnored = matcher(settings.ignoredPaths, false)
  const isContract = matcher(settings.agentContracts, true)
  const isAuthPath = matcher(settings.authPaths, true)
  const isCode = (path: string) => roleOf(path) === "source" && !isIgnored(path)
  const wants = (path: string) => isCode(path) || (!isIgnored(path) && (isAgentSettings(path) || isContract(path)))
  return {
    settings,
    wants: (entry) => wants(entry.path) || (entry.oldPath !== undefined && wants(entry.oldPath)),
    isIgnored,
    isContract,
    authPlace: (path) => {
      if (!isCode(path) || isAgentSettings(path) || isContract(path)) return undefined
      if (isAuthPath(path)) return path
      return manifestOf(path) || /(?:^|\/)(?:tsconfig[\w.-]{0,40}\.json|[\w.-]{1,60}\.config\.[cm]?[jt]s)$/.test(path) ? undefined : authSegment(path)
    },
  }
}

const noRoutes = { before: [], after: [] }
const noHosts = { before: new Set<string>(), gained: [] }

export function factsOf(file: ChangedFile, plan: Plan): FileFacts {
  const empty: FileFacts = {
    path: file.path,
    isConfig: languageOf(file.path)?.config === true,
    routes: noRoutes,
    hosts: noHosts,
    packages: { before: [], after: [] },
    regionsGained: [],
    writesFiles: false,
    unread: [],
  }
  if (file.before?.type === "submodule" || file.after?.type === "submodule")
    return { ...empty, skipped: "a submodule; classify it in its own repository" }
  if (!plan.wants(file)) {
    if (plan.isIgnored(file.path)) return { ...empty, skipped: "ignored by the settings" }
    return roleOf(file.path) === "vendored" ? { ...empty, skipped: "third-party code that is kept here" } : empty
  }
  const unread: string[] = []
  const agent = isAgentSettings(file.path) || (file.oldPath !== undefined && isAgentSettings(file.oldPath)) ? agentFacts(file) : undefined
  const contract = plan.isContract(file.path) ? contractFacts(file) : undefined
  for (const facts of [agent, contract]) if (facts?.unread !== undefined && !unread.includes(facts.unread)) unread.push(facts.unread)
  if (agent && unread.length === 0) unread.push(...beforeUnread(file))
  const isCode = (path: string) => roleOf(path) === "source" && !plan.isIgnored(path)
  if (!isCode(file.path) && !(file.oldPath !== undefined && isCode(file.oldPath))) return { ...empty, ...whenSet({ agent, contract }), unread }

  // A link's target is no code, and neither is a file that was not code before it moved.
  const code: ChangedFile = {
    ...file,
    before: isCode(file.oldPath ?? file.path) ? codeOnly(file.before) : undefined,
    after: isCode(file.path) ? codeOnly(file.after) : undefined,
  }
  if (!agent && !contract) unread.push(...sidesUnread(code, plan))
  const lexing = lexOnce()
  const auth = agent || contract ? undefined : authFacts(code, plan.authPlace, lexing)
  const languageBefore = languageOfFile(file.oldPath ?? file.path, code.before?.text)
  const languageAfter = languageOfFile(file.path, code.after?.text)
  const before = sideFacts(file.oldPath ?? file.path, code.before?.text, languageBefore, plan, lexing)
  const after =
    code.after?.text === code.before?.text && file.oldPath === undefined
      ? before
      : sideFacts(file.path, code.after?.text, languageAfter, plan, lexing)
  if (after.problem !== undefined && !unread.includes(after.problem)) unread.push(after.problem)
  const hostsBefore = new Set(before.hosts.map(({ host }) => host))
  // Only settings choose a region; code that names one may do so for any reason.
  const regions = languageAfter?.config ? cloudRegions(code.before?.text) : undefined
  return {
    ...empty,
    ...whenSet({ agent, contract, auth }),
    routes: { before: before.routes, after: after.routes },
    hosts: { before: hostsBefore, gained: after.hosts.filter(({ host }) => !hostsBefore.has(host)) },
    packages: { before: before.packages, after: after.packages },
    regionsGained: regions === undefined ? [] : [...cloudRegions(code.after?.text)].filter((region) => !regions.has(region)),
    writesFiles: countWrites(code.after?.text) > countWrites(code.before?.text),
    unread,
  }
}

function whenSet<T extends object>(values: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as { [K in keyof T]?: Exclude<T[K], undefined> }
}

function codeOnly(version: Version | undefined): Version | undefined {
  return version?.type === "symlink" ? { ...version, text: undefined } : version
}

/** A side that matters and could not be read. Binary data under a name that says nothing matters to nobody. */
function sidesUnread(file: ChangedFile, plan: Plan): string[] {
  const matters = languageOf(file.path) !== undefined || plan.authPlace(file.path) !== undefined || manifestOf(file.path) !== undefined
  const after = file.after
  if (after?.unread !== undefined) return matters ? [after.unread] : []
  if (after?.binary && matters) return ["it holds binary data under the name of a source file"]
  return matters ? beforeUnread(file) : []
}

function beforeUnread(file: ChangedFile): string[] {
  return file.before?.unread === undefined ? [] : [`as it was before: ${file.before.unread}`]
}

interface SideFacts {
  readonly routes: readonly Route[]
  readonly hosts: readonly HostUse[]
  readonly packages: readonly Package[]
  readonly problem?: string
}

function sideFacts(path: string, text: string | undefined, language: Language | undefined, plan: Plan, lexing: Lexing): SideFacts {
  if (text === undefined) return { routes: [], hosts: [], packages: [] }
  const manifest = manifestOf(path)
  if (manifest) {
    try {
      const names = new Set(manifest.read(text, path))
      const packages = [...names].flatMap((name) => {
        const vendor = name.startsWith("@types/") ? undefined : vendorOf(manifest.ecosystem, name)
        return vendor === undefined ? [] : [{ ecosystem: manifest.ecosystem, name, vendor }]
      })
      return { routes: [], hosts: [], packages }
    } catch (error) {
      return { routes: [], hosts: [], packages: [], problem: `could not be read: ${messageOf(error)}` }
    }
  }
  if (!language) return { routes: [], hosts: [], packages: [] }
  const tokens = () => lexing(text, language)
  return {
    routes: mayHoldRoutes(text, language) ? routesOf(tokens(), language, path) : [],
    hosts: mayHoldHosts(text, language) ? hostsOf(tokens(), language, plan.settings.ignoredHosts) : [],
    packages: [],
  }
}
