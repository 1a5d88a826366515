/** Test material only: cases of the rules in rules/finance-named.ts. */
import type { CasesByRule } from "../cases.ts"
import { heldBy } from "./held-by.ts"

export const namedFinanceCases: CasesByRule = {
  "plaid-secret": heldBy("PLAID_SECRET", "{{hex:30}}"),
  "truelayer-client-secret": heldBy("TRUELAYER_CLIENT_SECRET", "{{uuid}}"),
  "wise-api-token": heldBy("WISE_API_TOKEN", "{{uuid}}"),
  "finnhub-api-key": heldBy("FINNHUB_API_KEY", "{{lowernum:20}}", "{{lowernum:19}}"),
  "alphavantage-api-key": heldBy("ALPHAVANTAGE_API_KEY", "{{upper:16}}"),
  "xero-client-secret": heldBy("XERO_CLIENT_SECRET", "{{b64url:48}}"),
  "quickbooks-client-secret": heldBy("QUICKBOOKS_CLIENT_SECRET", "{{alnum:40}}"),
  "quickbooks-refresh-token": heldBy("QUICKBOOKS_REFRESH_TOKEN", "AB11{{alnum:46}}"),
  "freshbooks-client-secret": heldBy("FRESHBOOKS_CLIENT_SECRET", "{{hex:64}}"),
}
