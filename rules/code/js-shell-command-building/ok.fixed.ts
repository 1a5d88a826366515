import { execSync, execFileSync } from "child_process"

const BRANCH = "main"

export function sync(depth: number, name: string): void {
  execSync(`git fetch --depth ${depth} origin ${BRANCH}`)
  execFileSync("git", ["tag", name])
  execSync("npm run " + (depth > 1 ? "build" : "test"))
}
