/** Checkov: misconfigurations in infrastructure code and pipelines. */
import { writeFile } from "node:fs/promises"
import { join } from "node:path"
import { z } from "zod"
import type { EngineAbsence } from "../engine.ts"
import { severityOr, type Draft } from "./draft.ts"
import { readReport, type ExternalTool, type Reading } from "./drive.ts"
import { scrub } from "./scrub.ts"

const check = z.looseObject({
  check_id: z.string(),
  check_name: z.string(),
  file_path: z.string(),
  file_line_range: z.array(z.int()).min(2),
  resource: z.string(),
  severity: z.string().nullish(),
  guideline: z.string().nullish(),
})

const framework = z.looseObject({
  check_type: z.string(),
  results: z.looseObject({
    failed_checks: z.array(check),
    skipped_checks: z.array(check).default([]),
    parsing_errors: z.array(z.string()).default([]),
  }),
  summary: z.looseObject({ passed: z.int(), failed: z.int(), skipped: z.int().default(0) }),
})

// One framework is an object, several are a list, none is only the numbers.
const numbersOnly = z.looseObject({ passed: z.int(), failed: z.int(), parsing_errors: z.int(), check_type: z.undefined().optional() })
const report = z.union([z.array(framework), framework, numbersOnly])

export const checkov: ExternalTool = {
  id: "checkov",
  class: "sast",
  program: "checkov",
  versionArgs: ["--version"],
  wants: (path) => /(?:^|\/)(?:dockerfile[^/]*|[^/]+\.(?:tf|tfvars|hcl|ya?ml|json|bicep|template|dockerfile))$/i.test(path),
  nothing: "there is no infrastructure code",
  args: (_job, scratchDir) => [
    "--directory=.",
    "--output=json",
    "--compact",
    "--skip-download",
    // Secrets have engines of their own, which mask what they find; packages too.
    "--skip-framework",
    "secrets",
    "sca_package",
    "sca_image",
    `--config-file=${join(scratchDir, "checkov.yaml")}`,
  ],
  async prepare({ scratchDir }) {
    await writeFile(join(scratchDir, "checkov.yaml"), "{}\n")
  },
  completeAfter: [0, 1],
  read: ({ stdout }) => readCheckov(stdout),
}

/** What Checkov says in its JSON form. A check that a comment in the code skips is reported all the same. */
function readCheckov(text: string): Reading | EngineAbsence {
  const parsed = readReport(report, text, "checkov")
  if (!Array.isArray(parsed) && !("results" in parsed)) {
    if (parsed.parsing_errors > 0) return { outcome: "not_run", reason: `Checkov could not read ${parsed.parsing_errors} files` }
    return { outcome: "not_applicable", reason: "Checkov recognised no infrastructure code" }
  }
  const frameworks = Array.isArray(parsed) ? parsed : [parsed as z.output<typeof framework>]
  return {
    drafts: frameworks.flatMap(({ results }) => [
      ...results.failed_checks.map((found) => draftOf(found, "")),
      ...results.skipped_checks.map((found) => draftOf(found, "; a comment in the code asks to skip this check")),
    ]),
    examined: frameworks.reduce(
      (sum, { summary, results }) => sum + summary.passed + summary.failed + summary.skipped + results.parsing_errors.length,
      0,
    ),
    unexamined: frameworks.flatMap(({ results }) =>
      results.parsing_errors.map((path) => ({ path: scrub(path, 300), reason: "Checkov could not read it" })),
    ),
  }
}

function draftOf(found: z.output<typeof check>, remark: string): Draft {
  return {
    rule: found.check_id,
    // Ratings come only with a paid account; a misconfiguration without one is taken for medium.
    severity: severityOr(found.severity, "medium"),
    confidence: "medium",
    title: found.check_name,
    message: `${found.check_name}: ${found.resource}${remark}`,
    place: { path: `.${found.file_path}`, line: found.file_line_range[0] ?? 1, endLine: found.file_line_range[1] },
    help: found.guideline,
    about: [found.resource],
  }
}
