/** Compares text with a file beside the tests; `UPDATE_GOLDEN=1 npm test` writes the file anew, and its diff is the review. */
import { mkdirSync, readFileSync, writeFileSync } from "node:fs"
import { dirname } from "node:path"
import { expect } from "vitest"

export function expectGolden(file: string, text: string): void {
  if (process.env["UPDATE_GOLDEN"] === "1") {
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, text)
  }
  expect(text).toBe(readFileSync(file, "utf8").replaceAll("\r\n", "\n"))
}
