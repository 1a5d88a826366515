/** The command line as one value: every command with its help, for running and for completion. */
import { buildApplication, type Application } from "@stricli/core"
import { version } from "../../app/version.ts"
import type { CommandTable } from "./command-table.ts"
import { buildRoutes, type CliContext } from "./commands.ts"

export function buildCli(table: CommandTable, options: { readonly colour: boolean }): Application<CliContext> {
  return buildApplication(buildRoutes(table, "the security officer for repositories in which AI agents work"), {
    name: "tipstaff",
    versionInfo: { currentVersion: version },
    scanner: { caseStyle: "allow-kebab-for-camel", allowArgumentEscapeSequence: true },
    documentation: { caseStyle: "convert-camel-to-kebab", disableAnsiColor: !options.colour },
  })
}
