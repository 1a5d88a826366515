/** Test material only: cases of the rules in rules/payments-worldwide.ts. */
import type { CasesByRule } from "../cases.ts"

export const worldwidePaymentCases: CasesByRule = {
  "flutterwave-secret-key": {
    hits: ["FLW_SECRET_KEY=FLWSECK-{{lowernum:32}}-X", `"FLWSECK_TEST-{{lowernum:32}}-X"`, "FLWSECK-{{hex:32}}-{{lowernum:13}}-X"],
    misses: ["FLWSECK-{{lowernum:31}}-X", "FLWPUBK-{{lowernum:32}}-X", "FLWSECK-{{lowernum:32}}-Y"],
  },
  "flutterwave-encryption-key": {
    hits: [`key: "FLWSECK_TEST{{hex:12}}"`, "FLW_ENCRYPTION_KEY={{hex:24}}"],
    misses: ["FLWSECK_TEST{{hex:11}}", "FLW_ENCRYPTION_KEY={{hex:23}}", "FLW_ENCRYPTION_KEY=${KEY}"],
  },
  "paddle-api-key": {
    hits: [
      "PADDLE_API_KEY=pdl_live_apikey_{{lowernum:26}}_{{alnum:22}}_{{alnum:3}}",
      "Authorization: Bearer pdl_sdbx_apikey_{{lowernum:26}}_{{alnum:22}}_{{alnum:3}}",
    ],
    misses: [
      "pdl_live_apikey_{{lowernum:25}}_{{alnum:22}}_{{alnum:3}}",
      "pdl_live_apikey_{{lowernum:26}}_{{alnum:22}}",
      "pdl_live_apikey_{{lowernum:26}}_{{alnum:22}}_{{alnum:4}}",
    ],
  },
  "paddle-webhook-secret": {
    hits: ["PADDLE_WEBHOOK_SECRET=pdl_ntfset_{{lowernum:26}}_{{b64:32}}", `"pdl_ntfset_{{lowernum:26}}_{{alnum:32}}"`],
    misses: ["pdl_ntfset_{{lowernum:26}}", "pdl_ntfset_{{lowernum:26}}_{{alnum:31}}"],
  },
  "plaid-access-token": {
    hits: [`{"access_token": "access-production-{{uuid}}"}`, "PLAID=access-sandbox-{{uuid}}"],
    misses: ["access-production-{{hex:32}}", "link-production-{{uuid}}", "public-sandbox-{{uuid}}"],
  },
  "midtrans-server-key": {
    hits: ["MIDTRANS_SERVER_KEY=Mid-server-{{alnum:24}}", `'serverKey' => 'SB-Mid-server-{{b64url:24}}'`],
    misses: ["Mid-server-{{alnum:23}}", "Mid-client-{{alnum:24}}"],
  },
  "xendit-secret-key": {
    hits: ["XENDIT=xnd_production_{{alnum:64}}", `new Xendit({ secretKey: "xnd_development_{{alnum:50}}" })`],
    misses: ["xnd_public_production_{{alnum:64}}", "xnd_production_{{alnum:30}}"],
  },
  "mercadopago-access-token": {
    hits: ["MP_TOKEN=APP_USR-{{digits:16}}-{{digits:6}}-{{hex:32}}-{{digits:9}}", `"APP_USR-{{digits:15}}-{{digits:6}}-{{hex:32}}-{{digits:8}}"`],
    misses: ["APP_USR-{{uuid}}", "APP_USR-{{digits:16}}-{{digits:6}}-{{hex:31}}-{{digits:9}}"],
  },
  "cashfree-secret-key": {
    hits: ["CASHFREE=cfsk_ma_prod_{{hex:32}}_{{hex:8}}", "x-client-secret: cfsk_ma_test_{{hex:32}}_{{hex:8}}"],
    misses: ["cfsk_ma_prod_{{hex:32}}", "cfsk_ma_prod_{{hex:30}}_{{hex:8}}"],
  },
  "sumup-secret-key": {
    hits: ["SUMUP_API_KEY=sup_sk_{{alnum:32}}", "Authorization: Bearer sup_sk_{{alnum:32}}"],
    misses: ["sup_sk_{{alnum:31}}", "sup_pk_{{alnum:32}}", "sup_sk_{{alnum:40}}"],
  },
  "mercury-api-token": {
    hits: ["secret-token:mercury_production_rma_{{alnum:40}}_yrucrem", `"mercury_production_wma_{{alnum:44}}_yrucrem"`],
    misses: ["mercury_production_rma_{{alnum:40}}", "mercury_production_rma_{{alnum:10}}_yrucrem"],
  },
  "polar-token": {
    hits: ["POLAR_ACCESS_TOKEN=polar_oat_{{alnum:43}}", `"polar_pat_{{alnum:43}}"`],
    misses: ["polar_oat_{{alnum:40}}", "polar_cid_{{alnum:43}}"],
  },
  "duffel-access-token": {
    hits: ["DUFFEL_ACCESS_TOKEN=duffel_live_{{b64url:43}}", "Authorization: Bearer duffel_test_{{b64url:43}}"],
    misses: ["duffel_live_{{b64url:42}}", "duffel_live_{{b64url:44}}", "duffel_live_"],
  },
}
