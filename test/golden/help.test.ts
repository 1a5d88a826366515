/** The help page of every command: what a person is promised. */
import { execFile } from "node:child_process"
import { readdirSync, readFileSync } from "node:fs"
import { promisify } from "node:util"
import { run } from "@stricli/core"
import { expect, test } from "vitest"
import { groupSummaries } from "../../src/app/registry.ts"
import { buildCli } from "../../src/interfaces/cli/application.ts"
import { commandTable } from "../../src/interfaces/cli/command-table.ts"
import { cliOperations } from "../../src/interfaces/cli/operations.ts"
import type { CliContext } from "../../src/interfaces/cli/commands.ts"
import { golden } from "./golden.ts"

const application = buildCli(commandTable(cliOperations, groupSummaries), { colour: false })
const commands = ["", ...new Set([...Object.keys(groupSummaries), ...cliOperations.map((operation) => operation.name)])].sort()

function fileOf(command: string): string {
  return `${command === "" ? "tipstaff" : command.replaceAll(".", "-")}.txt`
}

async function helpOf(command: string): Promise<string> {
  const written: string[] = []
  const stream = { write: (text: string) => void written.push(text) }
  const words = command === "" ? [] : command.split(".")
  const process = { stdout: stream, stderr: stream, env: {} }
  await run(application, [...words, "--help"], { process, execute: () => Promise.reject(new Error("help runs nothing")) } as unknown as Parameters<typeof run<CliContext>>[2])
  return written.join("")
}

test.each(commands)("help of tipstaff %s", async (command) => {
  const text = await helpOf(command)
  expect(text).toBe(golden(`test/golden/help/${fileOf(command)}`, text))
})

test("there is no help page of a command that is gone", () => {
  expect(readdirSync("test/golden/help").sort()).toEqual(commands.map(fileOf).sort())
})

test("the built program prints the same pages", async () => {
  for (const [file, words] of [["tipstaff.txt", []], ["review.txt", ["review"]]] as const) {
    const { stdout } = await promisify(execFile)(process.execPath, ["dist/tipstaff.js", ...words, "--help"], { env: { ...process.env, NO_COLOR: "1" } })
    expect(stdout).toBe(readFileSync(`test/golden/help/${file}`, "utf8"))
  }
})
