/** Which files are configuration, how each kind is opened, and which table of checks judges it. */
import { TipstaffError, messageOf } from "../../../base/errors.ts"
import type { Unexamined } from "../engine.ts"
import { agentSettings } from "./agent.ts"
import { agentRules } from "./agent-rules.ts"
import { agentTextRules } from "./agent-text-rules.ts"
import { composeInput, composeRules } from "./compose-rules.ts"
import { parseDockerfile } from "./dockerfile.ts"
import { dockerfileRules } from "./dockerfile-rules.ts"
import { valueAt, withMerges, openJson, openToml, openYaml, openYamlStream, type DataFile } from "./document.ts"
import { parseHcl } from "./hcl.ts"
import { kubernetesRules, manifestInput } from "./kubernetes-rules.ts"
import type { Hit, RuleTable, Subject } from "./rule.ts"
import { settingsOf } from "./settings.ts"
import { settingsRules } from "./settings-rules.ts"
import { withoutTemplates } from "./templates.ts"
import { terraformRules } from "./terraform-rules.ts"
import { readWorkflow, type Workflow } from "./workflow.ts"
import { workflowRules } from "./workflow-rules.ts"
import { workflowSetRules } from "./workflow-set.ts"

export interface RuleHit {
  readonly rule: string
  readonly hit: Hit
}

interface SubjectReport {
  readonly hits: readonly RuleHit[]
  readonly unexamined: readonly Unexamined[]
  /** Handed to the rules that judge all workflows together. */
  readonly workflow?: Workflow
}

export interface SubjectScanner {
  readonly subject: Subject
  readonly ruleIds: readonly string[]
  /** The name alone says that the file is of this kind. */
  readonly matches: (path: string) => boolean
  /** For kinds that share their names with plain data: whether the text is of this kind. */
  readonly sniff?: (text: string) => boolean
  /** Reads line by line, so that the bound on what parsers get does not apply. */
  readonly anySize?: boolean
  /** Never throws on what a file holds. */
  readonly scan: (path: string, text: string, has: (path: string) => boolean) => SubjectReport
}

interface Opened<Input> {
  readonly inputs: readonly Input[]
  readonly unexamined?: readonly Unexamined[]
  readonly workflow?: Workflow
}

type Opener<Input> = (path: string, text: string, has: (path: string) => boolean) => Opened<Input>

function scanner<Input>(
  subject: Subject,
  matches: (path: string) => boolean,
  open: Opener<Input>,
  rules: RuleTable<Input>,
  sniff?: (text: string) => boolean,
): SubjectScanner {
  return {
    subject,
    ruleIds: Object.keys(rules),
    matches,
    ...(sniff ? { sniff } : {}),
    scan(path, text, has) {
      try {
        const opened = open(path, text, has)
        const judged = opened.inputs.map((input) => judge(rules, input, path))
        return {
          hits: distinct(judged.flatMap(({ hits }) => hits)),
          unexamined: [...(opened.unexamined ?? []), ...judged.flatMap(({ unexamined }) => unexamined)],
          ...(opened.workflow ? { workflow: opened.workflow } : {}),
        }
      } catch (thrown) {
        return { hits: [], unexamined: [unexaminedBy(thrown, path)] }
      }
    },
  }
}

// The branches of a template share most of their lines.
function distinct(hits: readonly RuleHit[]): RuleHit[] {
  return [...new Map(hits.map((one) => [`${one.rule}\n${one.hit.line}\n${one.hit.subject}`, one])).values()]
}

/** A hostile file could hold any number; where a rule stopped is reported. */
const maxHitsPerRule = 1000

