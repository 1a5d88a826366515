/** Credentials of payment services that carry a mark of their own. */
import { family, type SecretRule } from "../rule.ts"
import { left, right } from "../shapes.ts"

const cards = family(
  {
    provider: "Stripe",
    help: "https://docs.stripe.com/keys",
    remediation: "Roll the key in the Stripe Dashboard under API keys.",
    envVar: "STRIPE_API_KEY",
  },
  [
    {
      id: "stripe-organization-key",
      title: "Stripe organization key",
      keywords: ["sk_org_"],
      pattern: `${left}sk_org_(?:live|test)_[A-Za-z0-9]{20,247}${right}`,
      help: "https://docs.stripe.com/keys/organization-api-keys",
    },
    {
      id: "stripe-ephemeral-key",
      title: "Stripe ephemeral key",
      keywords: ["ek_live_", "ek_test_"],
      pattern: `${left}ek_(?:live|test)_[A-Za-z0-9+/=]{30,247}${right}`,
      severity: "medium",
      help: "https://docs.stripe.com/api/ephemeral_keys",
      remediation: "Let the ephemeral key expire or delete it, and do not log the answers that carry one.",
      envVar: "STRIPE_EPHEMERAL_KEY",
    },
    {
      id: "braintree-access-token",
      provider: "Braintree",
      title: "Braintree access token",
      keywords: ["access_token$production$", "access_token$sandbox$"],
      pattern: `${left}access_token\\$(?:production|sandbox)\\$[a-z0-9]{16}\\$[a-f0-9]{32}${right}`,
      help: "https://developer.paypal.com/braintree/docs/guides/extend/oauth/access-tokens",
      remediation: "Revoke the access token in the Braintree control panel, and authorise the application again.",
      envVar: "BRAINTREE_ACCESS_TOKEN",
    },
    {
      id: "adyen-api-key",
      provider: "Adyen",
      title: "Adyen API key",
      keywords: ['"AQE', "'AQE", "=AQE", " AQE"],
      pattern: `["'= ](AQE[A-Za-z0-9+/]{60,200}={0,2}-[A-Za-z0-9+/]{43}=-[!#-&(-~]{12,20})`,
      capture: 1,
      help: "https://docs.adyen.com/development-resources/api-credentials",
      remediation: "Generate a new API key for the credential in the Customer Area under Developers, and end the old one at once.",
      envVar: "ADYEN_API_KEY",
    },
    {
      id: "checkout-sandbox-key",
      provider: "Checkout.com",
      title: "Checkout.com sandbox secret key",
      keywords: ["sk_sbox_", "sk_sbx_"],
      pattern: `${left}sk_sbo?x_[a-z2-7]{26}[a-z2-7*#$=]`,
      severity: "low",
      help: "https://www.checkout.com/docs/developer-resources/api/manage-api-keys",
      remediation: "Rotate the key in the Checkout.com Dashboard under Developers, Keys.",
      envVar: "CHECKOUT_SECRET_KEY",
    },
    {
      id: "klarna-api-key",
      provider: "Klarna",
      title: "Klarna API key",
      keywords: ["klarna_live_api_", "klarna_test_api_"],
      pattern: `${left}klarna_(?:live|test)_api_[A-Za-z0-9*+/=_-]{40,200}`,
      help: "https://docs.klarna.com/api/authentication/",
      remediation: "Disable the key in the Klarna Partner Portal under Settings, and generate a new one.",
      envVar: "KLARNA_API_KEY",
    },
  ],
)

export const paymentRules: readonly SecretRule[] = [...cards]
