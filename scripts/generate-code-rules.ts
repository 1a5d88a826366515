/** Writes src/domain/scans/code/rules.generated.json from rules/code; run it after every change to a rule. */
import { writeFileSync } from "node:fs"
import { fileURLToPath } from "node:url"
import { loadRules } from "../src/domain/scans/code/load.ts"

const root = new URL("../", import.meta.url)
const rules = loadRules(fileURLToPath(new URL("rules/code", root)))
const target = fileURLToPath(new URL("src/domain/scans/code/rules.generated.json", root))
writeFileSync(target, `${JSON.stringify(rules, null, 1)}\n`)
process.stdout.write(`${rules.length} rules\n`)
