/** What a shell is told, word by word. */
import { execFile } from "node:child_process"
import { mkdtemp, rm, symlink, writeFile } from "node:fs/promises"
import { tmpdir } from "node:os"
import { delimiter, join, resolve } from "node:path"
import { promisify } from "node:util"
import { proposeCompletions } from "@stricli/core"
import { expect, test } from "vitest"
import { testWorld } from "../../../test/support/world.ts"
import { runOperation } from "../../app/run.ts"
import { buildCli } from "./application.ts"
import { commandTable } from "./command-table.ts"
import { cliOperations, groupSummaries } from "./operations.ts"
import type { CliContext } from "./commands.ts"
import { completionRequest, offerLines } from "./completion-offers.ts"
import { completionOperation } from "./completion.ts"

async function offers(words: readonly string[]): Promise<string[]> {
  const context = { process: { stdout: process.stdout, stderr: process.stderr, env: {} } } as unknown as Parameters<
    typeof proposeCompletions<CliContext>
  >[2]
  return (await proposeCompletions(buildCli(commandTable(cliOperations, groupSummaries), { colour: false }), words, context)).map(
    (offer) => offer.completion,
  )
}

test.each([
  ["a command", ["revi"], ["review"]],
  ["a command below another", ["gate", "sc"], ["scans"]],
  ["a flag", ["review", "--pro"], ["--profile"]],
  ["a value of a flag", ["review", "--profile", ""], ["default", "sr"]],
  ["nothing for a word that is not known", ["no-such-command", ""], []],
])("completes %s", async (_what, words, expected) => {
  expect(await offers(words)).toEqual(expected)
})

test("an offer is one line, whatever its description holds", () => {
  expect(offerLines([{ completion: "scans", brief: "gate 1,\n\tScan Cleanliness" }])).toBe("scans\tgate 1, Scan Cleanliness\n")
})

test.each(["bash", "zsh", "fish", "powershell"])("the script for %s asks tipstaff", async (shell) => {
  const { text, exitCode } = await runOperation(testWorld(), completionOperation, { shell })
  expect(exitCode).toBe(0)
  expect(text).toContain(`tipstaff ${completionRequest} `)
})

test("another shell is refused with the ones there are", async () => {
  await expect(runOperation(testWorld(), completionOperation, { shell: "csh" })).rejects.toMatchObject({ code: "usage/invalid-input" })
})

// Windows has no bash of its own; the script is for bash.
test.runIf(process.platform !== "win32")("bash completes with the printed script", async () => {
  const folder = await mkdtemp(join(tmpdir(), "tipstaff-completion-"))
  try {
    await writeFile(join(folder, "run"), `#!/bin/sh\nexec "${process.execPath}" "${resolve("dist/tipstaff.js")}" "$@"\n`, { mode: 0o755 })
    await symlink(join(folder, "run"), join(folder, "tipstaff"))
    const script = `source <(tipstaff completion bash); COMP_WORDS=(tipstaff certificate ver); COMP_CWORD=2; _tipstaff; echo "\${COMPREPLY[@]}"`
    const { stdout } = await promisify(execFile)("bash", ["-c", script], {
      env: { ...process.env, PATH: `${folder}${delimiter}${process.env["PATH"] ?? ""}` },
    })
    expect(stdout).toBe("verify\n")
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
})
