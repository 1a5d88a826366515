/** The corpus through the guard: which calls are answered otherwise than they should be, by name. The lists may only get shorter. */
import { readdirSync, readFileSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { expect, test } from "vitest"
import { createAnalyser } from "../../src/domain/guard/analyse.ts"
import { decide, type Answer } from "../../src/domain/guard/decide.ts"
import { protections } from "../../src/domain/guard/protected.ts"
import { readers } from "../../src/domain/guard/readers.ts"
import { shellQuoted, toolEffects } from "../../src/domain/guard/tools.ts"
import { basePolicy } from "../../src/domain/policy/security-file.ts"

interface Case {
  readonly id: string
  readonly command?: string
  /** POSIX where it is not said. */
  readonly shell?: "powershell" | "cmd"
  readonly tool?: string
  readonly input?: unknown
  readonly decision: Answer
}

const root = "/repo"
const analyser = createAnalyser(readers)
const policy = { cwd: root, root, protection: protections(basePolicy.protected_files) }

const starts = { powershell: "pwsh -Command", cmd: "cmd /c" } as const

function answerTo({ command, shell, tool = "", input }: Case): Answer {
  const text = command === undefined || shell === undefined ? command : `${starts[shell]} ${shellQuoted(command)}`
  const effects = text === undefined ? toolEffects(tool, input, root, { analyser, readers }) : analyser.command(text, root)
  return decide(effects, policy).decision
}

function casesOf(set: "ordinary" | "denied"): Case[] {
  const folder = join("test/guard/corpus", set)
  return readdirSync(folder).flatMap((file) =>
    readFileSync(join(folder, file), "utf8")
      .split("\n")
      .filter((line) => line !== "")
      .map((line) => JSON.parse(line) as Case),
  )
}

/** One id a line. UPDATE_GOLDEN=1 writes it. */
function listed(file: string, ids: readonly string[]): readonly string[] {
  const path = join("test/guard", file)
  const text = `${ids.join("\n")}\n`
  if (process.env["UPDATE_GOLDEN"] !== undefined) writeFileSync(path, text)
  return readFileSync(path, "utf8")
    .split("\n")
    .filter((line) => line !== "")
}

const wrong = (set: "ordinary" | "denied", isWrong: (answer: Answer) => boolean) =>
  casesOf(set)
    .filter((one) => isWrong(answerTo(one)))
    .map(({ id }) => id)
    .toSorted()

test("ordinary calls are let through, at most one in two hundred is not, and none of the most common", () => {
  const stopped = wrong("ordinary", (answer) => answer !== "none")
  expect(stopped).toEqual(listed("false-alarms.txt", stopped))
  expect(stopped.length / casesOf("ordinary").length).toBeLessThanOrEqual(0.005)
  expect(stopped.filter((id) => id.startsWith("o-common"))).toEqual([])
})

test("calls that must not pass are stopped, but for those that are listed", () => {
  const passed = wrong("denied", (answer) => answer === "none")
  expect(passed).toEqual(listed("passed-by.txt", passed))
})
