/** The rule set, in the order in which reports list it: the policy's eight patterns first, then the project's own. */
import { canonicalJson } from "../../base/canonical-json.ts"
import { sha256 } from "../../base/hash.ts"
import type { SecretRule } from "./rule.ts"
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
import { developmentRules } from "./rules/development.ts"
import { namedExchangeRules } from "./rules/exchanges-named.ts"
import { genericRules } from "./rules/generic.ts"
import { namedPaymentRules } from "./rules/payments-named.ts"
import { paymentRules } from "./rules/payments.ts"
import { policyRules } from "./rules/policy.ts"
import { serviceRules } from "./rules/services.ts"
import { structureRules } from "./rules/structures.ts"
import { walletRules } from "./rules/wallets.ts"

export const secretRules: readonly SecretRule[] = [
  ...policyRules,
  ...cloudRules,
  ...developmentRules,
  ...serviceRules,
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
]

/** Names a rule set in records: the number of rules and the beginning of their digest. Any changed rule changes it. */
export function ruleSetVersion(rules: readonly SecretRule[] = secretRules): string {
  const digest = sha256(canonicalJson(rules.map((rule) => ({ ...rule }))))
  return `${rules.length}.${digest.slice(0, 12)}`
}
