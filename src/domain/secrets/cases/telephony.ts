/** Test material only: cases of the rules in rules/telephony.ts. */
import type { CasesByRule } from "../cases.ts"
import { heldBy } from "./held-by.ts"

export const telephonyCases: CasesByRule = {
  "twilio-api-key-secret": heldBy("TWILIO_API_KEY_SECRET", "{{alnum:32}}"),
  "authy-api-key": heldBy("AUTHY_API_KEY", "{{alnum:32}}"),
  "vonage-api-secret": heldBy("VONAGE_API_SECRET", "{{alnum:16}}"),
  "vonage-signature-secret": heldBy("VONAGE_SIGNATURE_SECRET", "{{alnum:50}}", "{{alnum:31}}"),
  "plivo-auth-token": heldBy("PLIVO_AUTH_TOKEN", "{{alnum:40}}"),
  "messagebird-access-key": heldBy("MESSAGEBIRD_ACCESS_KEY", "{{alnum:25}}"),
  "clicksend-api-key": heldBy("CLICKSEND_API_KEY", "{{uuid}}"),
  "agora-app-certificate": heldBy("AGORA_APP_CERTIFICATE", "{{hex:32}}"),
  "livekit-api-secret": heldBy("LIVEKIT_API_SECRET", "{{alnum:44}}", "{{alnum:31}}"),
  "pushover-token": heldBy("PUSHOVER_TOKEN", "{{lowernum:30}}"),
}
