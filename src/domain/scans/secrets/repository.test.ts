import { readdir } from "node:fs/promises"
import { join, relative } from "node:path"
import { expect, test } from "vitest"
import { createTreeScan } from "./pool.ts"

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
  const scan = createTreeScan({ root, key: "test", signal: new AbortController().signal, onFiles: () => {}, threads: 1 })
  scan.add((await filesBelow(root)).filter((path) => !path.startsWith(cases)))
  const { secrets, unexamined } = await scan.finish()
  expect(unexamined).toEqual([])
  expect(
    secrets.filter(({ confidence }) => confidence !== "low").map(({ path, line, rules, masked }) => `${path}:${line} ${rules[0]} ${masked}`),
  ).toEqual([])
})
