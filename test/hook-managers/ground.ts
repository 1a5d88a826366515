/** A repository in which a hook manager works, with the built command behind its hooks. */
import { mkdirSync, readFileSync, writeFileSync } from "node:fs"
import { delimiter, dirname, join } from "node:path"
import { fileURLToPath } from "node:url"
import { expand, randomFrom } from "../../src/domain/secrets/generate.ts"
import { launcherIn, newFolder, product, run, type Answer } from "../e2e/product.ts"

const cache = fileURLToPath(new URL("../../.cache/hook-managers/", import.meta.url))
const programs = [join(cache, "npm", "node_modules", ".bin"), join(cache, "venv", process.platform === "win32" ? "Scripts" : "bin")]

export const secretLine = expand("GITHUB_TOKEN={{crc:ghp_}}\n", randomFrom(71))

export class Ground {
  readonly folder = newFolder()
  readonly root = join(this.folder, "repository")
  readonly remote = join(this.folder, "remote.git")
  readonly env: Readonly<Record<string, string | undefined>>

  constructor() {
    mkdirSync(this.root)
    const home = join(this.folder, "home")
    mkdirSync(home)
    // What a person has set up must not matter, nor the hook that may be running this test.
    const own = Object.fromEntries(
      Object.keys(process.env).flatMap((name) => (/^(?:GIT_|HUSKY|LEFTHOOK|SKIP$|PRE_COMMIT)/.test(name) ? [[name, undefined]] : [])),
    )
    this.env = {
      ...own,
      HOME: home,
      USERPROFILE: home,
      XDG_CONFIG_HOME: join(home, ".config"),
      // npm's own settings and cache stay, so that what it fetches need not be fetched again.
      npm_config_userconfig: process.env["npm_config_userconfig"] ?? join(process.env["HOME"] ?? home, ".npmrc"),
      npm_config_cache: process.env["npm_config_cache"] ?? join(cache, "npm-cache"),
      PRE_COMMIT_HOME: join(this.folder, "pre-commit"),
      PATH: [...programs, dirname(process.execPath), process.env["PATH"]].join(delimiter),
      TIPSTAFF_BIN: launcherIn(this.folder),
      TIPSTAFF_STATE_DIR: join(this.folder, "state"),
      GIT_AUTHOR_NAME: "Dana",
      GIT_AUTHOR_EMAIL: "dana@example.test",
      GIT_COMMITTER_NAME: "Dana",
      GIT_COMMITTER_EMAIL: "dana@example.test",
    }
    this.git("init", "--quiet", "--bare", this.remote)
    this.git("init", "--quiet", "--initial-branch=main")
    this.git("remote", "add", "origin", this.remote)
  }

  run(program: string, ...args: readonly string[]): Answer {
    return run(program, args, this.root, this.env)
  }

  /** Throws when it fails. */
  done(program: string, ...args: readonly string[]): string {
    const answer = this.run(program, ...args)
    if (answer.exitCode !== 0) throw new Error(`${program} ${args.join(" ")}: ${answer.stdout}${answer.stderr}`)
    return answer.stdout.trim()
  }

  git(...args: readonly string[]): string {
    return this.done("git", ...args)
  }

  tipstaff(...args: readonly string[]): Answer {
    return this.run(process.execPath, product, ...args)
  }

  write(path: string, text: string): void {
    mkdirSync(dirname(join(this.root, path)), { recursive: true })
    writeFileSync(join(this.root, path), text)
  }

  read(path: string): string {
    return readFileSync(join(this.root, path), "utf8")
  }

  /** Whether a commit of everything that is there went through, and what was said. */
  commit(message: string, ...flags: readonly string[]): { readonly passed: boolean; readonly said: string } {
    this.git("add", "--all")
    return this.#try("commit", "--quiet", "--allow-empty", `--message=${message}`, ...flags)
  }

