/** Test material only: cases of the rules in rules/commerce-marked.ts. */
import type { CasesByRule } from "../cases.ts"

export const markedCommerceCases: CasesByRule = {
  "shopify-theme-access": {
    hits: ["SHOPIFY_CLI_THEME_TOKEN=shptka_{{hex:32}}", `password: "shptka_{{hex:32}}"`],
    misses: ["shptka_{{hex:31}}", "shptka_{{hex:33}}"],
  },
  "shopify-partner-token": {
    hits: ["X-Shopify-Access-Token: prtapi_{{hex:32}}", `"prtapi_{{hex:32}}"`],
    misses: ["prtapi_{{hex:31}}", "prtapi_{{upper:32}}"],
  },
  "woocommerce-consumer-secret": {
    hits: [
      "https://shop.example.org/wp-json/wc/v3/orders?consumer_secret=cs_{{hex:40}}",
      `consumerSecret: "cs_{{hex:40}}"`,
      "'consumer_secret' => 'cs_{{hex:40}}'",
    ],
    misses: ["consumer_secret=cs_{{hex:39}}", "consumer_secret=ck_{{hex:40}}", "consumer_secret=${CS}"],
  },
  "easypost-test-key": {
    hits: ["EASYPOST_TEST_API_KEY=EZTK{{alnum:54}}", `EasyPost("EZTK{{alnum:54}}")`],
    misses: ["EZTK{{alnum:53}}", "aEZTK{{alnum:54}}"],
  },
  "shippo-token": {
    hits: ["Authorization: ShippoToken shippo_live_{{hex:40}}", "SHIPPO=shippo_test_{{hex:40}}"],
    misses: ["shippo_live_{{hex:39}}", "shippo_live_{{upper:40}}"],
  },
  "ebay-cert-id": {
    hits: [
      "EBAY_CERT_ID=PRD-{{hex:12}}-{{hex:4}}-{{hex:4}}-{{hex:4}}-{{hex:4}}",
      `"certid": "SBX-{{hex:12}}-{{hex:4}}-{{hex:4}}-{{hex:4}}-{{hex:4}}"`,
    ],
    misses: ["PRD-{{hex:12}}-{{hex:4}}-{{hex:4}}", "PRD-{{digits:5}}", "APRD-{{hex:12}}-{{hex:4}}-{{hex:4}}-{{hex:4}}-{{hex:4}}"],
  },
  "ebay-user-token": {
    hits: ["TOKEN=v^1.1#i^1#f^0#p^3#r^0#I^3#t^{{b64:300}}==", `"v^1.1#i^1#I^3#r^1#p^3#f^0#t^{{b64:100}}="`],
    misses: ["v^1.1#i^1#f^0#p^3#r^0#I^3#t^{{b64:20}}", "v^1.1#i^1#"],
  },
  "amazon-lwa-client-secret": {
    hits: ["LWA_CLIENT_SECRET=amzn1.oa2-cs.v1.{{hex:64}}", `"amzn1.oa2-cs.v1.{{hex:64}}"`],
    misses: ["amzn1.oa2-cs.v1.{{hex:63}}", "amzn1.application-oa2-client.{{hex:32}}"],
  },
  "amazon-lwa-token": {
    hits: [`refresh_token: "Atzr|{{b64url:300}}"`, "x-amz-access-token: Atza|{{b64url:350}}"],
    misses: ["Atzr|{{alnum:30}}", "Atzb|{{alnum:300}}"],
  },
}
