import { execSync } from "child_process"

export function tag(name: string): void {
  execSync(`git tag ${name}`) // tipstaff-expect
}
