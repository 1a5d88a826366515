/**
 * The rule set, in the order in which reports list it: the policy's eight patterns first, then the project's own. The build
 * puts the finished data in the place of this file, so that no start has to put it together.
 */
import type { SecretRule } from "./rule.ts"
import { agentToolRules } from "./rules/agent-tools.ts"
import { alertingRules } from "./rules/alerting.ts"
import { appStoreRules } from "./rules/app-stores.ts"
import { awsServiceRules } from "./rules/aws.ts"
import { azureConnectionRules } from "./rules/azure-connections.ts"
import { azureKeyRules } from "./rules/azure-keys.ts"
import { buildServiceRules } from "./rules/build-services.ts"
import { commerceRules } from "./rules/commerce.ts"
import { chatRules } from "./rules/chat.ts"
import { namedChatRules } from "./rules/chat-named.ts"
import { telephonyRules } from "./rules/telephony.ts"
import { namedEmailRules } from "./rules/email-named.ts"
import { emailRules } from "./rules/email.ts"
import { officeRules } from "./rules/office.ts"
import { namedPlanningRules } from "./rules/planning-named.ts"
import { namedContentRules } from "./rules/content-named.ts"
import { namedIdentityRules } from "./rules/identity-named.ts"
import { namedSocialRules } from "./rules/social-named.ts"
import { identityRules } from "./rules/identity.ts"
import { frameworkRules } from "./rules/frameworks.ts"
import { keyMaterialRules } from "./rules/key-material.ts"
import { commandRules } from "./rules/commands.ts"
import { configRules } from "./rules/configs.ts"
import { namedMediaRules } from "./rules/media-named.ts"
import { namedSalesRules } from "./rules/sales-named.ts"
import { namedFinanceRules } from "./rules/finance-named.ts"
import { namedRealtimeRules } from "./rules/realtime-named.ts"
import { namedCampaignRules } from "./rules/campaigns-named.ts"
import { namedPlacesRules } from "./rules/places-named.ts"
import { worldwidePaymentRules } from "./rules/payments-worldwide.ts"
import { webhookRules } from "./rules/webhooks.ts"
import { nodeRules } from "./rules/nodes.ts"
import { markedCommerceRules } from "./rules/commerce-marked.ts"
import { cloudRules } from "./rules/cloud.ts"
import { cloudProviderRules } from "./rules/clouds.ts"
import { codeForgeRules } from "./rules/code-forges.ts"
import { codeHostRules } from "./rules/code-hosts.ts"
import { codeQualityRules } from "./rules/code-quality.ts"
import { codeSecurityRules } from "./rules/code-security.ts"
import { databaseUrlRules } from "./rules/database-urls.ts"
import { databaseAssignedRules } from "./rules/databases-assigned.ts"
import { databaseRules } from "./rules/databases.ts"
import { deliveryServiceRules } from "./rules/delivery-services.ts"
import { developmentRules } from "./rules/development.ts"
import { namedExchangeRules } from "./rules/exchanges-named.ts"
import { genericRules } from "./rules/generic.ts"
import { googleServiceRules } from "./rules/google.ts"
import { hostingAssignedRules } from "./rules/hosting-assigned.ts"
import { hostingRules } from "./rules/hosting.ts"
import { infrastructureAssignedRules } from "./rules/infrastructure-assigned.ts"
import { infrastructureRules } from "./rules/infrastructure.ts"
import { machineLearningKeyRules } from "./rules/machine-learning-keys.ts"
import { modelKeyRules } from "./rules/model-keys.ts"
import { modelServiceRules } from "./rules/model-services.ts"
import { byNameRules } from "./rules/by-name.ts"
import { placedRules } from "./rules/placed.ts"
import { namedPaymentRules } from "./rules/payments-named.ts"
import { paymentRules } from "./rules/payments.ts"
import { policyRules } from "./rules/policy.ts"
import { productAnalyticsRules } from "./rules/product-analytics.ts"
import { publishingRules } from "./rules/publishing.ts"
import { registryRules } from "./rules/registries.ts"
import { serviceRules } from "./rules/services.ts"
import { structureRules } from "./rules/structures.ts"
import { telemetryKeyRules } from "./rules/telemetry-keys.ts"
import { telemetryRules } from "./rules/telemetry.ts"
import { threatIntelligenceRules } from "./rules/threat-intelligence.ts"
import { tableRules } from "./rules/tables.ts"
import { walletRules } from "./rules/wallets.ts"

export const secretRules: readonly SecretRule[] = [
  ...policyRules,
  ...cloudRules,
  ...awsServiceRules,
  ...googleServiceRules,
  ...azureKeyRules,
  ...azureConnectionRules,
  ...cloudProviderRules,
  ...hostingRules,
  ...hostingAssignedRules,
  ...infrastructureRules,
  ...infrastructureAssignedRules,
  ...databaseRules,
  ...databaseAssignedRules,
  ...databaseUrlRules,
  ...developmentRules,
  ...serviceRules,
  ...codeHostRules,
  ...codeForgeRules,
  ...buildServiceRules,
  ...deliveryServiceRules,
  ...registryRules,
  ...publishingRules,
  ...appStoreRules,
  ...codeQualityRules,
  ...codeSecurityRules,
  ...threatIntelligenceRules,
  ...telemetryRules,
  ...telemetryKeyRules,
  ...alertingRules,
  ...productAnalyticsRules,
  ...modelServiceRules,
  ...modelKeyRules,
  ...machineLearningKeyRules,
  ...agentToolRules,
  ...paymentRules,
  ...namedPaymentRules,
  ...walletRules,
  ...namedExchangeRules,
  ...commerceRules,
  ...chatRules,
  ...namedChatRules,
  ...telephonyRules,
  ...namedEmailRules,
  ...emailRules,
  ...officeRules,
  ...namedPlanningRules,
  ...namedContentRules,
  ...namedIdentityRules,
  ...namedSocialRules,
  ...identityRules,
  ...frameworkRules,
  ...keyMaterialRules,
  ...commandRules,
  ...configRules,
  ...namedMediaRules,
  ...namedSalesRules,
  ...namedFinanceRules,
  ...namedRealtimeRules,
  ...namedCampaignRules,
  ...namedPlacesRules,
  ...worldwidePaymentRules,
  ...webhookRules,
  ...nodeRules,
  ...markedCommerceRules,
  ...structureRules,
  ...genericRules,
  ...byNameRules,
  ...tableRules,
  ...placedRules,
]
