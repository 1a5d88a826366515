/** Safety: advisories of its own database for the pinned packages of requirements files. */
import { writeFile } from "node:fs/promises"
import { join } from "node:path"
import { z } from "zod"
import { componentOf } from "./component.ts"
import { severityOr } from "./draft.ts"
import { readReport, type ExternalTool, type Job, type Reading } from "./drive.ts"
import { isRequirements } from "./manifests.ts"
import { requirementsJobs } from "./requirements-jobs.ts"
import { scrub } from "./scrub.ts"

const vulnerability = z.looseObject({
  vulnerability_id: z.string(),
  package_name: z.string(),
  analyzed_version: z.string().nullish(),
  advisory: z.string().nullish(),
  CVE: z.string().nullish(),
  severity: z
    .looseObject({ cvssv3: z.looseObject({ base_severity: z.string().nullish() }).nullish() })
    .nullish()
    .catch(null),
  fixed_versions: z.array(z.string()).nullish(),
  more_info_url: z.string().nullish(),
})

const report = z.looseObject({
  scanned_packages: z.record(z.string(), z.unknown()),
  vulnerabilities: z.array(vulnerability),
  ignored_vulnerabilities: z.array(vulnerability).default([]),
})

/** `EXIT_CODE_VULNERABILITIES_FOUND` of Safety. */
const vulnerabilitiesFound = 64

export const safety: ExternalTool = {
  id: "safety",
  class: "dependencies",
  program: "safety",
  versionArgs: ["--version"],
  wants: isRequirements,
  nothing: "there is no requirements file",
  envPrefixes: ["SAFETY_API_KEY", "SAFETY_DB_DIR"],
  args: (job, scratchDir) => [
    "--disable-optional-telemetry",
    "check",
    `--file=${job.file}`,
    "--output=json",
    // Standard output also carries advice to people.
    `--save-json=${reportFile(scratchDir)}`,
    "--disable-audit-and-monitor",
    `--policy-file=${join(scratchDir, "safety-policy.yml")}`,
  ],
  jobs: requirementsJobs,
  async prepare({ scratchDir }) {
    await writeFile(join(scratchDir, "safety-policy.yml"), 'version: "2.0"\n')
  },
  completeAfter: [0, vulnerabilitiesFound],
  reportFile,
  read: ({ stdout }, _places, job) => readSafety(stdout, job),
}

function reportFile(scratchDir: string): string {
  return join(scratchDir, "safety.json")
}

/** What Safety says in its JSON form 1.1. What it ignored, by an unpinned version or a policy, is not examined. */
export function readSafety(text: string, job: Pick<Job, "file">): Reading {
  const { scanned_packages: scanned, vulnerabilities, ignored_vulnerabilities: ignored } = readReport(report, text, "safety")
  return {
    examined: Object.keys(scanned).length,
    unexamined: ignored.map((one) => ({
      path: job.file,
      reason: `Safety ignored ${scrub(one.vulnerability_id, 60)} of ${scrub(one.package_name, 100)}`,
    })),
    drafts: vulnerabilities.map((found) => {
      const version = found.analyzed_version ?? ""
      const rating = found.severity?.cvssv3?.base_severity
      return {
        rule: found.vulnerability_id,
        severity: severityOr(rating),
        confidence: "high",
        title: `${found.package_name} ${version}: ${found.CVE ?? found.vulnerability_id}`,
        message: found.advisory ?? `${found.package_name} ${version} is affected by ${found.vulnerability_id}`,
        remediation: found.fixed_versions?.length
          ? `update ${found.package_name} to ${found.fixed_versions.join(" or ")}`
          : "no fixed version is known",
        place: { path: job.file, line: 1 },
        component: componentOf("pypi", found.package_name, version, found.fixed_versions?.at(-1)),
        owasp: ["A06:2021"],
        aliases: found.CVE === null || found.CVE === undefined ? [] : [found.CVE],
        help: found.more_info_url,
      }
    }),
  }
}
