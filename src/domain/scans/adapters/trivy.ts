/** Trivy: known vulnerabilities of the packages that lockfiles name. */
import { writeFile } from "node:fs/promises"
import { join } from "node:path"
import { z } from "zod"
import { componentOf, componentOfPurl } from "./component.ts"
import { severityOr, type Draft } from "./draft.ts"
import { readReport, type ExternalTool, type Reading } from "./drive.ts"
import { isManifest } from "./manifests.ts"

const report = z.looseObject({
  SchemaVersion: z.literal(2),
  Results: z
    .array(
      z.looseObject({
        Target: z.string(),
        Type: z.string().default(""),
        Packages: z.array(z.unknown()).nullish(),
        Vulnerabilities: z
          .array(
            z.looseObject({
              VulnerabilityID: z.string(),
              PkgName: z.string(),
              InstalledVersion: z.string().default(""),
              FixedVersion: z.string().optional(),
              Severity: z.string().default("UNKNOWN"),
              Title: z.string().optional(),
              PrimaryURL: z.string().optional(),
              CweIDs: z.array(z.string()).nullish(),
              PkgIdentifier: z.looseObject({ PURL: z.string().optional() }).optional(),
            }),
          )
          .nullish(),
      }),
    )
    .nullish(),
})

// Trivy's names of lockfile types, where they differ from those of OSV ecosystems.
const ecosystems: Readonly<Record<string, string>> = {
  yarn: "npm",
  pnpm: "npm",
  bun: "npm",
  pip: "pypi",
  pipenv: "pypi",
  poetry: "pypi",
  uv: "pypi",
  gomod: "go",
  cargo: "crates.io",
  bundler: "rubygems",
  composer: "packagist",
  pom: "maven",
  gradle: "maven",
  sbt: "maven",
}

export const trivy: ExternalTool = {
  id: "trivy",
  class: "dependencies",
  program: "trivy",
  versionArgs: ["--version"],
  wants: isManifest,
  nothing: "there is no lockfile or manifest",
  envPrefixes: ["TRIVY_CACHE_DIR", "TRIVY_DB_REPOSITORY", "TRIVY_JAVA_DB_REPOSITORY", "TRIVY_OFFLINE_SCAN", "TRIVY_SKIP_DB_UPDATE"],
  args: (_job, scratchDir) => [
    "filesystem",
    "--format=json",
    "--quiet",
    "--scanners=vuln",
    "--list-all-pkgs", // without it a clean run and a run over nothing look alike
    "--include-dev-deps",
    "--exit-code=0",
    "--disable-telemetry",
    "--skip-version-check",
    `--config=${join(scratchDir, "trivy.yaml")}`,
    `--ignorefile=${join(scratchDir, "trivyignore")}`,
    ".",
  ],
  async prepare({ scratchDir }) {
    await Promise.all([writeFile(join(scratchDir, "trivy.yaml"), "{}\n"), writeFile(join(scratchDir, "trivyignore"), "")])
  },
  completeAfter: [0],
  read: ({ stdout }) => readTrivy(stdout),
}

/** What Trivy says in its JSON form, schema version 2. */
export function readTrivy(text: string): Reading {
  const results = readReport(report, text, "trivy").Results ?? []
  const drafts = results.flatMap((result) =>
    (result.Vulnerabilities ?? []).map((found): Draft => {
      const { PkgName: name, InstalledVersion: version, FixedVersion: fixedIn } = found
      const purl = found.PkgIdentifier?.PURL
      return {
        rule: found.VulnerabilityID,
        severity: severityOr(found.Severity),
        confidence: "high",
        title: `${name} ${version}: ${found.Title ?? found.VulnerabilityID}`,
        message: `${name} ${version} is affected by ${found.VulnerabilityID}`,
        remediation:
          fixedIn === undefined
            ? "no fixed version is known; replace the package or keep the vulnerable part out of reach"
            : `update ${name} to ${fixedIn}`,
        place: { path: result.Target, line: 1 },
        component:
          purl === undefined
            ? componentOf(ecosystems[result.Type] ?? result.Type, name, version, fixedIn)
            : componentOfPurl(purl, name, version, fixedIn),
        cwe: found.CweIDs ?? [],
        owasp: ["A06:2021"],
        aliases: [found.VulnerabilityID],
        help: found.PrimaryURL,
      }
    }),
  )
  return { drafts, examined: results.reduce((sum, result) => sum + (result.Packages?.length ?? 0), 0), unexamined: [] }
}
