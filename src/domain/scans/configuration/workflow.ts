/** Reads a GitHub workflow or a composite action into triggers, jobs and steps, each with its path in the document. */
import { valueAt, listOf, recordOf, textOf, textsOf, type DataFile, type Path } from "./document.ts"

export interface Step {
  readonly path: Path
  /** `job/step name`: survives the insertion of other steps when the step has a name or an id. */
  readonly about: string
  readonly uses: string | undefined
  readonly run: string | undefined
  readonly env: Readonly<Record<string, unknown>>
  readonly with: Readonly<Record<string, unknown>>
  readonly body: Readonly<Record<string, unknown>>
}

export interface Job {
  readonly id: string
  readonly path: Path
  readonly body: Readonly<Record<string, unknown>>
  readonly steps: readonly Step[]
}

export interface Workflow {
  readonly file: DataFile
  readonly kind: "workflow" | "action"
  readonly triggers: ReadonlySet<string>
  readonly jobs: readonly Job[]
}

/** docs.github.com/actions: workflow syntax; metadata syntax for `action.yml`. */
export function readWorkflow(file: DataFile): Workflow {
  const jobs = Object.entries(recordOf(valueAt(file.value, "jobs"))).map(([id, job]): Job => {
    const body = recordOf(job)
    return { id, path: ["jobs", id], body, steps: stepsOf(body["steps"], ["jobs", id, "steps"], id) }
  })
  const runs = recordOf(valueAt(file.value, "runs"))
  if (jobs.length === 0 && Object.keys(runs).length > 0) {
    const job: Job = { id: "runs", path: ["runs"], body: runs, steps: stepsOf(runs["steps"], ["runs", "steps"], "runs") }
    return { file, kind: "action", triggers: new Set(), jobs: [job] }
  }
  return { file, kind: "workflow", triggers: triggersOf(valueAt(file.value, "on")), jobs }
}

function triggersOf(value: unknown): ReadonlySet<string> {
  if (typeof value === "string") return new Set([value])
  if (Array.isArray(value)) return new Set(textsOf(value))
  return new Set(Object.keys(recordOf(value)))
}

function stepsOf(value: unknown, path: Path, job: string): Step[] {
  return listOf(value).map((step, index): Step => {
    const body = recordOf(step)
    const uses = textOf(body["uses"])
    const name = textOf(body["id"]) ?? textOf(body["name"]) ?? uses?.split("@")[0] ?? `step ${index + 1}`
    return {
      path: [...path, index],
      about: `${job}/${name.slice(0, 100)}`,
      uses,
      run: textOf(body["run"]),
      env: recordOf(body["env"]),
      with: recordOf(body["with"]),
      body,
    }
  })
}

/** `${{ … }}` expressions with their offsets. */
export function* expressionsIn(text: string): Generator<{ body: string; offset: number }> {
  let from = 0
  for (;;) {
    const start = text.indexOf("${{", from)
    if (start < 0) return
    const end = text.indexOf("}}", start)
    if (end < 0) return
    yield { body: text.slice(start + 3, Math.min(end, start + 2000)).trim(), offset: start }
    from = end + 2
  }
}

// docs.github.com: "Understanding the risk of script injections" lists these contexts as set by whoever opens the issue or pull request.
const untrusted: readonly RegExp[] = [
  /\bgithub\s*\.\s*head_ref\b/,
  /\bgithub\s*\.\s*event\s*\.\s*(?:issue|pull_request|discussion|comment|review|review_comment|workflow_run)\s*\.\s*(?:title|body|head_branch|display_title)\b/,
  /\bgithub\s*\.\s*event\s*\.\s*pull_request\s*\.\s*head\s*\.\s*(?:ref|label|repo\s*\.\s*default_branch|repo\s*\.\s*description)\b/,
  /\bgithub\s*\.\s*event\s*\.\s*(?:head_commit|commits\b.{0,40}|workflow_run\s*\.\s*head_commit)\s*\.\s*(?:message|author\s*\.\s*(?:email|name))\b/,
  /\bgithub\s*\.\s*event\s*\.\s*pages\b.{0,40}page_name\b/,
  /\btoJSON\s*\(\s*github\s*(?:\.\s*event\s*)?\)/i,
]

/** Values that strangers choose and that may hold shell text; a comparison yields only true or false and is safe. */
export function isUntrusted(expression: string): boolean {
  const text = expression.slice(0, 2000)
  if (!untrusted.some((pattern) => pattern.test(text))) return false
  return !/^\s*(?:contains|startsWith|endsWith|format\s*\(\s*'[^']*'\s*\)|hashFiles)\s*\(/.test(text) && !/[^=!<>](?:==|!=)[^=]/.test(text)
}

/** Secret names an expression reads, in upper case; GITHUB_TOKEN is not counted. */
export function secretsIn(expression: string): string[] {
  return [...expression.matchAll(/\bsecrets\s*(?:\.\s*([A-Za-z_][A-Za-z0-9_]{0,100})|\[\s*'([^']{1,100})'\s*\])/g)]
    .map((match) => (match[1] ?? match[2] ?? "").toUpperCase())
    .filter((name) => name !== "GITHUB_TOKEN")
}

/** The step brings the code of a pull request into a workflow that runs in the base repository's name. */
export function checksOutHead(step: Step): boolean {
  const fields = [textOf(step.with["ref"]) ?? "", textOf(step.with["repository"]) ?? ""].join("\n")
  if (
    step.uses?.startsWith("actions/checkout@") &&
    /pull_request\s*\.\s*(?:head|number|merge_commit_sha)|head_ref|refs\/pull\/|workflow_run\s*\.\s*head|event\s*\.\s*(?:number|issue\s*\.\s*number)|head\.(?:sha|ref)/.test(
      fields,
    )
  )
    return true
  return (
    step.run !== undefined &&
    /\bgh\s+pr\s+checkout\b|\bgit\s+(?:fetch|pull)\b[^\n]{0,200}(?:pull\/|pull_request\s*\.\s*head|head_ref)/.test(step.run.slice(0, 50_000))
  )
}
