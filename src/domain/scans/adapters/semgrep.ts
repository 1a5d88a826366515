/** Semgrep: static analysis with the rules that the team names. */
import { cp, lstat, mkdir, writeFile } from "node:fs/promises"
import { basename, join } from "node:path"
import { z } from "zod"
import { inside, statOf } from "../../../platform/files.ts"
import type { EngineAbsence, Unexamined } from "../engine.ts"
import { confidenceOf, severityOr, type Draft } from "./draft.ts"
import { readReport, type ExternalTool, type Reading } from "./drive.ts"
import { scrub } from "./scrub.ts"

const words = z.union([z.string().transform((word) => [word]), z.array(z.string())]).catch([])
const position = z.looseObject({ line: z.int(), col: z.int() })

const report = z.looseObject({
  results: z.array(
    z.looseObject({
      check_id: z.string(),
      path: z.string(),
      start: position,
      end: position,
      extra: z.looseObject({
        message: z.string(),
        severity: z.string(),
        metadata: z
          .looseObject({
            cwe: words.optional(),
            owasp: words.optional(),
            confidence: z.string().optional().catch(undefined),
            source: z.string().optional().catch(undefined),
          })
          .catch({}),
      }),
    }),
  ),
  errors: z.array(z.looseObject({ type: z.unknown(), path: z.string().optional(), rule_id: z.string().optional() })),
  paths: z.looseObject({
    scanned: z.array(z.string()),
    skipped: z.array(z.looseObject({ path: z.string(), reason: z.string() })).optional(),
  }),
  skipped_rules: z.array(z.looseObject({ rule_id: z.string() })).default([]),
})

// The file is in a language that no rule is about: nothing was missed.
const harmless = new Set(["wrong_language", "irrelevant_rule"])

const ownConfig = [".semgrep.yml", ".semgrep.yaml", ".semgrep"]
const registry = /^(?:[prs]\/[\w./-]+|https:\/\/\S+)$/

export function semgrep(config: readonly string[]): ExternalTool {
  return {
    id: "semgrep",
    class: "sast",
    program: "semgrep",
    versionArgs: ["--version", "--disable-version-check"],
    wants: () => true,
    nothing: "there are no files",
    // The application token would fetch the rules and the ignore list of an account.
    env: (scratchDir) => ({
      SEMGREP_SEND_METRICS: "off",
      SEMGREP_ENABLE_VERSION_CHECK: "0",
      SEMGREP_SETTINGS_FILE: join(scratchDir, "semgrep-settings.yml"),
      SEMGREP_LOG_FILE: join(scratchDir, "semgrep.log"),
    }),
    args: () => [
      "scan",
      "--json",
      "--verbose", // lists the skipped files
      "--metrics=off",
      "--disable-version-check",
      "--no-git-ignore",
      "--disable-nosem",
      "--max-target-bytes=20000000",
      "--timeout=60",
      ...(config.length === 0
        ? ["--config=../config"]
        : config.map((entry, index) => `--config=${registry.test(entry) ? entry : `../config/${index}`}`)),
      ".",
    ],
    unready: (root) => missingConfig(root, config),
    async prepare({ stage, scratchDir, root }) {
      // An ignore list of ours, empty, stands in for the built-in one, which leaves out tests and vendored code.
      await writeFile(join(stage.folder, ".semgrepignore"), "")
      const folder = join(scratchDir, "config")
      await mkdir(folder, { mode: 0o700 })
      const entries = config.length === 0 ? await presentConfig(root) : config
      for (const [index, entry] of entries.entries()) {
        if (!registry.test(entry)) await copyRules(inside(root, entry), join(folder, String(index)))
      }
    },
    completeAfter: [0],
    read: ({ stdout }) => readSemgrep(stdout),
  }
}

async function presentConfig(root: string): Promise<string[]> {
  const present = await Promise.all(ownConfig.map(async (name) => ((await statOf(join(root, name))) === undefined ? [] : [name])))
  return present.flat()
}

async function missingConfig(root: string, config: readonly string[]): Promise<EngineAbsence | undefined> {
  if (config.length === 0) {
    if ((await presentConfig(root)).length > 0) return undefined
    // Never attempted: without rules there is nothing that Semgrep could be asked.
    return { outcome: "not_run", reason: "no Semgrep configuration is given: set scans.semgrep.config", absent: true }
  }
  for (const entry of config) {
    if (!registry.test(entry) && (await statOf(inside(root, entry))) === undefined) {
      return { outcome: "not_run", reason: `the Semgrep configuration ${scrub(entry, 100)} does not exist` }
    }
  }
  return undefined
}

async function copyRules(from: string, to: string): Promise<void> {
  const alone = (await lstat(from)).isFile()
  if (alone) await mkdir(to, { mode: 0o700 })
  await cp(from, alone ? join(to, basename(from).replace(/^\.+/, "")) : to, {
    recursive: true,
    filter: async (source) => {
      const stat = await lstat(source)
      return stat.isFile() || stat.isDirectory() // a symbolic link would lead elsewhere
    },
  })
}

/** What Semgrep says in its JSON form. */
export function readSemgrep(text: string): Reading {
  const { results, errors, paths, skipped_rules: skippedRules } = readReport(report, text, "semgrep")
  const drafts = results.map((result): Draft => {
    const { metadata } = result.extra
    const rule = result.check_id.replace(/^config\.\d+\./, "")
    return {
      rule,
      severity: severityOr(result.extra.severity),
      confidence: confidenceOf(metadata.confidence),
      title: firstSentence(result.extra.message) || rule,
      message: result.extra.message,
      place: {
        path: result.path,
        line: result.start.line,
        column: result.start.col,
        endLine: result.end.line,
        endColumn: result.end.col,
      },
      cwe: metadata.cwe ?? [],
      owasp: metadata.owasp ?? [],
      help: metadata.source,
    }
  })
  const unexamined = new Map<string, Unexamined>()
  for (const error of errors) {
    const path = scrub(error.path ?? "the rules", 300)
    unexamined.set(path, { path, reason: `Semgrep: ${errorName(error.type)}` })
  }
  for (const skipped of paths.skipped ?? []) {
    const path = scrub(skipped.path, 300)
    if (!harmless.has(skipped.reason) && !unexamined.has(path)) unexamined.set(path, { path, reason: `Semgrep: ${scrub(skipped.reason, 100)}` })
  }
  for (const skipped of skippedRules)
    unexamined.set(`rule ${skipped.rule_id}`, { path: "the rules", reason: `Semgrep left out the rule ${scrub(skipped.rule_id, 100)}` })
  return { drafts, examined: paths.scanned.length, files: paths.scanned, unexamined: [...unexamined.values()] }
}

// The message of an error quotes the code; its type does not.
function errorName(type: unknown): string {
  const name: unknown = Array.isArray(type) ? type[0] : type
  return typeof name === "string" ? scrub(name, 60) : "an error of unknown type"
}

function firstSentence(message: string): string {
  return (message.slice(0, 400).split(/(?<=[.!?])\s|\n/, 1)[0] ?? "").trim()
}
