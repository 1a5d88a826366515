/** Collects rules/configuration/<id>/rule.yaml into the one JSON file that the bundle carries. Run: npx tsx scripts/generate-configuration-rules.ts */
import { readdir, readFile, writeFile } from "node:fs/promises"
import { join } from "node:path"
import { fileURLToPath, pathToFileURL } from "node:url"
import { z } from "zod"
import { severities } from "../src/base/severity.ts"
import { parseYaml } from "../src/base/yaml.ts"

const root = fileURLToPath(new URL("..", import.meta.url))
const rulesDir = join(root, "rules/configuration")
export const generatedFile = join(root, "src/domain/scans/configuration/rules.generated.json")

const ruleSchema = z.strictObject({
  id: z.string().regex(/^[a-z0-9]+(?:-[a-z0-9]+)+$/),
  subject: z.enum(["dockerfile", "compose", "workflow", "workflow-set", "agent", "agent-text", "kubernetes", "settings", "terraform"]),
  title: z.string().min(10).max(120),
  message: z.string().min(20).max(400),
  remediation: z.string().min(10).max(400),
  severity: z.enum(severities),
  confidence: z.enum(["high", "medium", "low"]),
  cwe: z.array(z.string().regex(/^CWE-\d+$/)).min(1),
  owasp: z.array(z.string().regex(/^(?:A\d{2}:2021|LLM\d{2}:2025)$/)).min(1),
  references: z.array(z.url({ protocol: /^https$/ })).min(1),
})

/** The text of the generated file. Throws on the first rule that is not complete, naming it. */
export async function configurationRulesJson(): Promise<string> {
  const rules: z.infer<typeof ruleSchema>[] = []
  for (const id of (await readdir(rulesDir)).sort()) {
    const file = join(rulesDir, id, "rule.yaml")
    const parsed = ruleSchema.safeParse(parseYaml(await readFile(file, "utf8"), file).value)
    if (!parsed.success) throw new Error(`${file}: ${z.prettifyError(parsed.error)}`)
    if (parsed.data.id !== id) throw new Error(`${file}: the id is ${parsed.data.id}, the folder ${id}`)
    rules.push(parsed.data)
  }
  return `${JSON.stringify(rules, null, 2)}\n`
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) await writeFile(generatedFile, await configurationRulesJson())
