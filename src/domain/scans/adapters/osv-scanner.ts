/** OSV-Scanner: known vulnerabilities of the packages that lockfiles name. */
import { writeFile } from "node:fs/promises"
import { join, resolve } from "node:path"
import { z } from "zod"
import { severityOfCvss } from "../../../base/severity.ts"
import type { Unexamined } from "../engine.ts"
import { componentOf } from "./component.ts"
import { severityOr, type Draft } from "./draft.ts"
import { readReport, type ExternalTool, type Reading, type ToolOutput } from "./drive.ts"
import { isManifest } from "./manifests.ts"
import { scrub } from "./scrub.ts"

const vulnerability = z.looseObject({
  id: z.string(),
  aliases: z.array(z.string()).nullish(),
  summary: z.string().optional(),
  affected: z
    .array(
      z.looseObject({
        package: z.looseObject({ name: z.string() }).optional(),
        ranges: z.array(z.looseObject({ events: z.array(z.looseObject({ fixed: z.string().optional() })).optional() })).optional(),
      }),
    )
    .nullish(),
  database_specific: z
    .looseObject({ severity: z.string().optional().catch(undefined), cwe_ids: z.array(z.string()).optional().catch(undefined) })
    .nullish()
    .catch(null),
})

const report = z.looseObject({
  results: z.array(
    z.looseObject({
      source: z.looseObject({ path: z.string() }),
      packages: z.array(
        z.looseObject({
          package: z.looseObject({ name: z.string(), version: z.string().default(""), ecosystem: z.string().default("") }),
          vulnerabilities: z.array(vulnerability).default([]),
          groups: z
            .array(z.looseObject({ ids: z.array(z.string()).min(1), aliases: z.array(z.string()).nullish(), max_severity: z.string().optional() }))
            .default([]),
        }),
      ),
    }),
  ),
})

type Package = z.output<typeof report>["results"][number]["packages"][number]

const noPackages = 128

/** offlineDatabase: folder, relative to the repository or absolute; then nothing is asked of the network. */
export function osvScanner(offlineDatabase: string | undefined, root: string): ExternalTool {
  return {
    id: "osv-scanner",
    class: "dependencies",
    program: "osv-scanner",
    versionArgs: ["--version"],
    wants: isManifest,
    nothing: "there is no lockfile or manifest",
    ...(offlineDatabase === undefined ? {} : { env: () => ({ OSV_SCANNER_LOCAL_DB_CACHE_DIRECTORY: resolve(root, offlineDatabase) }) }),
    args: (_job, scratchDir) => [
      "scan",
      "source",
      "--format=json",
      "--all-packages", // without it a clean run and a run over nothing look alike
      "--recursive",
      "--no-ignore",
      "--no-call-analysis=go", // call analysis builds the code under review
      "--no-call-analysis=rust",
      // The repository's osv-scanner.toml could ignore advisories; an empty file of ours takes its place.
      `--config=${join(scratchDir, "osv-scanner.toml")}`,
      ...(offlineDatabase === undefined ? [] : ["--offline"]),
      ".",
    ],
    async prepare({ scratchDir }) {
      await writeFile(join(scratchDir, "osv-scanner.toml"), "")
    },
    completeAfter: [0, 1, noPackages],
    read: readOsvScanner,
  }
}

/** What OSV-Scanner says in its JSON form and, about files it could not read, on standard error. */
export function readOsvScanner(output: Pick<ToolOutput, "stdout" | "stderr" | "exitCode" | "cwd">): Reading {
  const { results } = readReport(report, output.stdout, "osv-scanner")
  return {
    examined: results.reduce((sum, result) => sum + result.packages.length, 0),
    drafts: results.flatMap((result) => result.packages.flatMap((entry) => draftsOf(result.source.path, entry))),
    unexamined: complaints(output),
  }
}

function draftsOf(path: string, { package: found, vulnerabilities, groups }: Package): Draft[] {
  return groups.map((group) => {
    const members = vulnerabilities.filter((one) => group.ids.includes(one.id))
    const fixedIn = fixesOf(members, found.name).at(-1)
    const summary = members.find((one) => one.summary !== undefined)?.summary ?? group.ids.join(", ")
    const id = group.ids[0] ?? ""
    return {
      rule: id,
      severity: ratingOf(id, group.max_severity, members),
      confidence: "high",
      title: `${found.name} ${found.version}: ${summary}`,
      message: `${found.name} ${found.version} is affected by ${group.ids.join(", ")}`,
      remediation:
        fixedIn === undefined
          ? "no fixed version is known; replace the package or keep the vulnerable part out of reach"
          : `update ${found.name} to ${fixedIn}`,
      place: { path, line: 1 },
      component: componentOf(found.ecosystem, found.name, found.version, fixedIn),
      cwe: members.flatMap((one) => one.database_specific?.cwe_ids ?? []),
      owasp: ["A06:2021"],
      aliases: [...group.ids, ...(group.aliases ?? []), ...members.flatMap((one) => one.aliases ?? [])],
      help: `https://osv.dev/vulnerability/${encodeURIComponent(id)}`,
    }
  })
}

function ratingOf(id: string, score: string | undefined, members: readonly z.output<typeof vulnerability>[]) {
  // The OpenSSF list of malicious packages carries no scores.
  if (id.startsWith("MAL-")) return "critical"
  const band = score === undefined || score === "" ? undefined : severityOfCvss(Number(score))
  return band ?? severityOr(members.find((one) => one.database_specific?.severity !== undefined)?.database_specific?.severity)
}

function fixesOf(members: readonly z.output<typeof vulnerability>[], name: string): string[] {
  return members
    .flatMap((one) => one.affected ?? [])
    .filter((affected) => affected.package === undefined || affected.package.name === name)
    .flatMap((affected) => affected.ranges ?? [])
    .flatMap((range) => range.events ?? [])
    .flatMap((event) => (event.fixed === undefined ? [] : [event.fixed]))
}

// With a finding the exit code is 1, whatever else went wrong; what could not be read stands on standard error.
function complaints({ stderr, exitCode, cwd }: Pick<ToolOutput, "stderr" | "exitCode" | "cwd">): Unexamined[] {
  if (exitCode === 0) return []
  const relative = cwd.replace(/^\//, "")
  return stderr
    .slice(0, 1_000_000)
    .split("\n")
    .filter((line) => /^(?:Error|Failed|failed|could not|Attempted to scan) /i.test(line))
    .map((line) => ({
      path: "osv-scanner",
      reason: scrub(line.slice(0, 1000).replaceAll(`${relative}/`, "").replaceAll(relative, "").replaceAll("//", "/"), 300),
    }))
}
