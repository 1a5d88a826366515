/** What `tipstaff init` would write, decided before anything is written. Running it twice changes nothing the second time. */
import { join } from "node:path"
import { isRecord, parseJson } from "../../base/json.ts"
import { TipstaffError } from "../../base/errors.ts"
import { readTextIfPresent, statOf } from "../../platform/files.ts"
import { securityFilePath, securityFileTemplate } from "../../domain/policy/security-file.ts"
import { settingsTemplate } from "./settings-template.ts"
import { obstacleTo } from "../obstacle.ts"
import { secretScannerPath, secretScannerText, shimFiles } from "./shims.ts"
import { workflowPath, workflowText } from "./workflow.ts"

export const profiles = ["sop", "policy", "sr", "all"] as const

export type Profile = (typeof profiles)[number]

export interface PlannedFile {
  /** Relative to the repository root, with forward slashes. */
  readonly path: string
  readonly action: "create" | "update" | "keep" | "blocked"
  readonly why: string
  readonly text: string
  readonly executable: boolean
}

interface Wanted {
  readonly path: string
  readonly why: string
  readonly text: string
  readonly executable?: boolean
  readonly profiles: readonly Profile[]
}

export interface PlanFacts {
  readonly root: string
  readonly profile: Profile
  readonly version: string
}

/** The profiles that bring hooks: the agent's here, Git's by the plan of `tipstaff hooks install`. */
export const withHooks: readonly Profile[] = ["policy", "all"]

const everyone: readonly Profile[] = ["sop", "policy", "sr", "all"]

/** Everything but the Git hooks. */
export async function planInit(facts: PlanFacts): Promise<PlannedFile[]> {
  const { profile } = facts
  const wanted: Wanted[] = [
    { path: securityFilePath, why: "the repository's security policy", text: securityFileTemplate, profiles: everyone },
    { path: "tipstaff.yaml", why: "settings of reviews and people", text: settingsTemplate(profile), profiles: everyone },
    {
      path: secretScannerPath,
      why: "blocks commits and writes that carry a secret",
      text: secretScannerText(),
      executable: true,
      profiles: withHooks,
    },
    {
      path: workflowPath,
      why: "the review in CI, on push, pull request and every night",
      text: workflowText(facts.version),
      profiles: ["sr", "all"],
    },
    ...shimFiles().map((file): Wanted => ({ ...file, why: "a command line of the check protocol", executable: true, profiles: ["sr", "all"] })),
  ]
  const planned = await Promise.all(wanted.filter((file) => file.profiles.includes(profile)).map((file) => planFile(facts.root, file)))
  if (withHooks.includes(profile)) planned.push(await planAgentSettings(facts.root))
  return planned
}

async function planFile(root: string, wanted: Wanted): Promise<PlannedFile> {
  const base = { path: wanted.path, text: wanted.text, executable: wanted.executable === true }
  const obstacle = await obstacleTo(root, wanted.path)
  if (obstacle !== undefined) return { ...base, action: "blocked", why: obstacle }
  const present = (await statOf(join(root, wanted.path))) !== undefined
  return present ? { ...base, action: "keep", why: "already there; left as it is" } : { ...base, action: "create", why: wanted.why }
}

const hookCommand = `python3 ${secretScannerPath}`
const matcher = "Write|Edit|MultiEdit|NotebookEdit|Bash"

/** Adds our hook to the agent's settings and keeps everything else in them. */
async function planAgentSettings(root: string): Promise<PlannedFile> {
  const path = ".claude/settings.json"
  const base = { path, executable: false }
  const obstacle = await obstacleTo(root, path)
  if (obstacle !== undefined) return { ...base, action: "blocked", why: obstacle, text: "" }
  if ((await statOf(join(root, path)))?.isSymbolicLink())
    return { ...base, action: "blocked", why: `is a symbolic link; add the hook to its target: ${hookCommand}`, text: "" }
  const text = await readTextIfPresent(join(root, path))
  const ours = { matcher, hooks: [{ type: "command", command: hookCommand }] }
  if (text === undefined)
    return {
      ...base,
      action: "create",
      why: "runs the secret scanner before an agent writes",
      text: json({ permissions: { deny: ["Read(./.env)", "Read(./.env.*)"] }, hooks: { PreToolUse: [ours] } }),
    }
  const settings = readSettings(text, path)
  if (settings === undefined) return { ...base, action: "blocked", why: "is not a JSON object; correct it, then run tipstaff init again", text: "" }
  const hooks = settings["hooks"] ?? {}
  const before = isRecord(hooks) ? (hooks["PreToolUse"] ?? []) : undefined
  if (!isRecord(hooks) || !Array.isArray(before))
    return { ...base, action: "blocked", why: "its hooks are not in the form the agent reads; correct them, then run tipstaff init again", text: "" }
  if (JSON.stringify(before).includes(secretScannerPath)) return { ...base, action: "keep", why: "already runs the secret scanner", text }
  return {
    ...base,
    action: "update",
    why: "adds the secret scanner, keeps the rest",
    text: json({ ...settings, hooks: { ...hooks, PreToolUse: [...(before as unknown[]), ours] } }),
  }
}

function readSettings(text: string, path: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value = parseJson(text, path)
    return isRecord(value) ? value : undefined
  } catch (thrown) {
    if (thrown instanceof TipstaffError) return undefined
    throw thrown
  }
}

function json(value: unknown): string {
  return `${JSON.stringify(value, undefined, 2)}\n`
}
