/** Credentials of payment services and of data on money that only their variable's name gives away. */
import { assignedRules } from "./assigned.ts"
import { named, uuid } from "./named.ts"

const liveOrTest = (body: string) => `(?:live|test)_${body}`

export const namedPaymentRules = assignedRules([
  ...named(
    {
      provider: "PayPal",
      help: "https://developer.paypal.com/api/rest/authentication/",
      remediation: "Delete the secret of the app in the PayPal developer dashboard under Apps and Credentials, and add a new one.",
    },
    [
      {
        id: "paypal-client-secret",
        title: "PayPal client secret",
        value: "E[A-Za-z0-9_-]{79}",
        envVar: "PAYPAL_CLIENT_SECRET",
        also: ["paypal_secret", "paypal_app_secret"],
      },
    ],
  ),
  ...named(
    {
      provider: "Braintree",
      help: "https://developer.paypal.com/braintree/articles/control-panel/important-gateway-credentials",
      remediation: "Delete the API key in the Braintree control panel under Settings, API.",
    },
    [
      {
        id: "braintree-private-key",
        title: "Braintree private key",
        value: "[a-f0-9]{32}",
        envVar: "BRAINTREE_PRIVATE_KEY",
        also: ["bt_private_key"],
      },
    ],
  ),
  ...named(
    {
      provider: "Adyen",
      help: "https://docs.adyen.com/development-resources/webhooks/verify-hmac-signatures",
      remediation: "Generate a new HMAC key for the webhook in the Customer Area under Developers, Webhooks.",
    },
    [{ id: "adyen-hmac-key", title: "Adyen webhook HMAC key", value: "[A-F0-9]{64}", envVar: "ADYEN_HMAC_KEY", also: ["adyen_webhook_hmac"] }],
  ),
  ...named(
    {
      provider: "Checkout.com",
      help: "https://www.checkout.com/docs/developer-resources/api/manage-api-keys",
      remediation: "Rotate the key in the Checkout.com Dashboard under Developers, Keys.",
    },
    [
      {
        id: "checkout-secret-key",
        title: "Checkout.com secret key",
        value: `sk_(?:test_)?(?:[a-z2-7]{26}[a-z2-7*#$=]|${uuid})`,
        envVar: "CHECKOUT_SECRET_KEY",
        also: ["cko_secret_key", "checkoutcom_secret"],
      },
    ],
  ),
  ...named(
    {
      provider: "Square",
      help: "https://developer.squareup.com/docs/build-basics/access-tokens",
      remediation: "Replace the access token in the Square Developer Console under Credentials.",
    },
    [
      {
        id: "square-personal-access-token",
        title: "Square access token",
        value: "E(?:AAA|QAA)[A-Za-z0-9_-]{60}",
        envVar: "SQUARE_ACCESS_TOKEN",
        also: ["square_token", "square_refresh_token", "squareup_token"],
      },
      {
        id: "square-webhook-signature-key",
        title: "Square webhook signature key",
        value: "[A-Za-z0-9_-]{22}",
        envVar: "SQUARE_WEBHOOK_SIGNATURE_KEY",
        also: ["square_webhook_signature", "square_webhook_secret"],
      },
    ],
  ),
  ...named(
    {
      provider: "Mollie",
      help: "https://docs.mollie.com/reference/authentication",
      remediation: "Reset the key in the Mollie web app under Developers, API access tokens.",
    },
    [
      { id: "mollie-api-key", title: "Mollie API key", value: liveOrTest("[A-Za-z0-9]{30,40}"), envVar: "MOLLIE_API_KEY", also: ["mollie_key"] },
      {
        id: "mollie-access-token",
        title: "Mollie organization access token",
        value: "access_[A-Za-z0-9]{30,50}",
        envVar: "MOLLIE_ACCESS_TOKEN",
        also: ["mollie_organization", "mollie_org_token"],
      },
    ],
  ),
  ...named(
    {
      provider: "GoCardless",
      help: "https://developer.gocardless.com/getting-started/api/making-your-first-request/",
      remediation: "Delete the access token in the GoCardless dashboard under Developers.",
    },
    [
      {
        id: "gocardless-access-token",
        title: "GoCardless access token",
        value: "(?:live|sandbox)_[A-Za-z0-9_-]{40}",
        envVar: "GOCARDLESS_ACCESS_TOKEN",
        also: ["gocardless_token", "gocardless_api_key"],
      },
    ],
  ),
  ...named(
    {
      provider: "Razorpay",
      help: "https://razorpay.com/docs/payments/dashboard/account-settings/api-keys/",
      remediation: "Regenerate the key pair in the Razorpay dashboard under Account and Settings, API keys.",
    },
    [
      {
        id: "razorpay-key-secret",
        title: "Razorpay key secret",
        value: "[A-Za-z0-9]{24}",
        envVar: "RAZORPAY_KEY_SECRET",
        also: ["razorpay_secret", "razorpay_api_secret"],
      },
    ],
  ),
  ...named(
    {
      provider: "Chargebee",
      help: "https://www.chargebee.com/docs/2.0/api_keys.html",
      remediation: "Revoke the key in Chargebee under Settings, Configure Chargebee, API keys.",
    },
    [
      {
        id: "chargebee-api-key",
        title: "Chargebee API key",
        value: liveOrTest("[A-Za-z0-9]{30,60}"),
        envVar: "CHARGEBEE_API_KEY",
        also: ["chargebee_key"],
      },
    ],
  ),
  ...named(
    {
      provider: "Recurly",
      help: "https://docs.recurly.com/docs/api-keys",
      remediation: "Regenerate the private key in Recurly under Integrations, API credentials.",
    },
    [{ id: "recurly-api-key", title: "Recurly private API key", value: "[a-f0-9]{32}", envVar: "RECURLY_API_KEY", also: ["recurly_private_key"] }],
  ),
])
