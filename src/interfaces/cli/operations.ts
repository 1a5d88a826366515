/** Every operation that the command line offers: what the registry knows, and what only a shell needs. */
import type { Operation } from "../../base/operation.ts"
import { operations } from "../../app/registry.ts"
import { completionOperation } from "./completion.ts"

export { groupSummaries } from "../../app/registry.ts"

export const cliOperations: readonly Operation[] = [...operations, completionOperation]
