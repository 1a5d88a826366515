/** The programs that `npm run bench:secrets` lets compete, each with the work that it is given. */
import { spawnSync } from "node:child_process"
import { existsSync } from "node:fs"
import { resolve } from "node:path"
import { policyRules } from "../../src/domain/secrets/rules/policy.ts"
import { has, scratchFolder, type Contender } from "./measured.ts"

export const cli = resolve("dist/tipstaff.js")

/** Found or not, and also when a file could not be read: what counts is that the work was done. */
const answered = [0, 1, 2]
/** A state folder of its own: nothing of the person's is read or changed. */
const stateDir = scratchFolder()

export function tipstaff(name: string, args: readonly string[], cwd?: string): Contender {
  return {
    name,
    command: [process.execPath, cli, ...args, "--quiet"],
    env: { TIPSTAFF_STATE_DIR: stateDir },
    exitCodes: answered,
    ...(cwd === undefined ? {} : { cwd }),
  }
}

/** The policy's eight patterns; ripgrep wants the apostrophe without its backslash. */
export function ripgrep(tree: string): Contender | undefined {
  if (!has("rg")) return undefined
  const patterns = policyRules.flatMap(({ pattern, ignoreCase }) => ["-e", `(?${ignoreCase ? "i" : ""}:${pattern.replaceAll(String.raw`\'`, "'")})`])
  const command = ["rg", "--no-config", "-j2", "--no-ignore", "--hidden", "-g", "!.git", "-c", ...patterns, "--", tree]
  return { name: "rg -j2, 8 patterns", command, exitCodes: [0, 1] }
}

const gitleaksProgram = resolve(".cache/scanners/bin", process.platform === "win32" ? "gitleaks.exe" : "gitleaks")

let tried = false

/** Installs it where it is missing, once; undefined where that cannot be done. */
function gitleaksPath(): string | undefined {
  if (!existsSync(gitleaksProgram) && !tried) {
    tried = true
    console.log("installing gitleaks below .cache/scanners")
    spawnSync(process.execPath, ["scripts/install-scanners.mjs", "--only", "gitleaks"], { stdio: "ignore" })
  }
  return existsSync(gitleaksProgram) ? gitleaksProgram : undefined
}

export function gitleaks(mode: "dir" | "git", folder: string): Contender | undefined {
  const program = gitleaksPath()
  if (program === undefined) return undefined
  const command = [program, mode, "--no-banner", "--exit-code", "0", folder]
  return { name: `gitleaks ${mode}`, command, env: { GOMAXPROCS: "2" }, exitCodes: [0] }
}

export const notMeasured = {
  gitleaks: "gitleaks: not measured; it is not installed, and installing it needs Go and a network",
  ripgrep: "rg: not measured; it is not installed",
} as const
