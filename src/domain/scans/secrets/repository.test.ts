import { readdir } from "node:fs/promises"
import { join, relative } from "node:path"
import { expect, test } from "vitest"
import { collapse } from "../../secrets/collapse.ts"
import { createSecretScanner } from "../../secrets/scanner.ts"
import { createFileReader } from "./read.ts"

const root = join(import.meta.dirname, "../../../..")
const left = new Set(["node_modules", "dist", "coverage", ".git", ".cache"])

async function filesBelow(folder: string): Promise<string[]> {
  const found: string[] = []
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    if (left.has(entry.name)) continue
    const path = join(folder, entry.name)
    if (entry.isDirectory()) found.push(...(await filesBelow(path)))
    else if (entry.isFile()) found.push(relative(root, path).replaceAll("\\", "/"))
  }
  return found
}

/** The cases of rules are written to look like what the rules find; they hold made-up words, no tokens. */
const cases = "rules/"

test("[S2.0-2] this repository holds no secret, and nothing that a reader would take for one", async () => {
  const reader = createFileReader(createSecretScanner({ key: "test" }))
  const found: string[] = []
  for (const path of await filesBelow(root)) {
    const { detections } = await reader.read(
      root,
      path,
      () => false,
      async () => {},
    )
    if (path.startsWith(cases)) continue
    for (const { detection, confidence } of collapse(detections))
      if (confidence !== "low") found.push(`${path}:${detection.line} ${detection.rule.id} ${detection.masked}`)
  }
  expect(found).toEqual([])
})
