/** Real repositories in temporary folders, untouched by the settings of the machine that runs the tests. */
import { execFileSync } from "node:child_process"
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { dirname, join } from "node:path"
import { afterAll } from "vitest"

const own = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith("GIT_")))

export const gitEnv: Readonly<Record<string, string | undefined>> = {
  ...own,
  GIT_CONFIG_GLOBAL: "/dev/null",
  GIT_CONFIG_NOSYSTEM: "1",
  GIT_AUTHOR_NAME: "Ana Example",
  GIT_AUTHOR_EMAIL: "ana@example.test",
  GIT_COMMITTER_NAME: "Ana Example",
  GIT_COMMITTER_EMAIL: "ana@example.test",
}

const folders: string[] = []

afterAll(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true })
})

/** An empty folder that is gone after the test file. */
export function temporaryFolder(): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), "tipstaff-test-")))
  folders.push(folder)
  return folder
}

export interface TestRepository {
  readonly root: string
  git(...args: readonly string[]): string
  write(path: string, content: string | Uint8Array): void
  /** Adds everything and commits; returns the commit's id. */
  commit(message?: string): string
}

export function testRepository(root = temporaryFolder()): TestRepository {
  const git = (...args: readonly string[]) =>
    execFileSync("git", args, { cwd: root, env: gitEnv as NodeJS.ProcessEnv, stdio: ["ignore", "pipe", "ignore"] })
      .toString()
      .trim()
  mkdirSync(root, { recursive: true })
  git("init", "--quiet", "--initial-branch=main")
  return {
    root,
    git,
    write: (path, content) => {
      mkdirSync(dirname(join(root, path)), { recursive: true })
      writeFileSync(join(root, path), content)
    },
    commit: (message = "change") => {
      git("add", "--all")
      git("commit", "--quiet", "--message", message)
      return git("rev-parse", "HEAD")
    },
  }
}