  push(): { readonly passed: boolean; readonly said: string } {
    return this.#try("push", "--quiet", "--force", "--set-upstream", "origin", "HEAD:refs/heads/main")
  }

  #try(...args: readonly string[]): { readonly passed: boolean; readonly said: string } {
    const { exitCode, stdout, stderr } = this.run("git", ...args)
    return { passed: exitCode === 0, said: stdout + stderr }
  }

  status(): {
    readonly hooks: readonly { readonly hook: string; readonly active: boolean; readonly by: string; readonly detail: string }[]
    readonly bypasses: readonly string[]
  } {
    return JSON.parse(this.tipstaff("hooks", "status", "--json").stdout) as ReturnType<Ground["status"]>
  }

  /** Names of the active hooks with their manager. */
  active(): string[] {
    return this.status().hooks.flatMap(({ hook, active, by }) => (active ? [`${hook} by ${by}`] : []))
  }
}

/** What each hook lets through and stops; leaves the repository with one clean commit that was pushed. */
export function tried(ground: Ground): Record<string, boolean> {
  const results: Record<string, boolean> = {}
  ground.write("clean.txt", "colour = blue\n")
  const clean = ground.commit("Add a colour")
  results["a clean commit"] = clean.passed
  if (!clean.passed) throw new Error(clean.said)
  results["a clean push"] = ground.push().passed
  ground.write("settings.env", secretLine)
  const planted = ground.commit("Add settings")
  results["a commit with a secret"] = planted.passed
  if (!planted.passed && !planted.said.includes("SECURITY ALERT")) throw new Error(planted.said)
  if (planted.said.includes(secretLine.trim().split("=")[1]!)) throw new Error("the secret itself was printed")
  if (!planted.passed) ground.commit("Add settings", "--no-verify")
  const pushed = ground.push()
  results["a push with a secret"] = pushed.passed
  if (!pushed.passed && !pushed.said.includes("✗ 1 secret")) throw new Error(pushed.said)
  ground.git("reset", "--quiet", "--hard", "HEAD~1")
  results["a push with a secret that a later commit takes out"] = pushedAndTakenOut(ground)
  results["a push of two branches, the second with a secret"] = pushedBeside(ground)
  results["a message with a secret"] = ground.commit(`Use ${secretLine}`).passed
  return results
}

/** Nothing of it shows in what the branch holds in the end; in the history it does. */
function pushedAndTakenOut(ground: Ground): boolean {
  ground.write("taken-out.env", secretLine)
  ground.commit("Add more settings", "--no-verify")
  ground.git("rm", "--quiet", "taken-out.env")
  ground.commit("Take them out", "--no-verify")
  const { passed, said } = ground.push()
  if (!passed && !said.includes("✗ 1 secret")) throw new Error(said)
  ground.git("reset", "--quiet", "--hard", "HEAD~2")
  return passed
}

function pushedBeside(ground: Ground): boolean {
  ground.git("switch", "--quiet", "--create", "a-clean-one")
  ground.commit("Change nothing", "--no-verify")
  ground.git("switch", "--quiet", "--create", "b-with-secret")
  ground.write("beside.env", secretLine)
  ground.commit("Add settings beside", "--no-verify")
  ground.git("switch", "--quiet", "main")
  const { exitCode } = ground.run("git", "push", "--quiet", "origin", "a-clean-one", "b-with-secret")
  return exitCode === 0
}

export const guarded = {
  "a clean commit": true,
  "a clean push": true,
  "a commit with a secret": false,
  "a push with a secret": false,
  "a push with a secret that a later commit takes out": false,
  "a push of two branches, the second with a secret": false,
  "a message with a secret": false,
}

export const open = {
  "a clean commit": true,
  "a clean push": true,
  "a commit with a secret": true,
  "a push with a secret": true,
  "a push with a secret that a later commit takes out": true,
  "a push of two branches, the second with a secret": true,
  "a message with a secret": true,
}
