// Installs the outside scanners that `npm run test:scanners` drives, at pinned versions, below .cache/scanners.
// What is there already is left alone. `--only NAME` installs one of them, by the name of its program. Needs Python 3.10 or newer and Go; both fetch from their own registries.
import { execFileSync } from "node:child_process"
import { existsSync, mkdirSync } from "node:fs"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import { parseArgs } from "node:util"

const base = fileURLToPath(new URL("../.cache/scanners/", import.meta.url))
const windows = process.platform === "win32"
const venvBin = windows ? "Scripts" : "bin"
const suffix = windows ? ".exe" : ""

// Checkov pins many libraries that the others need in newer versions, so it gets an environment of its own.
const python = [
  { venv: "venv", packages: ["semgrep==1.182.0", "bandit==1.9.4", "pip-audit==2.10.1"], proof: "semgrep" },
  { venv: "venv-checkov", packages: ["checkov==3.3.30"], proof: "checkov" },
]

// The module path of gitleaks is still that of its first home. Its version is set by the linker.
const go = [
  {
    module: "github.com/zricethezav/gitleaks/v8@v8.30.1",
    flags: ["-ldflags=-X=github.com/zricethezav/gitleaks/v8/version.Version=8.30.1"],
    proof: "gitleaks",
  },
  { module: "github.com/google/osv-scanner/v2/cmd/osv-scanner@v2.6.0", flags: [], proof: "osv-scanner" },
]

function run(command, args, env = {}) {
  console.error(`install-scanners: ${command} ${args.join(" ")}`)
  execFileSync(command, args, { stdio: ["ignore", "inherit", "inherit"], env: { ...process.env, ...env } })
}

const { only } = parseArgs({ options: { only: { type: "string" } } }).values
if (only !== undefined && ![...python, ...go].some(({ proof }) => proof === only)) throw new Error(`--only ${only}: no scanner has that name`)
const wanted = ({ proof }) => only === undefined || only === proof

mkdirSync(join(base, "bin"), { recursive: true })
for (const { venv, packages, proof } of python.filter(wanted)) {
  const folder = join(base, venv)
  if (existsSync(join(folder, venvBin, proof + (proof === "checkov" ? "" : suffix)))) continue
  run(windows ? "python" : "python3", ["-m", "venv", folder])
  run(join(folder, venvBin, `python${suffix}`), ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", ...packages])
}
for (const { module, flags, proof } of go.filter(wanted)) {
  if (existsSync(join(base, "bin", proof + suffix))) continue
  // A newer Go than the installed one may be needed; Go fetches it itself.
  run("go", ["install", ...flags, module], { GOBIN: join(base, "bin"), GOTOOLCHAIN: "auto" })
}
