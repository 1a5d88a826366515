/** pip-audit: advisories for the pinned packages of requirements files. */
import { join } from "node:path"
import { z } from "zod"
import type { ScannerSettings } from "./settings.ts"
import { componentOf } from "./component.ts"
import { severityOr } from "./draft.ts"
import { readReport, type ExternalTool, type Job, type Reading } from "./drive.ts"
import { isRequirements } from "./manifests.ts"
import { requirementsJobs } from "./requirements-jobs.ts"
import { scrub } from "./scrub.ts"

const report = z.looseObject({
  dependencies: z.array(
    z.union([
      z.looseObject({ name: z.string(), skip_reason: z.string() }),
      z.looseObject({
        name: z.string(),
        version: z.string(),
        vulns: z.array(z.looseObject({ id: z.string(), fix_versions: z.array(z.string()).default([]), aliases: z.array(z.string()).default([]) })),
      }),
    ]),
  ),
})

export function pipAudit(settings: ScannerSettings["pipAudit"]): ExternalTool {
  return {
    id: "pip-audit",
    class: "dependencies",
    program: "pip-audit",
    versionArgs: ["--version"],
    wants: isRequirements,
    nothing: "there is no requirements file",
    args: (job, scratchDir) => [
      `--requirement=${job.file}`,
      "--format=json",
      "--progress-spinner=off",
      // Resolving would run setup.py of whatever the file names: only what is pinned is audited, the rest is an error.
      "--no-deps",
      "--disable-pip",
      "--aliases=on",
      "--desc=off",
      `--vulnerability-service=${settings.service}`,
      ...(settings.osvUrl === undefined ? [] : [`--osv-url=${settings.osvUrl}`]),
      `--cache-dir=${join(scratchDir, "pip-audit-cache")}`,
    ],
    jobs: requirementsJobs,
    completeAfter: [0, 1],
    read: ({ stdout }, _places, job) => readPipAudit(stdout, job),
  }
}

/** What pip-audit says in its JSON form. It ends with 0 and "no known vulnerabilities" also when it reached no service. */
function readPipAudit(text: string, job: Pick<Job, "file">): Reading {
  const { dependencies } = readReport(report, text, "pip-audit")
  return {
    examined: dependencies.filter((one) => "vulns" in one).length,
    unexamined: dependencies.flatMap((one) =>
      "skip_reason" in one
        ? [{ path: job.file, reason: `pip-audit did not audit ${scrub(one.name, 100)}: ${scrub(String(one.skip_reason), 200)}` }]
        : [],
    ),
    drafts: dependencies.flatMap((one) =>
      "skip_reason" in one
        ? []
        : one.vulns.map((found) => ({
            rule: found.id,
            // pip-audit rates nothing.
            severity: severityOr(undefined),
            confidence: "high" as const,
            title: `${one.name} ${one.version}: ${found.id}`,
            message: `${one.name} ${one.version} is affected by ${found.id}; the tool gives no rating, so it counts as high until it is rated`,
            remediation:
              found.fix_versions.length === 0
                ? "no fixed version is known; replace the package or keep the vulnerable part out of reach"
                : `update ${one.name} to ${found.fix_versions.join(" or ")}`,
            place: { path: job.file, line: 1 },
            component: componentOf("pypi", one.name, one.version, found.fix_versions.at(-1)),
            owasp: ["A06:2021"],
            aliases: [found.id, ...found.aliases],
            help: `https://osv.dev/vulnerability/${encodeURIComponent(found.id)}`,
          })),
    ),
  }
}
