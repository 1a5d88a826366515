/**
 * The commands as plain data. The bundle carries the table ready-made (`dist/commands.json`), so that `--help` and a
 * mistyped word never load the schema library; without it the table is derived from the registry.
 */
import { existsSync, readFileSync } from "node:fs"
import type { Operation } from "../../base/operation.ts"
import { parametersOf, type Parameter } from "./parameters.ts"

export interface CommandRow {
  readonly name: string
  readonly summary: string
  readonly details?: string
  readonly parameters: readonly Parameter[]
}

/** What a word with further words below it is about. */
export type GroupSummaries = Readonly<Record<string, string>>

export interface CommandTable {
  readonly commands: readonly CommandRow[]
  readonly groups: GroupSummaries
}

export function commandTable(operations: readonly Operation[], groups: GroupSummaries): CommandTable {
  const commands = operations.map(({ name, summary, details, input }) => ({
    name,
    summary,
    ...(details === undefined ? {} : { details }),
    parameters: parametersOf(input),
  }))
  return { commands, groups }
}

export async function loadCommandTable(): Promise<CommandTable> {
  const ready = new URL("./commands.json", import.meta.url)
  if (existsSync(ready)) return JSON.parse(readFileSync(ready, "utf8")) as CommandTable
  const { cliOperations, groupSummaries } = await import("./operations.ts")
  return commandTable(cliOperations, groupSummaries)
}
