/** A folder or a repository in which tests scan for secrets with the built command. */
import { mkdirSync, writeFileSync } from "node:fs"
import { dirname, join } from "node:path"
import { expect } from "vitest"
import { git, newFolder, product, run, type Answer } from "./product.ts"

export interface JsonReport {
  readonly schema: number
  readonly findings: readonly {
    readonly rule: string
    readonly path: string
    readonly line: number
    readonly title: string
    readonly fingerprint: string
    readonly decoded: readonly string[]
    readonly commit?: { readonly id: string }
    readonly inHistory?: boolean
  }[]
  readonly scanned: { readonly files: number; readonly bytes: number }
  readonly notScanned: readonly { readonly path: string; readonly reason: string }[]
  readonly setAside: { readonly allowed: number; readonly suppressed: number; readonly baseline: number; readonly imported: number }
  readonly leftOut: readonly { readonly pattern: string; readonly reason: string; readonly files: number }[]
  readonly notes: readonly string[]
}

export class Folder {
  readonly root = newFolder()
  readonly state = newFolder()

  write(path: string, content: string | Uint8Array): void {
    mkdirSync(dirname(join(this.root, path)), { recursive: true })
    writeFileSync(join(this.root, path), content)
  }

  tipstaff(...args: readonly string[]): Answer {
    return run(process.execPath, [product, ...args], this.root, { TIPSTAFF_STATE_DIR: this.state })
  }

  scan(...args: readonly string[]): JsonReport & { readonly exitCode: number | null } {
    const answer = this.tipstaff("secrets", "scan", "--format", "json", ...args)
    expect(answer.stdout, answer.stderr).toMatch(/^\{/)
    return { ...(JSON.parse(answer.stdout) as JsonReport), exitCode: answer.exitCode }
  }

  commit(message: string): string {
    git(this.root, "add", "--all")
    git(this.root, "commit", "--quiet", "--no-verify", `--message=${message}`)
    return git(this.root, "rev-parse", "HEAD")
  }
}

export function newRepository(): Folder {
  const folder = new Folder()
  git(folder.root, "init", "--quiet", "--initial-branch=main")
  return folder
}
