/** Writes the scripts that .pre-commit-hooks.yaml names: the same that `tipstaff hooks install` writes. */
import { chmodSync, mkdirSync, writeFileSync } from "node:fs"
import { hookNames, hookScript } from "../src/app/hooks/scripts.ts"

mkdirSync("scripts/git-hooks", { recursive: true })
for (const hook of hookNames) {
  writeFileSync(`scripts/git-hooks/${hook}`, hookScript(hook))
  chmodSync(`scripts/git-hooks/${hook}`, 0o755)
}
