// `npx tsx scripts/generate-docs.ts`: writes docs/commands.md, docs/rules.md and LICENSES.md.
import { writeFileSync } from "node:fs"
import { generatedPages } from "./documents.ts"

for (const { path, text } of generatedPages()) {
  writeFileSync(path, text)
  process.stdout.write(`${path}\n`)
}
