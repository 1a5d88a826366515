// Makes the table of src/domain/secrets/letters.ts: npx tsx test/accuracy/train.ts FOLDER… (ordinary source text)
import { readdirSync, readFileSync, statSync } from "node:fs"
import { join } from "node:path"
import { piecesOf } from "../../src/domain/secrets/letters.ts"

const symbols = "^abcdefghijklmnopqrstuvwxyz#"
const stepsPerBit = 1.3
const largestFile = 300_000

function* textsIn(folder: string): Generator<string> {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name)
    if (entry.isDirectory()) yield* textsIn(path)
    else if (/\.(?:js|ts|cc|h|md|py|go|java|json|yaml)$/.test(entry.name) && statSync(path).size < largestFile) yield readFileSync(path, "latin1")
  }
}

/** A word that occurs a thousand times counts ten times: frequent names must not drown the language. */
function pairCounts(folders: readonly string[]): Float64Array {
  const words = new Map<string, number>()
  for (const folder of folders) {
    for (const text of textsIn(folder)) {
      for (const [word] of text.matchAll(/[A-Za-z][A-Za-z0-9_.-]{3,60}/g)) words.set(word, (words.get(word) ?? 0) + 1)
    }
  }
  const counts = new Float64Array(symbols.length ** 2)
  for (const [word, times] of words) {
    for (const piece of piecesOf(word)) {
      const path = `^${piece.toLowerCase().replace(/[0-9]/g, "#")}^`
      for (let at = 1; at < path.length; at += 1) {
        const cell = symbols.indexOf(path[at - 1]!) * symbols.length + symbols.indexOf(path[at]!)
        counts[cell] = counts[cell]! + Math.log2(1 + times)
      }
    }
  }
  return counts
}

const counts = pairCounts(process.argv.slice(2))
for (let row = 0; row < symbols.length; row += 1) {
  const cells = counts.subarray(row * symbols.length, (row + 1) * symbols.length)
  // A pair never seen is rare, not impossible.
  const total = cells.reduce((sum, count) => sum + count + 0.3, 0)
  const costs = Array.from(cells, (count) => Math.min(15, Math.round(-Math.log2((count + 0.3) / total) * stepsPerBit)))
  process.stdout.write(`  "${costs.map((cost) => cost.toString(16)).join("")}" +\n`)
}
