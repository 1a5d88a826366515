/** Handler of `tipstaff doctor`: every check with its answer, and a canary that proves that a block blocks. */
import { randomBytes } from "node:crypto"
import { constants } from "node:fs"
import { access } from "node:fs/promises"
import { join } from "node:path"
import { exitCode } from "../../base/exit-code.ts"
import { isRecord, parseJson } from "../../base/json.ts"
import { TipstaffError, messageOf } from "../../base/errors.ts"
import type { Handler } from "../../base/operation.ts"
import type { Outcome } from "../../base/outcome.ts"
import { painter } from "../../base/paint.ts"
import type { World } from "../../base/world.ts"
import { readTextIfPresent } from "../../platform/files.ts"
import { git, openRepository } from "../../platform/git.ts"
import { listKeys } from "../../platform/keys.ts"
import { loadSecurityFile } from "../../domain/policy/load-security.ts"
import { hipaaOf, securityFilePath } from "../../domain/policy/security-file.ts"
import { loadSettings } from "../../domain/reviews/settings.ts"
import { peopleOf } from "../../domain/reviews/steps/authority.ts"
import { productScanner } from "../../domain/scans/secrets/prepared.ts"
import { findProgram } from "../../domain/scans/adapters/program.ts"
import { hookCanaries } from "../hooks/canary.ts"
import { findPlace } from "../hooks/place.ts"
import { hooksStatus, type HooksStatus } from "../hooks/status.ts"
import { externalTools } from "../../domain/scans/adapters/settings.ts"

interface Check {
  readonly name: string
  readonly outcome: Outcome
  readonly detail: string
  readonly next: string
}

type Probe = (world: World, root: string) => Promise<Omit<Check, "name">>

const ok = (detail: string): Omit<Check, "name"> => ({ outcome: "pass", detail, next: "" })
const bad = (detail: string, next: string): Omit<Check, "name"> => ({ outcome: "fail", detail, next })
const absent = (detail: string, next = ""): Omit<Check, "name"> => ({ outcome: "not_applicable", detail, next })

const probes: Readonly<Record<string, Probe>> = {
  Git: async (_world, root) => ok((await git(root, ["--version"])).trim()),
  "security policy": async (_world, root) => {
    const file = await loadSecurityFile(root)
    if (file === undefined) return bad(`${securityFilePath} does not exist`, "tipstaff init")
    if (hipaaOf(file.settings) === undefined)
      return bad("hipaa.enabled and compliance.hipaa contradict each other", `make them agree in ${securityFilePath}`)
    return ok(`${securityFilePath} extends ${file.settings.extends}`)
  },
  settings: async (_world, root) => ok(`tipstaff.yaml is understood, profile ${(await loadSettings(root)).settings.review.profile}`),
  "secret hook": async (_world, root) => {
    const path = (await loadSecurityFile(root))?.settings.secrets.pre_commit_hook
    if (path === undefined) return bad("no security policy names a hook", "tipstaff init")
    if ((await readTextIfPresent(join(root, path))) === undefined) return bad(`${path} does not exist`, "tipstaff init --profile policy")
    // Windows has no executable bit.
    const executable =
      process.platform === "win32" ||
      (await access(join(root, path), constants.X_OK).then(
        () => true,
        () => false,
      ))
    return executable ? ok(`${path} is there and executable`) : bad(`${path} is not executable`, `chmod +x ${path}`)
  },
  "Git hooks": async (world, root) => {
    const { hooks, program, bypasses } = await statusOf(world, root)
    const inactive = hooks.find((hook) => !hook.active)
    if (inactive !== undefined) return bad(`${inactive.hook}: ${inactive.detail}`, "tipstaff hooks install")
    if (!program.found) return bad(`the hooks do not find tipstaff: ${program.detail}`, "npm install --save-dev tipstaff, or set TIPSTAFF_BIN")
    const [bypass] = bypasses
    return bypass === undefined
      ? ok(`${hooks.map((hook) => hook.hook).join(", ")} by ${hooks[0]?.by ?? "git"}`)
      : bad(bypass, "tipstaff hooks status")
  },
  "agent hook": async (_world, root) => {
    const text = await readTextIfPresent(join(root, ".claude/settings.json"))
    const hooks = text === undefined ? undefined : parseJson(text, ".claude/settings.json")
    const wired = isRecord(hooks) && JSON.stringify(hooks["hooks"] ?? "").includes("secret-scanner.py")
    return wired
      ? ok(".claude/settings.json runs the secret scanner before writes")
      : bad(".claude/settings.json does not run the secret scanner", "tipstaff init --profile policy")
  },
  people: async (world, root) => {
    const people = await peopleOf(world.stateDir, root, world.clock.now())
    if (people.problem !== undefined) return bad(people.problem, "add people and their keys to tipstaff.yaml")
    return ok(`${people.known.length} person(s) can be asked to approve`)
  },
  "your keys": async (world) => {
    const { keys } = await listKeys(world.stateDir)
    return keys.length > 0
      ? ok(keys.map((key) => key.name).join(", "))
      : absent("none on this machine", "tipstaff keys new NAME, if you approve reviews")
  },
  canary: async () => {
    const found = productScanner({ key: randomBytes(32) })
      .scanText(plantedSecret(), "config.env")
      .filter((detection) => detection.filtered === undefined)
    return found.length > 0
      ? ok("a planted access key is found and would be blocked")
      : bad("a planted access key was not found", "reinstall tipstaff; its rules are not working")
  },
  "hook canary": async (world, root) => {
    const { hooks, program } = await statusOf(world, root)
    const active = hooks.filter((hook) => hook.active).map((hook) => hook.hook)
    if (active.length === 0 || program.file === null) return absent("no hook is active, so none can be tried")
    const results = await hookCanaries(world, active, program.file, plantedSecret())
    const through = results.filter((result) => result.outcome === "lets-through").map((result) => result.hook)
    if (through.length > 0) return bad(`a planted access key gets past ${through.join(", ")}`, "reinstall tipstaff; its hooks are not working")
    const stuck = results.filter((result) => result.outcome === "could-not-run").map((result) => result.hook)
    if (stuck.length > 0)
      return bad(`${stuck.join(", ")} does not let a clean commit through`, `run ${program.file} --help; it must start without an error`)
    return ok(`a planted access key is blocked by ${active.join(", ")}, a clean commit is not`)
  },
  "other scanners": async (world, root) => {
    const present: string[] = []
    for (const tool of externalTools) if ("path" in (await findProgram(tool === "npm-audit" ? "npm" : tool, world.env, root))) present.push(tool)
    return absent(present.length > 0 ? `found: ${present.join(", ")}` : "none installed; the built-in engines need none")
  },
}

