/** Test material only: cases of the rules in rules/sales-named.ts. */
import type { CasesByRule } from "../cases.ts"
import { heldBy } from "./held-by.ts"

export const namedSalesCases: CasesByRule = {
  "salesforce-consumer-secret": heldBy("SALESFORCE_CLIENT_SECRET", "{{HEX:64}}", "{{HEX:63}}"),
  "salesforce-security-token": heldBy("SALESFORCE_SECURITY_TOKEN", "{{alnum:24}}", "{{alnum:23}}"),
  "hubspot-api-key": heldBy("HUBSPOT_API_KEY", "{{uuid}}"),
  "hubspot-client-secret": heldBy("HUBSPOT_CLIENT_SECRET", "{{uuid}}"),
  "pipedrive-api-token": heldBy("PIPEDRIVE_API_TOKEN", "{{hex:40}}"),
  "zoho-client-secret": heldBy("ZOHO_CLIENT_SECRET", "{{hex:42}}"),
  "close-api-key": heldBy("CLOSE_API_KEY", "api_{{alnum:22}}.{{alnum:22}}"),
  "zendesk-api-token": heldBy("ZENDESK_API_TOKEN", "{{alnum:40}}"),
  "zendesk-client-secret": heldBy("ZENDESK_CLIENT_SECRET", "{{hex:64}}"),
  "freshdesk-api-key": heldBy("FRESHDESK_API_KEY", "{{alnum:20}}"),
  "crisp-token-key": heldBy("CRISP_TOKEN_KEY", "{{hex:64}}"),
  "docusign-client-secret": heldBy("DOCUSIGN_CLIENT_SECRET", "{{uuid}}"),
  "hellosign-api-key": heldBy("HELLOSIGN_API_KEY", "{{hex:64}}"),
  "attio-api-key": heldBy("ATTIO_API_KEY", "{{hex:64}}"),
  "toggl-api-token": heldBy("TOGGL_API_TOKEN", "{{hex:32}}"),
}
