/** Test material only: cases of the rules in rules/campaigns-named.ts. */
import type { CasesByRule } from "../cases.ts"
import { heldBy } from "./held-by.ts"

export const namedCampaignCases: CasesByRule = {
  "loops-api-key": heldBy("LOOPS_API_KEY", "{{hex:32}}"),
  "customerio-api-key": heldBy("CUSTOMERIO_API_KEY", "{{hex:32}}", "{{hex:19}}"),
  "iterable-api-key": heldBy("ITERABLE_API_KEY", "{{hex:32}}"),
  "braze-api-key": heldBy("BRAZE_API_KEY", "{{uuid}}"),
  "activecampaign-api-key": heldBy("ACTIVECAMPAIGN_API_KEY", "{{hex:72}}"),
  "convertkit-api-secret": heldBy("CONVERTKIT_API_SECRET", "{{b64url:43}}"),
  "klaviyo-legacy-key": heldBy("KLAVIYO_PRIVATE_KEY", "pk_{{hex:34}}"),
  "mailtrap-api-token": heldBy("MAILTRAP_API_TOKEN", "{{hex:32}}"),
  "smtp2go-api-key": heldBy("SMTP2GO_API_KEY", "api-{{HEX:32}}"),
  "elasticemail-api-key": heldBy("ELASTICEMAIL_API_KEY", "{{HEX:96}}"),
}
