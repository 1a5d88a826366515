/** The command line as one value: every command with its help, for running and for completion. */
import { buildApplication, type Application } from "@stricli/core"
import type { Operation } from "../../base/operation.ts"
import { groupSummaries, operations } from "../../app/registry.ts"
import { version } from "../../app/version.ts"
import { buildRoutes, type CliContext } from "./commands.ts"
import { completionOperation } from "./completion.ts"

/** What the registry knows, and what only a shell needs. */
export const cliOperations: readonly Operation[] = [...operations, completionOperation]

export function buildCli(options: { readonly colour: boolean }): Application<CliContext> {
  return buildApplication(buildRoutes(cliOperations, groupSummaries, "the security officer for repositories in which AI agents work"), {
    name: "tipstaff",
    versionInfo: { currentVersion: version },
    scanner: { caseStyle: "allow-kebab-for-camel", allowArgumentEscapeSequence: true },
    documentation: { caseStyle: "convert-camel-to-kebab", disableAnsiColor: !options.colour },
  })
}
