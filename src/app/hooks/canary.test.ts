import { chmodSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { expect, test } from "vitest"
import { gitEnv, temporaryFolder } from "../../../test/support/repository.ts"
import { testWorld } from "../../../test/support/world.ts"
import { parseYaml } from "../../base/yaml.ts"
import { readText } from "../../platform/files.ts"
import { hookCanaries } from "./canary.ts"
import { hookNames, hookScript } from "./scripts.ts"

/** Looks for the word of the canary where each hook tells it to. */
const looking = `case "$1 $2" in
"check --staged") git diff --cached | grep -q planted ;;
"check --message") grep -q planted "$3" ;;
"secrets scan") git log -p "\${4#..}" | grep -q planted ;;
*) exit 2 ;;
esac && exit 1
exit 0`

test.each([
  ["finds what is planted", looking, "blocks"],
  ["finds nothing", "exit 0", "lets-through"],
  ["finds something in everything", "exit 1", "could-not-run"],
  ["cannot look", "exit 2", "could-not-run"],
])("a program that %s: %#", async (_name, script, outcome) => {
  const program = join(temporaryFolder(), "tipstaff")
  writeFileSync(program, `#!/bin/sh\n${script}\n`)
  chmodSync(program, 0o755)
  const results = await hookCanaries(testWorld({ env: gitEnv }), ["pre-commit", "commit-msg", "pre-push"], program, "planted\n")
  expect(results).toEqual([
    { hook: "pre-commit", outcome },
    { hook: "commit-msg", outcome },
    { hook: "pre-push", outcome },
  ])
})

test("the hooks for the pre-commit framework name one stage each, and are the scripts that hooks install writes", async () => {
  const hooks = parseYaml(await readText(".pre-commit-hooks.yaml"), ".pre-commit-hooks.yaml").value as {
    id: string
    stages: string[]
    entry: string
  }[]
  expect(hooks.map(({ id, stages, entry }) => [id, stages, entry])).toEqual([
    ["tipstaff-secrets", ["pre-commit"], "scripts/git-hooks/pre-commit"],
    ["tipstaff-secrets-push", ["pre-push"], "scripts/git-hooks/pre-push"],
    ["tipstaff-commit-msg", ["commit-msg"], "scripts/git-hooks/commit-msg"],
  ])
  // npx tsx scripts/generate-git-hooks.ts writes them.
  for (const hook of hookNames) expect(await readText(`scripts/git-hooks/${hook}`)).toBe(hookScript(hook))
})
