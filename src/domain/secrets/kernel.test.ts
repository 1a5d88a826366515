import { readFileSync } from "node:fs"
import * as fc from "fast-check"
import { expect, test } from "vitest"
import { findStretches } from "./decode/runs.ts"
import { createKernel } from "./kernel.ts"
import { buildKeywordIndex, stemsOf } from "./keyword-index.ts"
import { listAt } from "./lists.ts"
import { advance, fileStart } from "./position.ts"
import { secretRules } from "./rules.ts"
import { createSearch } from "./search.ts"
import { createSweep } from "./sweep.ts"

// What the build made: npm test builds first.
const kernel = createKernel(new WebAssembly.Module(readFileSync(new URL("../../../dist/secret-kernel.wasm", import.meta.url))))
const index = buildKeywordIndex(secretRules)
const { automaton, follow } = index
const stems = stemsOf(secretRules)

/** More than a block, so that its edges fall everywhere. */
const farApart = fc.oneof({ weight: 4, arbitrary: fc.nat(300) }, { weight: 1, arbitrary: fc.integer({ min: 49_000, max: 49_300 }) })

/** Words between stretches of one character: keywords and encoded runs, whole or cut, in upper and lower case. */
const text = fc
  .array(
    fc.record({
      gap: farApart,
      filler: fc.constantFrom(" ", "x", "\n", "=", "é", "\0"),
      word: fc.oneof(
        fc.constantFrom(...stems),
        fc.constantFrom(...stems).map((stem) => stem.toUpperCase()),
        fc.stringMatching(/^[A-Za-z0-9+/%\\_-]{15,80}$/),
      ),
    }),
    { maxLength: 12 },
  )
  .map((parts) => Buffer.from(parts.map(({ gap, filler, word }) => filler.repeat(gap) + word).join("")))

const range = fc.tuple(fc.double({ min: 0, max: 1, noNaN: true }), fc.double({ min: 0, max: 1, noNaN: true }))

function inside(view: Uint8Array, [a, b]: readonly [number, number]): readonly [number, number] {
  const [from, to] = [a, b].map((part) => Math.floor(part * view.length)).sort((x, y) => x - y)
  return [from!, to!]
}

test("the compiled sweep notes what the sweep in JavaScript visits, but for keywords that the next byte excludes", () => {
  const [fast, slow] = [kernel.sweepOf(automaton, follow)!, createSweep(automaton)]
  const goesOn = (view: Uint8Array, end: number, state: number) => {
    const behind = automaton.classes[view[end] ?? 0]!
    return ((follow[2 * (state - automaton.acceptFrom) + (behind >> 5)]! >>> (behind & 31)) & 1) === 1
  }
  fc.assert(
    fc.property(text, range, (view, part) => {
      const [from, to] = inside(view, part)
      const stop = Math.min(view.length, to + automaton.longest - 1)
      const visits = (sweep: typeof fast) => {
        const seen = new Set<string>()
        sweep.run(view, from, to, stop, (end, state, first, behind) => {
          const lengths = [...listAt(automaton.outputs, state - automaton.acceptFrom)].map((stem) => stems[stem]!.length)
          const [longest, shortest] = [Math.max(...lengths), Math.min(...lengths)]
          // Outside, a lane sees some of what is its neighbour's.
          if (end - shortest >= first && end - longest < behind && end <= stop && goesOn(view, end, state)) seen.add(`${end} ${state}`)
        })
        return [...seen].filter((visit) => Number(visit.split(" ")[0]) - 2 >= from).sort()
      }
      expect(visits(fast)).toEqual(visits(slow))
    }),
  )
})

test("matches are the same with it and without", () => {
  const [fast, slow] = [createSearch(secretRules, index, kernel), createSearch(secretRules, index)]
  const cases = secretRules
    .slice(0, 300)
    .flatMap(({ keywords }) => keywords.slice(0, 2).map((keyword) => `${keyword} = "q7Zr2Lm9Xc4Vb8Nt1Ky6Hd3Wf5Js0Pa"`))
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.constantFrom(...cases), farApart), { maxLength: 6 }), range, (parts, part) => {
      const view = Buffer.from(parts.map(([line, gap]) => `${" ".repeat(gap)}${line}\n`).join(""))
      const [from, to] = inside(view, part)
      const spans = (search: typeof fast) =>
        search.matches(view, from, to, 0, search.beginFile("a.env")).matches.map(({ rule, start, end }) => `${rule.id} ${start} ${end}`)
      expect(spans(fast)).toEqual(spans(slow))
    }),
  )
})

test("encoded stretches are found in the same places with it and without", () => {
  const hidden = fc
    .tuple(text, fc.string({ minLength: 20, maxLength: 200 }), farApart, text)
    .map(([before, said, gap, after]) =>
      Buffer.concat([before, Buffer.from(`${" ".repeat(gap)}${Buffer.from(said).toString("base64")} ${Buffer.from(said).toString("hex")} `), after]),
    )
  fc.assert(
    fc.property(hidden, range, (view, part) => {
      const [from, to] = inside(view, part)
      const found = (windows?: typeof kernel.windows) => {
        const stretches: string[] = []
        findStretches(view, from, to, ({ encoding, end, bytes }, start) => stretches.push(`${encoding} ${start} ${end} ${bytes.length}`) > 0, windows)
        return stretches
      }
      expect(found(kernel.windows)).toEqual(found())
    }),
  )
})

test("lines are counted the same with it and without", () => {
  fc.assert(
    fc.property(text, range, (view, part) => {
      const [middle, to] = inside(view, part)
      const at = advance(fileStart, view, 0, middle)
      expect(advance(at, view, 0, to, kernel)).toEqual(advance(at, view, 0, to))
    }),
  )
  const long = Buffer.from("\n".repeat(200_000))
  expect(kernel.lines(long, 1, 199_999)).toBe(199_998)
})

test("nothing is lost where one block ends and the next begins", () => {
  const block = 48 * 1024
  const search = createSearch(secretRules, index, kernel)
  const [line, encoded] = ['client_secret = "q7Zr2Lm9Xc4Vb8Nt1Ky6"', Buffer.from("a sentence that says nothing").toString("base64")]
  for (const blocks of [1, 2]) {
    for (let at = blocks * block - 120; at < blocks * block + 8; at += 1) {
      const named = Buffer.from(`${" ".repeat(at)}${line}\n`)
      expect(search.matches(named, 0, named.length, 0, search.beginFile("a.env")).matches.length, `keyword at ${at}`).toBeGreaterThan(0)
      const hidden = Buffer.from(`${" ".repeat(at)}${encoded} .`)
      const starts: number[] = []
      findStretches(hidden, 0, hidden.length, (_, start) => starts.push(start) > 0, kernel.windows)
      expect(starts).toEqual([at])
    }
  }
})
