/** How security scanners appear in a workflow step: as an action or as a program. */
import { programOf, shellCommands, type ShellCommand } from "./shell-text.ts"
import type { Step } from "./workflow.ts"

/** Tools that read source code for weaknesses: what counts as Semgrep or an equivalent. */
const staticAnalysis = /^(?:semgrep|opengrep|codeql|bandit|gosec|brakeman|sonar-scanner|njsscan|tipstaff)$/
const staticAnalysisActions =
  /^(?:semgrep\/|returntocorp\/semgrep|opengrep\/|github\/codeql-action\/(?:analyze|init)|sonarsource\/|pycqa\/bandit|securego\/gosec|checkmarx\/|veracode\/|microsoft\/security-devops-action|ajinabraham\/njsscan|presidentbeef\/brakeman|reviewdog\/action-brakeman|snyk\/actions)/i

const otherScanners =
  /^(?:gitleaks|trufflehog|detect-secrets|ggshield|secretlint|trivy|grype|snyk|checkov|tfsec|terrascan|kics|hadolint|dockle|osv-scanner|pip-audit|safety|govulncheck|bundler-audit|bundle-audit|cargo-audit|cargo-deny|retire|audit-ci|dependency-check(?:\.sh)?|nuclei|zap-baseline(?:\.py)?|zap-full-scan(?:\.py)?|zizmor|nancy|scorecard|cosign)$/
const otherScannerActions =
  /^(?:gitleaks\/|trufflesecurity\/|aquasecurity\/|anchore\/scan-action|snyk\/|bridgecrewio\/|checkmarx\/|google\/osv-scanner-action|actions\/dependency-review-action|zaproxy\/|projectdiscovery\/|zizmorcore\/|ossf\/scorecard-action|gitguardian\/|hadolint\/|pypa\/gh-action-pip-audit|step-security\/)/i

/** Package managers whose `audit` subcommand is a scanner. */
const auditing = /^(?:npm|pnpm|yarn|bun|cargo|composer)$/
/** Runners that start another program: `npx semgrep`, `python -m bandit`, `docker run … semgrep/semgrep`. */
const runners = /^(?:npx|bunx|pnpx|uvx|pipx|uv|python3?|docker|podman|poetry|pdm|hatch|bundle|go|pnpm|yarn|npm)$/

/** Name of the scanner a command runs. */
function scannerOf(command: ShellCommand, only: "static" | "any"): string | undefined {
  const found = programOf(command.words)
  if (!found) return undefined
  if (isScanner(found.program, only)) return installs(found.args) ? undefined : found.program
  if (
    only === "any" &&
    auditing.test(found.program) &&
    found.args[0] === "audit" &&
    !found.args.includes("fix") &&
    !found.args.includes("signatures")
  ) {
    return `${found.program} audit`
  }
  if (!runners.test(found.program) || installs(found.args)) return undefined
  for (const arg of found.args.slice(0, 60)) {
    const name = (arg.split("/").at(-1) ?? "").split(/[@:=]/)[0]!.toLowerCase()
    if (isScanner(name, only)) return name
  }
  return undefined
}

function installs(args: readonly string[]): boolean {
  return args.some((arg) => /^(?:install|add|pull|build|i|--version|version|--help)$/.test(arg))
}

function isScanner(name: string, only: "static" | "any"): boolean {
  return staticAnalysis.test(name) || (only === "any" && otherScanners.test(name))
}

/** The scanners of a step, with the command that runs each where it is a script. */
export function scannersIn(
  step: Step,
  only: "static" | "any",
): { readonly name: string; readonly command?: ShellCommand; readonly index?: number }[] {
  if (step.uses !== undefined) {
    const uses = step.uses.replace(/^docker:\/\//, "")
    if (staticAnalysisActions.test(uses) || (only === "any" && otherScannerActions.test(uses))) return [{ name: uses.split("@")[0]! }]
  }
  if (step.run === undefined) return []
  return shellCommands(step.run).flatMap((command, index) => {
    const name = scannerOf(command, only)
    return name === undefined ? [] : [{ name, command, index }]
  })
}
