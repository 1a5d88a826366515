/** Runs an installed scanner and believes it only when it ended as its makers say it ends after complete work. */
import { posix } from "node:path"
import type { z } from "zod"
import { hour, minute } from "../../../base/duration.ts"
import { TipstaffError } from "../../../base/errors.ts"
import { sha256 } from "../../../base/hash.ts"
import { parseJson } from "../../../base/json.ts"
import { readBytes } from "../../../platform/files.ts"
import { run, type Completed } from "../../../platform/process.ts"
import type { Finding, ScanClass } from "../../findings/finding.ts"
import type { Engine, EngineAbsence, EngineReport, ScanContext, ScanTarget, SourceFile, Unexamined } from "../engine.ts"
import { findingsOf, type Draft } from "./draft.ts"
import { findProgram, type Program } from "./program.ts"
import { scrub } from "./scrub.ts"
import { stageFiles, type Stage } from "./stage.ts"
import { toolEnv } from "./tool-env.ts"
import type { ExternalToolId } from "./settings.ts"

/** One start of the tool. */
export interface Job {
  /** Working folder, relative to the copy of the files. */
  readonly cwd: string
  /** The one file it is about, relative to the working folder, for tools that take files one by one. */
  readonly file: string
}

interface Places {
  readonly stage: Stage
  readonly scratchDir: string
  /** Repository root, for what the settings name in it. */
  readonly root: string
}

export interface ToolOutput {
  readonly stdout: string
  readonly stderr: string
  readonly exitCode: number
  /** Absolute. */
  readonly cwd: string
}

export interface Reading {
  readonly drafts: readonly Draft[]
  /** How many files, packages or resources the tool says it looked at; 0 is not a clean result. */
  readonly examined: number
  /** The files it read, when it lists them; else everything it was shown counts. */
  readonly files?: readonly string[]
  readonly unexamined: readonly Unexamined[]
}

export interface ExternalTool {
  readonly id: ExternalToolId
  readonly class: ScanClass
  /** Name of the program on PATH. */
  readonly program: string
  readonly versionArgs: readonly string[]
  /** Whether the tool is shown a file. */
  readonly wants: (path: string) => boolean
  /** Why there is nothing to do when it wants none of the files. */
  readonly nothing: string
  /** Upper-case beginnings of the names of environment variables that are the tool's own. */
  readonly envPrefixes?: readonly string[]
  readonly env?: (scratchDir: string) => Readonly<Record<string, string>>
  /** The tool as it is recorded gets placeholders for the job's file and the scratch folder. */
  readonly args: (job: Job, scratchDir: string) => readonly string[]
  /** One start in the root of the copy when not given. */
  readonly jobs?: (files: readonly SourceFile[]) => readonly Job[]
  /** Why it cannot be started although it is installed. */
  readonly unready?: (root: string) => Promise<EngineAbsence | undefined>
  /** Writes the configuration it is given instead of the repository's. */
  readonly prepare?: (places: Places) => Promise<void>
  /** Exit codes after which the output is complete. */
  readonly completeAfter: readonly number[]
  /** Where the report is written, for tools that put other words on standard output. */
  readonly reportFile?: (scratchDir: string) => string
  /** Called only after a complete exit with output that is not empty. Throws when the output is not of the known form. */
  readonly read: (output: ToolOutput, places: Places, job: Job) => Promise<Reading | EngineAbsence> | Reading | EngineAbsence
}

const maxOutputBytes = 64 * 1024 * 1024

/** An engine for an installed tool. root is the repository under review, which never supplies the program. */
export function externalEngine(tool: ExternalTool, root: string): Engine {
  let found: { program: Program; version: string } | undefined
  return {
    id: tool.id,
    class: tool.class,
    kind: "external",
    async probe(context) {
      const program = await findProgram(tool.program, context.env, root)
      if ("missing" in program) return { outcome: "not_run", reason: program.missing, absent: true }
      const unready = await tool.unready?.(root)
      if (unready) return unready
      const version = await versionOf(tool, program, context)
      if (typeof version !== "string") return version
      found = { program, version }
      return { version, command: [tool.program, ...tool.args({ cwd: ".", file: "<file>" }, "<scratch>")] }
    },
    async scan(target, context) {
      if (found === undefined) throw new TipstaffError("scans/not-probed", `${tool.id} was not looked for`)
      return scanWith(tool, found, target, context, root)
    },
  }
}

async function versionOf(tool: ExternalTool, program: Program, context: ScanContext): Promise<string | EngineAbsence> {
  const completed = await run(program.file, [...program.prefix, ...tool.versionArgs], {
    cwd: context.scratchDir,
    env: environment(tool, context),
    timeoutMs: 2 * minute,
    maxOutputBytes: 1024 * 1024,
    signal: context.signal,
  })
  if (completed.exitCode !== 0)
    return { outcome: "not_run", reason: `${tool.program} is installed but does not tell its version: ${ending(completed)}` }
  const words = `${completed.stdout.toString("utf8")}\n${completed.stderr.toString("utf8")}`.slice(0, 10_000)
  const version = /\d{1,9}\.\d{1,9}(?:\.\d{1,9})?(?:[-+][\w.-]{1,40})?/.exec(words)?.[0]
  if (version !== undefined) return version
  // Some builds carry no version: then the program itself is what can be named.
  return `sha256:${sha256(await readBytes(program.installed, 1024 * 1024 * 1024)).slice(0, 16)}`
}

