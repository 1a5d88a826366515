/** Test material only: for every rule, texts it must report and texts it must not. Values are made up at test time. */
import { assuranceCases } from "./cases/assurance.ts"
import { awsCases } from "./cases/aws.ts"
import { azureConnectionCases } from "./cases/azure-connections.ts"
import { azureKeyCases } from "./cases/azure-keys.ts"
import { cloudProviderCases } from "./cases/clouds.ts"
import { codeCases } from "./cases/code.ts"
import { databaseUrlCases } from "./cases/database-urls.ts"
import { databaseCases } from "./cases/databases.ts"
import { firstCases } from "./cases/first.ts"
import { googleCases } from "./cases/google.ts"
import { hostingCases } from "./cases/hosting.ts"
import { infrastructureCases } from "./cases/infrastructure.ts"
import { modelCases } from "./cases/models.ts"
import { operationsCases } from "./cases/operations.ts"
import { packageCases } from "./cases/packages.ts"
import { byNameCases } from "./cases/by-name.ts"
import { placedCases } from "./cases/placed.ts"

export interface RuleCases {
  /** Reported by this rule and not set aside. */
  readonly hits: readonly string[]
  /** Not reported by this rule: no match, or set aside. */
  readonly misses: readonly string[]
  /** The file's name, for rules that speak of certain files. */
  readonly path?: string
}

export type CasesByRule = Readonly<Record<string, RuleCases>>

export const ruleCases: CasesByRule = {
  ...firstCases,
  ...awsCases,
  ...googleCases,
  ...azureKeyCases,
  ...azureConnectionCases,
  ...cloudProviderCases,
  ...hostingCases,
  ...infrastructureCases,
  ...databaseCases,
  ...databaseUrlCases,
  ...codeCases,
  ...packageCases,
  ...assuranceCases,
  ...operationsCases,
  ...modelCases,
  ...byNameCases,
  ...placedCases,
}