/** Made now, for one check, and shown to nobody. */
function plantedSecret(): string {
  return `AWS_ACCESS_KEY_ID=${"AKIA"}${randomBytes(10).toString("hex").toUpperCase().slice(0, 16)}\n`
}

async function statusOf(world: World, root: string): Promise<HooksStatus> {
  const options = { env: world.env, signal: world.signal }
  return hooksStatus(await findPlace(root, options), options)
}

export const handleDoctor: Handler<{ readonly path?: string | undefined }, { readonly healthy: boolean; readonly checks: readonly Check[] }> = async (
  world,
  input,
) => {
  const { root } = await openRepository(input.path ?? world.cwd, { env: world.env, signal: world.signal })
  const checks: Check[] = []
  for (const [name, probe] of Object.entries(probes)) {
    checks.push({
      name,
      ...(await probe(world, root).catch((thrown: unknown): Omit<Check, "name"> => ({
        outcome: "not_run",
        detail: messageOf(thrown),
        next: thrown instanceof TipstaffError ? (thrown.next ?? "") : "",
      }))),
    })
  }
  const paint = painter(world.terminal.colour)
  const signs = { pass: paint("good", "✓"), fail: paint("bad", "✗"), not_run: paint("unsure", "?"), not_applicable: paint("faint", "–") }
  const lines = checks.map(
    (check) =>
      `  ${signs[check.outcome]} ${check.name.padEnd(16)} ${check.detail}${check.next === "" ? "" : paint("faint", `\n      next: ${check.next}`)}`,
  )
  const unsure = checks.some((check) => check.outcome === "not_run")
  const healthy = !unsure && checks.every((check) => check.outcome !== "fail")
  const last = healthy
    ? "Everything is in place. Next: tipstaff review"
    : `Next: ${checks.find((check) => check.outcome !== "pass" && check.next !== "")?.next ?? "see above"}`
  return {
    exitCode: healthy ? exitCode.ok : unsure ? exitCode.couldNotRun : exitCode.refused,
    data: { healthy, checks },
    text: `${lines.join("\n")}\n\n${last}\n`,
  }
}
