/** Test material only: cases of the rules in rules/commerce.ts. */
import type { CasesByRule } from "../cases.ts"
import { heldBy } from "./held-by.ts"

export const commerceCases: CasesByRule = {
  "bigcommerce-access-token": heldBy("BIGCOMMERCE_ACCESS_TOKEN", "{{lowernum:31}}"),
  "bigcommerce-client-secret": heldBy("BIGCOMMERCE_CLIENT_SECRET", "{{hex:64}}"),
  "magento-access-token": heldBy("MAGENTO_ACCESS_TOKEN", "{{lowernum:32}}"),
  "etsy-api-key": heldBy("ETSY_API_KEY", "{{lowernum:24}}"),
  "lob-api-key": heldBy("LOB_API_KEY", "live_{{hex:35}}"),
  "printful-api-key": heldBy("PRINTFUL_API_KEY", "{{alnum:40}}"),
}
