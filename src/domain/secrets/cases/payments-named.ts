/** Test material only: cases of the rules in rules/payments-named.ts. */
import type { CasesByRule } from "../cases.ts"
import { heldBy } from "./held-by.ts"

export const namedPaymentCases: CasesByRule = {
  "paypal-client-secret": heldBy("PAYPAL_CLIENT_SECRET", "E{{b64url:79}}"),
  "braintree-private-key": heldBy("BRAINTREE_PRIVATE_KEY", "{{hex:32}}"),
  "adyen-hmac-key": heldBy("ADYEN_HMAC_KEY", "{{HEX:64}}"),
  "checkout-secret-key": heldBy("CHECKOUT_SECRET_KEY", "sk_{{lower:27}}"),
  "square-personal-access-token": heldBy("SQUARE_ACCESS_TOKEN", "EAAA{{b64url:60}}"),
  "square-webhook-signature-key": heldBy("SQUARE_WEBHOOK_SIGNATURE_KEY", "{{b64url:22}}"),
  "mollie-api-key": heldBy("MOLLIE_API_KEY", "live_{{alnum:30}}"),
  "mollie-access-token": heldBy("MOLLIE_ACCESS_TOKEN", "access_{{alnum:40}}", "access_{{alnum:20}}"),
  "gocardless-access-token": heldBy("GOCARDLESS_ACCESS_TOKEN", "sandbox_{{b64url:40}}"),
  "razorpay-key-secret": heldBy("RAZORPAY_KEY_SECRET", "{{alnum:24}}"),
  "chargebee-api-key": heldBy("CHARGEBEE_API_KEY", "live_{{alnum:42}}", "live_{{alnum:20}}"),
  "recurly-api-key": heldBy("RECURLY_API_KEY", "{{hex:32}}"),
}
