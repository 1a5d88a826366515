/** Test material only: cases of the rules in rules/payments.ts. */
import type { CasesByRule } from "../cases.ts"

export const paymentCases: CasesByRule = {
  "stripe-organization-key": {
    hits: ["STRIPE_API_KEY=sk_org_live_{{alnum:60}}", `Stripe("sk_org_test_{{alnum:99}}")`],
    misses: ["sk_org_live_{{alnum:19}}", "task_org_live_{{alnum:60}}", "sk_org_{{alnum:40}}"],
  },
  "stripe-ephemeral-key": {
    hits: [`{"secret": "ek_live_{{alnum:80}}"}`, "ephemeral: ek_test_{{b64:90}}"],
    misses: ["ek_live_{{alnum:20}}", "week_live_{{alnum:80}}"],
  },
  "braintree-access-token": {
    hits: ["BRAINTREE=access_token$production${{lowernum:16}}${{hex:32}}", '"access_token$sandbox${{lowernum:16}}${{hex:32}}"'],
    misses: [
      "access_token$production${{lowernum:15}}${{hex:32}}",
      "access_token$production${{lowernum:16}}${{hex:31}}",
      "access_token$staging${{lowernum:16}}${{hex:32}}",
    ],
  },
  "adyen-api-key": {
    hits: ["ADYEN_API_KEY=AQE{{b64:90}}==-{{b64:43}}=-{{alnum:8}};s4}%{{alnum:4}}", `"X-API-Key": "AQE{{b64:84}}-{{b64:43}}=-{{alnum:16}}"`],
    misses: [
      "ADYEN_API_KEY=AQE{{b64:40}}==-{{b64:43}}=-{{alnum:16}}",
      "ADYEN_API_KEY=AQE{{b64:90}}==-{{b64:30}}=-{{alnum:16}}",
      "ADYEN_API_KEY=AQE{{b64:200}}",
    ],
  },
  "checkout-sandbox-key": {
    hits: ["CHECKOUT_SECRET_KEY=sk_sbox_{{lower:27}}", "authorization: sk_sbox_{{lower:26}}#", "sk_sbx_{{lower:27}}"],
    misses: ["sk_sbox_{{lower:20}}", "sk_sbox_{{HEX:27}}", "pk_sbox_{{lower:27}}"],
  },
  "klarna-api-key": {
    hits: ["KLARNA_API_KEY=klarna_live_api_{{alnum:90}}", `key: "klarna_test_api_{{alnum:60}}"`],
    misses: ["klarna_live_client_{{alnum:90}}", "klarna_live_api_{{alnum:20}}"],
  },
}
