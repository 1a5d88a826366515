/** Bandit: static analysis of Python. */
import { writeFile } from "node:fs/promises"
import { join } from "node:path"
import { z } from "zod"
import type { Unexamined } from "../engine.ts"
import { confidenceOf, severityOr } from "./draft.ts"
import { readReport, type ExternalTool, type Reading } from "./drive.ts"
import { scrub } from "./scrub.ts"
import type { Stage } from "./stage.ts"

const report = z.looseObject({
  errors: z.array(z.looseObject({ filename: z.string(), reason: z.string() })),
  metrics: z.record(z.string(), z.unknown()),
  results: z.array(
    z.looseObject({
      filename: z.string(),
      test_id: z.string(),
      test_name: z.string(),
      issue_severity: z.string(),
      issue_confidence: z.string(),
      issue_text: z.string(),
      issue_cwe: z.looseObject({ id: z.int().optional() }).optional(),
      line_number: z.int(),
      line_range: z.array(z.int()).optional(),
      col_offset: z.int().optional(),
      end_col_offset: z.int().optional(),
      more_info: z.string().nullish(),
    }),
  ),
})

export const bandit: ExternalTool = {
  id: "bandit",
  class: "sast",
  program: "bandit",
  versionArgs: ["--version"],
  wants: (path) => /\.pyw?$/i.test(path),
  nothing: "there is no Python code",
  args: (_job, scratchDir) => [
    "--recursive",
    "--format=json",
    "--quiet",
    "--ignore-nosec",
    // A configuration of ours keeps Bandit from looking for one; nothing is left out by the name of its folder.
    `--ini=${join(scratchDir, "bandit.ini")}`,
    "--exclude=.git",
    ".",
  ],
  async prepare({ scratchDir }) {
    await writeFile(join(scratchDir, "bandit.ini"), "[bandit]\n")
  },
  completeAfter: [0, 1],
  read: ({ stdout, cwd }, { stage }) => readBandit(stdout, stage, cwd),
}

/** What Bandit says in its JSON form; a file it does not account for is unexamined. */
function readBandit(text: string, stage: Stage, cwd: string): Reading {
  const { errors, metrics, results } = readReport(report, text, "bandit")
  const files = Object.keys(metrics).filter((path) => path !== "_totals")
  const broken: Unexamined[] = errors.map((error) => ({
    path: stage.original(error.filename, cwd) ?? scrub(error.filename, 300),
    reason: `Bandit: ${scrub(error.reason, 200)}`,
  }))
  const reported = new Set([...files.map((path) => stage.original(path, cwd)), ...broken.map((entry) => entry.path)])
  const missed = stage.files.filter((file) => !reported.has(file.path)).map(({ path }) => ({ path, reason: "Bandit does not account for it" }))
  return {
    examined: files.length,
    files,
    unexamined: [...broken, ...missed],
    drafts: results.map((result) => ({
      rule: result.test_id,
      severity: severityOr(result.issue_severity),
      confidence: confidenceOf(result.issue_confidence),
      title: withoutPassword(result.test_id, result.issue_text),
      message: `${withoutPassword(result.test_id, result.issue_text)} (${result.test_name})`,
      place: {
        path: result.filename,
        line: result.line_number,
        // Bandit counts columns from 0.
        ...(result.col_offset === undefined || result.col_offset < 0 ? {} : { column: result.col_offset + 1 }),
        endLine: result.line_range?.at(-1),
        ...(result.end_col_offset === undefined || result.end_col_offset < 0 ? {} : { endColumn: result.end_col_offset + 1 }),
      },
      cwe: result.issue_cwe?.id === undefined ? [] : [result.issue_cwe.id],
      help: result.more_info,
    })),
  }
}

// B105, B106 and B107 end their message with the password they found.
function withoutPassword(test: string, text: string): string {
  return /^B10[567]$/.test(test) ? (text.split(":", 1)[0] ?? "") : text
}
