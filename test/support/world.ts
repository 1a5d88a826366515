/** A world for tests: simulated time, captured terminal, the real network and files. */
import { fixedClock, type Clock } from "../../src/base/clock.ts"
import type { World } from "../../src/base/world.ts"

export interface TestWorld extends World {
  readonly lines: string[]
}

export function testWorld(options: Partial<World> & { readonly answers?: readonly string[]; readonly at?: string } = {}): TestWorld {
  const lines: string[] = []
  const answers = [...(options.answers ?? [])]
  const clock: Clock = options.clock ?? fixedClock(options.at ?? "2026-11-20T12:00:00Z")
  return {
    clock,
    env: options.env ?? process.env,
    cwd: options.cwd ?? process.cwd(),
    stateDir: options.stateDir ?? "",
    signal: options.signal ?? new AbortController().signal,
    fetch: options.fetch ?? globalThis.fetch,
    terminal: options.terminal ?? {
      interactive: answers.length > 0,
      colour: false,
      note: (line) => void lines.push(line),
      warn: (line) => void lines.push(line),
      progress: () => {},
      ask: (question) => {
        lines.push(question)
        const answer = answers.shift()
        return answer === undefined ? Promise.reject(new Error(`no answer for ${question}`)) : Promise.resolve(answer)
      },
    },
    lines,
  }
}