/** Runs a table of checks; a check that fails on a strange file is reported, and the others still run. */
export function judge<Input>(rules: RuleTable<Input>, input: Input, path: string): { hits: RuleHit[]; unexamined: Unexamined[] } {
  const hits: RuleHit[] = []
  const unexamined: Unexamined[] = []
  for (const [rule, check] of Object.entries(rules)) {
    try {
      let count = 0
      for (const hit of check(input)) {
        count += 1
        if (count > maxHitsPerRule) {
          unexamined.push({ path, line: hit.line, reason: `rule ${rule} stopped after ${maxHitsPerRule} findings in this file` })
          break
        }
        hits.push({ rule, hit })
      }
    } catch (thrown) {
      unexamined.push({ path, reason: `rule ${rule} could not judge this file: ${messageOf(thrown)}` })
    }
  }
  return { hits, unexamined }
}

function unexaminedBy(thrown: unknown, path: string): Unexamined {
  const line = thrown instanceof TipstaffError ? thrown.line : undefined
  return { path, ...(line === undefined ? {} : { line }), reason: messageOf(thrown).slice(0, 500) }
}

const isDockerfile = named(
  /^(?:(?:dockerfile|containerfile)(?:[.-].+)?|.+\.(?:dockerfile|containerfile))$/i,
  /\.(?:dockerignore|md|txt|sh|py|js|ts|go|json|ya?ml|swp|bak|html)$/i,
)
const isCompose = named(/^(?:docker-)?compose(?:[._-].*)?\.ya?ml$/i)
const isWorkflow = (path: string): boolean =>
  /^\.(?:github|gitea|forgejo)\/workflows\/[^/]+\.ya?ml$/i.test(path) || /(?:^|\/)action\.ya?ml$/i.test(path)
const agentFiles =
  /(?:^|\/)(?:\.claude\/settings(?:\.local)?\.json|\.mcp\.json|\.(?:cursor|vscode|roo|kiro\/settings|amazonq|junie\/mcp)\/mcp\.json|\.windsurf\/mcp_config\.json|mcp_config\.json|cline_mcp_settings\.json|\.vscode\/settings\.json|\.gemini\/settings\.json|\.codex\/config\.toml|\.(?:cursor|codex)\/hooks\.json|\.github\/hooks\/[^/]+\.json|\.claude-plugin\/plugin\.json|hooks\/hooks\.json)$/i
const agentTexts =
  /(?:^|\/)(?:agents(?:\.override)?\.md|claude(?:\.local)?\.md|gemini\.md|skill\.md|\.cursorrules|\.windsurfrules|\.clinerules|\.rules|\.(?:cursor|windsurf|roo|clinerules|continue)\/(?:rules\/)?.{1,300}\.mdc?|\.claude\/(?:agents|commands|skills|rules|output-styles)\/.{1,300}\.md|\.codex\/prompts\/.{1,300}\.md|\.github\/(?:copilot-instructions\.md|(?:instructions|prompts|agents|chatmodes)\/.{1,300}\.md))$/i
const lockFiles =
  /(?:^|\/)(?:package-lock\.json|npm-shrinkwrap\.json|pnpm-lock\.yaml|bun\.lock|composer\.lock|poetry\.lock|uv\.lock|cargo\.lock|packages\.lock\.json|deno\.lock|Pipfile\.lock)$/i
const isData = (path: string): boolean => /\.(?:ya?ml|json[c5]?)$/i.test(path) && !lockFiles.test(path)
const isSettings = (path: string): boolean =>
  !lockFiles.test(path) &&
  (/\.(?:ya?ml|json[c5]?|toml|properties|conf|cnf|cfg|ini|env|vhost|config|tfvars)$/i.test(path) ||
    /(?:^|\/)(?:\.env(?:\.[\w.-]+)?|\.npmrc|\.yarnrc|\.pip\/pip\.conf|\.htaccess|\.gitconfig|httpd|nginx|haproxy)$|(?:^|\/)sites-(?:available|enabled)\/[^/]+$/i.test(
      path,
    ))

function named(name: RegExp, except?: RegExp): (path: string) => boolean {
  return (path) => {
    const base = path.slice(path.lastIndexOf("/") + 1)
    return name.test(base) && !except?.test(base)
  }
}

