/** npm audit: advisories of the npm registry for the packages of a lockfile. */
import { join, posix } from "node:path"
import { z } from "zod"
import { TipstaffError } from "../../../base/errors.ts"
import { isRecord, parseJson } from "../../../base/json.ts"
import { readText } from "../../../platform/files.ts"
import type { SourceFile } from "../engine.ts"
import { componentOf } from "./component.ts"
import { severityOr, type Draft } from "./draft.ts"
import { readReport, type ExternalTool, type Job, type Reading } from "./drive.ts"

const advisory = z.looseObject({
  source: z.union([z.string(), z.number()]),
  name: z.string(),
  title: z.string(),
  url: z.string().optional(),
  severity: z.string(),
  cwe: z.array(z.string()).optional(),
  range: z.string().optional(),
})

const report = z.looseObject({
  auditReportVersion: z.literal(2),
  vulnerabilities: z.record(
    z.string(),
    z.looseObject({ name: z.string(), via: z.array(z.union([z.string(), advisory])), nodes: z.array(z.string()) }),
  ),
  metadata: z.looseObject({ dependencies: z.looseObject({ total: z.int().nonnegative() }) }),
})

// Without the registry npm prints an error object, and with --offline a report that looks clean.
const failure = z.looseObject({
  message: z.string().optional(),
  error: z.looseObject({ code: z.string().optional(), summary: z.string().optional() }),
})

const lockfiles = ["npm-shrinkwrap.json", "package-lock.json"]

export const npmAudit: ExternalTool = {
  id: "npm-audit",
  class: "dependencies",
  program: "npm",
  versionArgs: ["--version"],
  wants: (path) => ["package.json", ...lockfiles].includes(posix.basename(path)),
  nothing: "there is no npm lockfile",
  // The registry, its credentials and proxies are npm settings.
  envPrefixes: ["NPM_CONFIG_"],
  args: (_job, scratchDir) => [
    "audit",
    "--json",
    "--package-lock-only",
    "--audit",
    "--audit-level=info",
    "--offline=false",
    "--prefer-offline=false",
    "--include=dev",
    "--include=optional",
    "--include=peer",
    "--ignore-scripts",
    "--no-update-notifier",
    "--no-fund",
    `--cache=${join(scratchDir, "npm-cache")}`,
  ],
  jobs: jobsOf,
  completeAfter: [0, 1],
  async read({ stdout }, { stage }, job) {
    const path = posix.join(job.cwd, job.file)
    return readNpmAudit(stdout, await readText(stage.absolute(path)), job)
  },
}

/** One for each folder with a lockfile; npm itself prefers the shrinkwrap file. */
function jobsOf(files: readonly SourceFile[]): Job[] {
  const paths = new Set(files.map((file) => file.path))
  const folders = new Set(files.map((file) => posix.dirname(file.path)))
  return [...folders].flatMap((cwd) => {
    const file = lockfiles.find((name) => paths.has(posix.join(cwd, name)))
    return file === undefined ? [] : [{ cwd, file }]
  })
}

/** What npm says in its JSON form, report version 2, with the lockfile it was about. */
export function readNpmAudit(text: string, lockfile: string, job: Pick<Job, "file">): Reading {
  assertReport(text)
  const { vulnerabilities, metadata } = readReport(report, text, "npm-audit")
  const installed = installedVersions(lockfile, job.file)
  const drafts = Object.values(vulnerabilities).flatMap((entry) => {
    const versions = [...new Set(entry.nodes.map((node) => installed.get(node) ?? ""))].sort()
    return entry.via.flatMap((via) => (typeof via === "string" ? [] : versions.map((version) => draftOf(via, version, job.file))))
  })
  return { drafts, examined: installed.size === 0 ? 1 : metadata.dependencies.total, unexamined: [] }
}

function draftOf(via: z.output<typeof advisory>, version: string, file: string): Draft {
  const id = /GHSA(?:-[23456789cfghjmpqrvwx]{4}){3}/.exec(via.url ?? "")?.[0]
  return {
    rule: id ?? String(via.source),
    severity: severityOr(via.severity),
    confidence: "high",
    title: `${via.name} ${version}: ${via.title}`,
    message: `${via.name} ${version} is affected; vulnerable versions are ${via.range ?? "not named"}`,
    remediation: `update ${via.name} to a version outside ${via.range ?? "the affected range"}`,
    place: { path: file, line: 1 },
    component: componentOf("npm", via.name, version),
    cwe: via.cwe ?? [],
    owasp: ["A06:2021"],
    aliases: id === undefined ? [] : [id],
    help: via.url,
  }
}

function assertReport(text: string): void {
  const failed = failure.safeParse(parseJson(text, "the report of npm-audit"))
  if (!failed.success) return
  const why = failed.data.message ?? failed.data.error.summary ?? failed.data.error.code ?? "no reason was given"
  // The address in the message may carry a user name and a password.
  throw new TipstaffError("scans/tool-failed", `npm could not ask for advisories: ${why.replace(/https?:\/\/\S+/g, "the registry").slice(0, 200)}`)
}

function installedVersions(lockfile: string, file: string): Map<string, string> {
  const lock = parseJson(lockfile, file)
  const versions = new Map<string, string>()
  if (!isRecord(lock)) return versions
  // Lockfile version 1 has dependencies by name, later ones have packages by folder.
  const entries = isRecord(lock["packages"]) ? lock["packages"] : isRecord(lock["dependencies"]) ? lock["dependencies"] : {}
  for (const [key, entry] of Object.entries(entries)) {
    if (key === "" || !isRecord(entry)) continue
    const node = isRecord(lock["packages"]) ? key : `node_modules/${key}`
    versions.set(node, typeof entry["version"] === "string" ? entry["version"] : "")
  }
  return versions
}