async function scanWith(
  tool: ExternalTool,
  found: { readonly program: Program; readonly version: string },
  target: ScanTarget,
  context: ScanContext,
  root: string,
): Promise<EngineReport | EngineAbsence> {
  if (target.files.length === 0) return { outcome: "not_run", reason: "there are no files under review" }
  const wanted = target.files.filter((file) => tool.wants(file.path))
  if (wanted.length === 0) return { outcome: "not_applicable", reason: tool.nothing }
  const stage = await stageFiles(target, wanted, context)
  if (stage.files.length === 0) return emptyReport(stage)
  const places: Places = { stage, scratchDir: context.scratchDir, root }
  await tool.prepare?.(places)
  const jobs = tool.jobs?.(stage.files) ?? [{ cwd: ".", file: "." }]
  if (jobs.length === 0 && stage.unexamined.length === 0) return { outcome: "not_applicable", reason: tool.nothing }
  const findings: Finding[] = []
  const unexamined: Unexamined[] = [...stage.unexamined]
  const digests: string[] = []
  const absences: EngineAbsence[] = []
  const read = new Set<string>()
  for (const [index, job] of jobs.entries()) {
    context.progress(jobs.length + index, jobs.length * 2)
    const output = await start(tool, found.program, job, places, context)
    digests.push(`${sha256(output.stdout)}  ${posix.join(job.cwd, job.file)}\n`)
    const reading = await tool.read(output, places, job)
    if ("outcome" in reading) {
      absences.push(reading)
      continue
    }
    const drafted = await findingsOf(reading.drafts, { tool: tool.id, version: found.version, class: tool.class }, stage, output.cwd)
    findings.push(...drafted.findings)
    for (const entry of reading.unexamined) unexamined.push({ ...entry, path: stage.original(entry.path, output.cwd) ?? entry.path })
    unexamined.push(...drafted.unexamined)
    if (reading.examined > 0) {
      const names = reading.files?.map((path) => stage.original(path, output.cwd)) ?? filesOf(stage, job)
      for (const path of names) if (path !== undefined) read.add(path)
    } else if (reading.unexamined.length === 0) {
      unexamined.push({ path: originalOf(stage, job), reason: `${tool.id} examined nothing of it` })
    }
  }
  context.progress(jobs.length * 2, jobs.length * 2)
  if (absences.length === jobs.length && absences[0] !== undefined && unexamined.length === 0) return absences[0]
  const openAbsence = absences.find((absence) => absence.outcome === "not_run")
  if (openAbsence) unexamined.push({ path: tool.id, reason: openAbsence.reason })
  return {
    findings,
    examined: { files: read.size, bytes: stage.files.reduce((sum, file) => sum + (read.has(file.path) ? file.size : 0), 0) },
    unexamined,
    artefacts: [{ name: `${tool.id}-output.sha256`, text: digests.join("") }],
  }
}

function emptyReport(stage: Stage): EngineReport {
  return { findings: [], examined: { files: 0, bytes: 0 }, unexamined: stage.unexamined }
}

function filesOf(stage: Stage, job: Job): readonly string[] {
  return job.file === "." ? stage.files.map((file) => file.path) : [originalOf(stage, job)]
}

function originalOf(stage: Stage, job: Job): string {
  return stage.original(posix.join(job.cwd, job.file)) ?? posix.join(job.cwd, job.file)
}

async function start(tool: ExternalTool, program: Program, job: Job, places: Places, context: ScanContext): Promise<ToolOutput> {
  const cwd = places.stage.absolute(job.cwd)
  const completed = await run(program.file, [...program.prefix, ...tool.args(job, context.scratchDir)], {
    cwd,
    env: environment(tool, context),
    // The runner holds the deadline and ends the run through the signal.
    timeoutMs: 24 * hour,
    maxOutputBytes,
    signal: context.signal,
  })
  if (completed.exitCode === undefined || !tool.completeAfter.includes(completed.exitCode)) {
    throw new TipstaffError("scans/tool-failed", `${tool.id} did not finish its work: ${ending(completed, context.scratchDir)}`)
  }
  const bytes = tool.reportFile === undefined ? completed.stdout : await readBytes(tool.reportFile(context.scratchDir), maxOutputBytes)
  if (bytes.toString("latin1").trim() === "") {
    throw new TipstaffError("scans/empty-output", `${tool.id} wrote no report: ${ending(completed, context.scratchDir)}`)
  }
  return { stdout: decode(bytes, tool.id), stderr: completed.stderr.toString("utf8"), exitCode: completed.exitCode, cwd }
}

function decode(bytes: Buffer, tool: string): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes)
  } catch (cause) {
    throw new TipstaffError("scans/garbled-output", `the report of ${tool} is not valid UTF-8`, { cause })
  }
}

function environment(tool: ExternalTool, context: ScanContext) {
  return toolEnv(context.env, tool.envPrefixes ?? [], tool.env?.(context.scratchDir) ?? {})
}

/** How the program ended, with the last line it complained in. */
function ending(completed: Completed, scratchDir?: string): string {
  const how = completed.exitCode === undefined ? `ended by ${completed.killedBy ?? "an unknown signal"}` : `exit code ${completed.exitCode}`
  const complaint = completed.stderr.subarray(-4000).toString("utf8").trim().split("\n").at(-1) ?? ""
  if (complaint === "") return how
  return `${how}, ${scrub(scratchDir === undefined ? complaint : complaint.replaceAll(scratchDir, "<scratch>"), 200)}`
}

/** The report as the schema knows it. Throws `json/invalid`, `json/too-deep`, `scans/unexpected-output`. */
export function readReport<Schema extends z.ZodType>(schema: Schema, text: string, tool: string): z.output<Schema> {
  const parsed = schema.safeParse(parseJson(text, `the report of ${tool}`))
  if (parsed.success) return parsed.data
  const issue = parsed.error.issues[0]
  const where = issue?.path.map(String).join(".") ?? ""
  throw new TipstaffError("scans/unexpected-output", `the report of ${tool} is not of the known form at ${where || "its beginning"}`)
}