export const subjectScanners: readonly SubjectScanner[] = [
  scanner("dockerfile", isDockerfile, openDockerfile, dockerfileRules),
  scanner("compose", isCompose, openCompose, composeRules),
  scanner("workflow", isWorkflow, openWorkflow, workflowRules),
  scanner("agent", (path) => agentFiles.test(path), openAgent, agentRules),
  scanner(
    "agent-text",
    (path) => agentTexts.test(path),
    (path, text) => ({ inputs: [{ path, text }] }),
    agentTextRules,
  ),
  scanner("kubernetes", isData, openManifest, kubernetesRules, isManifest),
  scanner("terraform", named(/\.(?:tf|tofu)$/i), openTerraform, terraformRules),
  {
    ...scanner("settings", isSettings, (path, text) => ({ inputs: [{ path, settings: settingsOf(path, text) }] }), settingsRules, aboutTransport),
    anySize: true,
  },
]

/** Rules over all workflows of the repository together. */
export const workflowSet = { subject: "workflow-set", ruleIds: Object.keys(workflowSetRules), rules: workflowSetRules } as const

function openDockerfile(path: string, text: string, has: (path: string) => boolean): Opened<Parameters<(typeof dockerfileRules)[string]>[0]> {
  const file = parseDockerfile(text)
  return { inputs: [{ path, file, has }], unexamined: file.problems.map(({ line, reason }) => ({ path, line, reason })) }
}

function openCompose(path: string, text: string): Opened<ReturnType<typeof composeInput>> {
  const plain = openYaml(path, text)
  const file = { ...plain, value: withMerges(plain.value) }
  if (file.value === null || valueAt(file.value, "services") === undefined) return { inputs: [] }
  return { inputs: [composeInput(file)] }
}

function openWorkflow(path: string, text: string): Opened<Workflow> {
  const file = openYaml(path, text)
  const workflow = readWorkflow(file)
  if (workflow.jobs.length === 0) {
    // Other products have an action.yml too; below .github/workflows everything must be a workflow.
    return path.startsWith(".") && /\/workflows\//.test(path)
      ? { inputs: [], unexamined: [{ path, line: 1, reason: `${path} holds no jobs` }] }
      : { inputs: [] }
  }
  return { inputs: [workflow], workflow }
}

function openAgent(path: string, text: string): Opened<ReturnType<typeof agentSettings>> {
  if (text.trim() === "") return { inputs: [] }
  const file = path.endsWith(".toml") ? openToml(path, text) : openJson(path, text)
  return { inputs: [agentSettings(file)] }
}

function isManifest(text: string): boolean {
  return /^[ \t]*(?:- )?["']?apiVersion["']?\s*:/m.test(text) && /^[ \t]*(?:- )?["']?kind["']?\s*:/m.test(text)
}

function openManifest(path: string, text: string): Opened<ReturnType<typeof manifestInput>> {
  return { inputs: openManifestFiles(path, text).map((file) => manifestInput(file)) }
}

function openManifestFiles(path: string, text: string): DataFile[] {
  if (/\.json[c5]?$/i.test(path)) return [openJson(path, text)]
  try {
    return openYamlStream(path, text)
  } catch (thrown) {
    const texts = withoutTemplates(text)
    if (texts === undefined) throw thrown
    return texts.flatMap((plain) => openYamlStream(path, plain))
  }
}

function openTerraform(path: string, text: string): Opened<ReturnType<typeof parseHcl>> {
  const file = parseHcl(text)
  return { inputs: [file], ...(file.problem ? { unexamined: [{ path, ...file.problem }] } : {}) }
}

function aboutTransport(text: string): boolean {
  return /tls|ssl|cipher|encrypt|\baes|crypt|reject_?unauthorized|verify|insecure/i.test(text)
}
