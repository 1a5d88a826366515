/** Prints the command table; the build keeps it beside the bundle. */
import { commandTable } from "./command-table.ts"
import { cliOperations, groupSummaries } from "./operations.ts"

process.stdout.write(JSON.stringify(commandTable(cliOperations, groupSummaries)))
