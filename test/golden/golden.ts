/** What a file beside the tests says; `UPDATE_GOLDEN=1 npm test` writes it anew, and its diff is the review. */
import { mkdirSync, readFileSync, writeFileSync } from "node:fs"
import { dirname } from "node:path"

/** The expected text; `actual` is only written, never compared here. */
export function golden(file: string, actual: string): string {
  if (process.env["UPDATE_GOLDEN"] === "1") {
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, actual)
  }
  return readFileSync(file, "utf8").replaceAll("\r\n", "\n")
}
