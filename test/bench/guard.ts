// `npm run bench:guard`: how long the guard takes to decide, on the corpus and on text made to take long, and how long its hook takes beside bare Node.
import { spawnSync } from "node:child_process"
import { readdirSync, readFileSync } from "node:fs"
import { resolve } from "node:path"
import { createAnalyser } from "../../src/domain/guard/analyse.ts"
import { decide } from "../../src/domain/guard/decide.ts"
import { protections } from "../../src/domain/guard/protected.ts"
import { readers } from "../../src/domain/guard/readers.ts"
import { policyProtectedFiles } from "../../src/domain/policy/protected-files.ts"

const root = "/repo"
const analyser = createAnalyser(readers)
const policy = { cwd: root, root, protection: protections(policyProtectedFiles) }

const corpus = ["ordinary", "denied"].flatMap((set) =>
  readdirSync(`test/guard/corpus/${set}`).flatMap((file) =>
    readFileSync(`test/guard/corpus/${set}/${file}`, "utf8")
      .split("\n")
      .flatMap((line) => (line === "" ? [] : ((JSON.parse(line) as { command?: string }).command ?? []))),
  ),
)

function msOf(command: string): number {
  const start = performance.now()
  decide(analyser.command(command, root), policy)
  return performance.now() - start
}

function at(sorted: readonly number[], share: number): string {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))]!.toFixed(3)
}

for (let round = 0; round < 3; round += 1) corpus.forEach(msOf)
const times = corpus.map(msOf).toSorted((a, b) => a - b)
console.log(`${times.length} commands, in process, warm: p50 ${at(times, 0.5)} ms, p99 ${at(times, 0.99)} ms, longest ${at(times, 1)} ms`)

const hostile: Readonly<Record<string, string>> = {
  "a pipe of 50,000 programs": `${"a|".repeat(50_000)}b`,
  "50,000 pieces of one word": "'\"".repeat(50_000),
  "substitutions in each other": `${"$(".repeat(40_000)}x`,
  "a value that doubles": `${"x=$x$x;".repeat(14_000)}$x`,
  "50,000 arguments": `rm ${"a ".repeat(50_000)}`,
  "a long statement": `psql -c "${"DROP TABLE t;".repeat(7_500)}"`,
  "a long program": `python3 -c "${"a=a+a;".repeat(16_000)}"`,
}
for (const [name, text] of Object.entries(hostile)) console.log(`  ${name} (${(text.length / 1000).toFixed(0)} KB): ${msOf(text).toFixed(0)} ms`)

const input = JSON.stringify({
  session_id: "s",
  cwd: process.cwd(),
  hook_event_name: "PreToolUse",
  tool_name: "Bash",
  tool_input: { command: "npm test && git status | head" },
})
const started = (args: readonly string[]): number => {
  const start = performance.now()
  spawnSync(process.execPath, args, { input })
  return performance.now() - start
}
const hook = [resolve("dist/tipstaff.js"), "guard", "hook", "--host", "claude-code"]
started(hook)
const pairs = Array.from({ length: 21 }, () => [started(hook), started(["-e", "0"])] as const)
const median = (values: readonly number[]) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]!
const [whole, bare] = [median(pairs.map(([first]) => first)), median(pairs.map(([, second]) => second))]
console.log(`hook process: ${whole.toFixed(0)} ms, bare Node ${bare.toFixed(0)} ms and ${(whole - bare).toFixed(0)} ms`)
