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
import { tableCases } from "./cases/tables.ts"
import { placedCases } from "./cases/placed.ts"
import { namedExchangeCases } from "./cases/exchanges-named.ts"
import { commerceCases } from "./cases/commerce.ts"
import { chatCases } from "./cases/chat.ts"
import { namedChatCases } from "./cases/chat-named.ts"
import { telephonyCases } from "./cases/telephony.ts"
import { namedEmailCases } from "./cases/email-named.ts"
import { emailCases } from "./cases/email.ts"
import { officeCases } from "./cases/office.ts"
import { namedPlanningCases } from "./cases/planning-named.ts"
import { namedContentCases } from "./cases/content-named.ts"
import { namedIdentityCases } from "./cases/identity-named.ts"
import { namedSocialCases } from "./cases/social-named.ts"
import { identityCases } from "./cases/identity.ts"
import { frameworkCases } from "./cases/frameworks.ts"
import { keyMaterialCases } from "./cases/key-material.ts"
import { commandCases } from "./cases/commands.ts"
import { configCases } from "./cases/configs.ts"
import { namedMediaCases } from "./cases/media-named.ts"
import { namedSalesCases } from "./cases/sales-named.ts"
import { namedFinanceCases } from "./cases/finance-named.ts"
import { namedRealtimeCases } from "./cases/realtime-named.ts"
import { namedCampaignCases } from "./cases/campaigns-named.ts"
import { namedPlacesCases } from "./cases/places-named.ts"
import { worldwidePaymentCases } from "./cases/payments-worldwide.ts"
import { webhookCases } from "./cases/webhooks.ts"
import { nodeCases } from "./cases/nodes.ts"
import { markedCommerceCases } from "./cases/commerce-marked.ts"
import { namedPaymentCases } from "./cases/payments-named.ts"
import { paymentCases } from "./cases/payments.ts"
import { walletCases } from "./cases/wallets.ts"

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
  ...tableCases,
  ...placedCases,
  ...markedCommerceCases,
  ...nodeCases,
  ...webhookCases,
  ...worldwidePaymentCases,
  ...namedPlacesCases,
  ...namedCampaignCases,
  ...namedRealtimeCases,
  ...namedFinanceCases,
  ...namedSalesCases,
  ...namedMediaCases,
  ...configCases,
  ...commandCases,
  ...keyMaterialCases,
  ...frameworkCases,
  ...identityCases,
  ...namedSocialCases,
  ...namedIdentityCases,
  ...namedContentCases,
  ...namedPlanningCases,
  ...officeCases,
  ...emailCases,
  ...namedEmailCases,
  ...telephonyCases,
  ...namedChatCases,
  ...chatCases,
  ...commerceCases,
  ...paymentCases,
  ...namedPaymentCases,
  ...walletCases,
  ...namedExchangeCases,
}
