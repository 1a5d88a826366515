import { expect, test } from "vitest"
import { cpuMs } from "../../../test/support/cpu-time.ts"
import { ruleCases } from "./cases.ts"
import { expand, randomFrom } from "./generate.ts"
import type { SecretRule } from "./rule.ts"
import { secretRules } from "./rules.ts"
import { createSecretScanner } from "./scanner.ts"

/** What makes a backtracking expression suffer: its keyword, and a nearly complete match, over and over or followed by a long run. */
function adversaries(rule: SecretRule): readonly string[] {
  const hit = expand(ruleCases[rule.id]!.hits[0]!, randomFrom(3))
  const nearly = hit.slice(0, -1)
  return [...rule.keywords.slice(0, 2), `${rule.keywords[0]!}="`, `-${rule.keywords[0]!}`, nearly, `${nearly} `, ...'aA0-_ \n=/"\\']
}

function grow(rule: SecretRule, unit: string, size: number): Uint8Array {
  return Buffer.from(unit.length === 1 ? `${rule.keywords[0]!}${unit.repeat(size)}` : unit.repeat(Math.ceil(size / unit.length)), "utf8")
}

function timeOf(work: () => void): number {
  let best = Number.POSITIVE_INFINITY
  for (let round = 0; round < 3; round += 1) {
    const start = cpuMs()
    work()
    best = Math.min(best, cpuMs() - start)
  }
  return best
}

test("no rule's time grows faster than its input, on inputs made against it", () => {
  const slow: string[] = []
  for (const rule of secretRules) {
    const path = ruleCases[rule.id]!.path ?? "a.conf"
    // The decoders have a test of their own.
    const scanner = createSecretScanner({ key: "test", rules: [rule], decode: false })
    for (const unit of adversaries(rule)) {
      const small = grow(rule, unit, 2000)
      const large = grow(rule, unit, 16_000)
      const ratio = () => timeOf(() => void scanner.scanBytes(large, path)) / timeOf(() => void scanner.scanBytes(small, path))
      // Short times say nothing, and a busy machine is given a second chance.
      if (timeOf(() => void scanner.scanBytes(large, path)) < 4) continue
      // Eight times the input: a linear expression needs eight times as long, a quadratic one sixty-four.
      if (ratio() > 24 && ratio() > 24) slow.push(`${rule.id} on ${JSON.stringify(unit.slice(0, 8))}…`)
    }
  }
  expect(slow).toEqual([])
}, 120_000)
