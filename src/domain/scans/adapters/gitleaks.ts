/** gitleaks: secrets in the files under review, with the rules it ships and no exceptions of the repository's. */
import { mkdir, writeFile } from "node:fs/promises"
import { join } from "node:path"
import { z } from "zod"
import { TipstaffError } from "../../../base/errors.ts"
import type { Unexamined } from "../engine.ts"
import { readReport, type ExternalTool, type Reading, type ToolOutput } from "./drive.ts"
import { scrub } from "./scrub.ts"

// Match and Secret are not in the schema: they are dropped where the report is parsed, redacted or not.
const report = z.array(
  z.object({
    RuleID: z.string(),
    Description: z.string(),
    StartLine: z.int(),
    EndLine: z.int(),
    File: z.string(),
  }),
)

/** gitleaks itself ends with 1 after an error as well as after a finding; findings get a code of their own. */
const leaksFound = 3

export const gitleaks: ExternalTool = {
  id: "gitleaks",
  class: "secrets",
  program: "gitleaks",
  versionArgs: ["version"],
  wants: () => true,
  nothing: "there are no files",
  args: (_job, scratchDir) => [
    "dir",
    "--report-format=json",
    "--report-path=-",
    `--exit-code=${leaksFound}`,
    "--redact=100",
    "--ignore-gitleaks-allow",
    `--config=${join(scratchDir, "gitleaks.toml")}`,
    `--gitleaks-ignore-path=${join(scratchDir, "no-ignore-list")}`,
    "--log-level=info",
    "--no-banner",
    "--no-color",
    ".",
  ],
  async prepare({ scratchDir }) {
    await writeFile(join(scratchDir, "gitleaks.toml"), "[extend]\nuseDefault = true\n")
    await mkdir(join(scratchDir, "no-ignore-list"))
  },
  completeAfter: [0, leaksFound],
  read: readGitleaks,
}

/** What gitleaks says in its JSON form and, about files it passed over, on standard error. */
export function readGitleaks({ stdout, stderr, exitCode }: Pick<ToolOutput, "stdout" | "stderr" | "exitCode">): Reading {
  const leaks = readReport(report, stdout, "gitleaks")
  if (exitCode === leaksFound && leaks.length === 0) {
    throw new TipstaffError("scans/unexpected-output", "gitleaks found secrets, but its report names none")
  }
  const scanned = /scanned ~(\d{1,18}) bytes/.exec(stderr)?.[1]
  if (scanned === undefined) throw new TipstaffError("scans/unexpected-output", "gitleaks does not say how much it read")
  return {
    drafts: leaks.map((leak) => ({
      rule: leak.RuleID,
      severity: "high",
      confidence: "medium",
      title: leak.Description,
      message: leak.Description,
      remediation: "revoke the secret where it was issued, then take it out of the code; deleting it from the code does not revoke it",
      place: { path: leak.File, line: leak.StartLine, endLine: leak.EndLine },
      cwe: [798],
      owasp: ["A07:2021"],
    })),
    examined: Number(scanned),
    unexamined: passedOver(stderr),
  }
}

/** Lines such as `4:15PM WRN skipping file: too large path=big.bin`. */
function passedOver(stderr: string): Unexamined[] {
  return stderr
    .slice(0, 1_000_000)
    .split("\n")
    .filter((line) => / (?:WRN|ERR) /.test(line.slice(0, 40)) && !/(?:leaks found|partial scan|scanned ~)/.test(line))
    .map((line) => {
      const path = / path=(?:"([^"]{1,400})"|(\S{1,400}))/.exec(line)
      return {
        path: scrub(path?.[1] ?? path?.[2] ?? "gitleaks", 300),
        reason: scrub(line.slice(0, 400).replace(/^\S+ (?:WRN|ERR) /, "gitleaks: "), 200),
      }
    })
}
