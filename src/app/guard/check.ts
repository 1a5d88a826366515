/** Handler of `tipstaff guard check`. */
import { resolve } from "node:path"
import { TipstaffError } from "../../base/errors.ts"
import { exitCode } from "../../base/exit-code.ts"
import { parseJson } from "../../base/json.ts"
import { printable } from "../../base/mask.ts"
import type { Handler, Result } from "../../base/operation.ts"
import type { World } from "../../base/world.ts"
import { readStandardInput } from "../../platform/standard-input.ts"
import { toolEffects } from "../../domain/guard/tools.ts"
import { createGuard, guardTools, type GuardAnswer } from "./open.ts"

interface Input {
  readonly command?: string | undefined
  readonly stdin: boolean
  readonly cwd?: string | undefined
}

export const handleGuardCheck: Handler<Input, object> = async (world, input) => {
  if (input.stdin === (input.command !== undefined))
    throw new TipstaffError("usage/invalid-input", "say what to check", { next: "--command TEXT, or --stdin with calls as JSON Lines" })
  const cwd = resolve(world.cwd, input.cwd ?? ".")
  return input.stdin ? checkLines(cwd) : checkOne(input.command!, cwd, world)
}

async function checkOne(command: string, cwd: string, world: World): Promise<Result<object>> {
  const answer = await createGuard().judge(guardTools.analyser.command(command, cwd), cwd)
  return {
    exitCode: answer.decision === "none" ? exitCode.ok : exitCode.refused,
    data: answerData(answer),
    text: told(answer, world.terminal.colour),
  }
}

function answerData({ decision, judgements, effects }: GuardAnswer): object {
  return { decision, rules: [...new Set(judgements.map(({ rule }) => rule))], reasons: judgements.map(({ reason }) => reason), effects }
}

const words = { none: "no objection", ask: "a person has to approve it", deny: "denied" } as const
const colours = { none: 32, ask: 33, deny: 31 } as const

function told({ decision, judgements, effects }: GuardAnswer, colour: boolean): string {
  const mark = { none: "✓", ask: "?", deny: "✗" }[decision]
  const head = colour ? `\u001b[${colours[decision]}m${mark} ${words[decision]}\u001b[0m` : `${mark} ${words[decision]}`
  const why = judgements.map(({ rule, reason }) => `  ${rule}: it ${printable(reason)}`)
  const does = effects.map(
    ({ kind, ...rest }) =>
      `  ${kind}  ${printable(
        Object.entries(rest)
          .map(([name, value]) => `${name}=${Array.isArray(value) ? value.join(",") : String(value)}`)
          .join(" "),
      )}`,
  )
  return `${[head, ...why, ...(does.length === 0 ? [] : ["", "effects", ...does])].join("\n")}\n`
}

/** Each line has an answer; one that is no call is denied, and the exit code says that there was one. */
async function checkLines(cwd: string): Promise<Result<object>> {
  const guard = createGuard()
  const lines = (await readStandardInput()).split("\n").filter((line) => line.trim() !== "")
  const answers: string[] = []
  const seen = { bad: 0, stopped: 0 }
  for (const [index, line] of lines.entries()) {
    const answer = await answerTo(line, index, cwd, guard)
    if (answer.bad) seen.bad += 1
    if (answer.decision !== "none") seen.stopped += 1
    answers.push(answer.text)
  }
  const code = seen.bad > 0 ? exitCode.couldNotRun : seen.stopped > 0 ? exitCode.refused : exitCode.ok
  const text = answers.map((answer) => `${answer}\n`).join("")
  return { exitCode: code, data: { calls: lines.length, stopped: seen.stopped, unreadable: seen.bad }, jsonLines: text, text }
}

async function answerTo(line: string, index: number, cwd: string, guard: ReturnType<typeof createGuard>) {
  let id: unknown = index
  try {
    const call = parseJson(line, `line ${index + 1}`) as Record<string, unknown>
    id = call["id"] ?? index
    const at = typeof call["cwd"] === "string" ? resolve(cwd, call["cwd"]) : cwd
    if (typeof call["command"] !== "string" && typeof call["tool"] !== "string")
      throw new TipstaffError("guard/bad-call", `line ${index + 1} names neither a command nor a tool`)
    const effects =
      typeof call["command"] === "string"
        ? guardTools.analyser.command(call["command"], at)
        : toolEffects(call["tool"] as string, call["input"], at, guardTools)
    const answer = await guard.judge(effects, at)
    return { bad: false, decision: answer.decision, text: JSON.stringify({ id, ...answerData(answer) }) }
  } catch (thrown) {
    // What could not be judged does not pass.
    const reason = thrown instanceof Error ? thrown.message : String(thrown)
    return {
      bad: true,
      decision: "deny",
      text: JSON.stringify({ id, decision: "deny", rules: ["not-understood"], reasons: [printable(reason)], effects: [] }),
    }
  }
}
