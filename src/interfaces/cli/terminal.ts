/**
 * The terminal contract. The answer goes to stdout and nothing else does. Notes, progress and errors go to stderr, in
 * lower case, without a final period, behind the program's name. Questions are asked only when both ends are terminals.
 */
import { isatty } from "node:tty"
import { TipstaffError } from "../../base/errors.ts"
import type { Terminal } from "../../base/world.ts"

export interface TerminalOptions {
  readonly quiet: boolean
  readonly noInput: boolean
  readonly signal: AbortSignal
}

const redrawEveryMs = 100

export function processTerminal(options: TerminalOptions): Terminal & { readonly done: () => void } {
  // The streams themselves are made when something goes through them: that takes a start longer than the question.
  const interactive = isatty(0) && isatty(2) && !options.noInput
  const animated = isatty(2) && !options.quiet && process.env["TERM"] !== "dumb"
  const states = new Map<string, string>()
  let drawn = 0
  let lastDraw = 0

  const erase = () => {
    if (drawn > 0) process.stderr.write(`\u001b[${drawn}A\u001b[0J`)
    drawn = 0
  }
  const draw = () => {
    erase()
    const lines = [...states.values()]
    for (const line of lines) process.stderr.write(`${line.slice(0, (process.stderr.columns ?? 80) - 1)}\n`)
    drawn = lines.length
  }
  const say = (line: string) => {
    erase()
    process.stderr.write(`tipstaff: ${line}\n`)
  }

  return {
    interactive,
    colour: isatty(1) && !process.env["NO_COLOR"] && process.env["TERM"] !== "dumb",
    note: (line) => {
      if (!options.quiet) say(line)
    },
    warn: say,
    progress: (label, done, total) => {
      if (!animated) return
      states.set(label, progressLine(label, done, total))
      const now = Date.now()
      if (now - lastDraw < redrawEveryMs && done !== total) return
      lastDraw = now
      draw()
    },
    ask: (question, asked = {}) => {
      if (!interactive)
        throw new TipstaffError("cli/no-input", `an answer is needed: ${question.trim()}`, { next: "run this on a terminal, without --no-input" })
      erase()
      return ask(question, asked.hidden === true, options.signal)
    },
    done: () => {
      erase()
      states.clear()
    },
  }
}

function progressLine(label: string, done: number, total: number | undefined): string {
  const name = label.padEnd(24)
  if (total === undefined || total === 0) return `  ${name} ${done || ""}`
  const width = 24
  const filled = Math.min(width, Math.round((done / total) * width))
  return `  ${name} ${"━".repeat(filled)}${"─".repeat(width - filled)} ${done}/${total}`
}

async function ask(question: string, hidden: boolean, signal: AbortSignal): Promise<string> {
  // Loaded when somebody is asked: hooks never ask.
  const { createInterface } = await import("node:readline/promises")
  const { Writable } = await import("node:stream")
  // A hidden answer is read by a line editor whose echo leads nowhere.
  const sink = new Writable({ write: (_chunk, _encoding, done) => done() })
  if (hidden) process.stderr.write(question)
  const lines = createInterface({ input: process.stdin, output: hidden ? sink : process.stderr, terminal: true })
  try {
    return await lines.question(hidden ? "" : question, { signal })
  } catch (cause) {
    throw new TipstaffError("cli/interrupted", "the question was not answered", { cause })
  } finally {
    lines.close()
    if (hidden) process.stderr.write("\n")
  }
}
