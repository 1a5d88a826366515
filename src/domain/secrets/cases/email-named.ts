/** Test material only: cases of the rules in rules/email-named.ts. */
import type { CasesByRule } from "../cases.ts"
import { heldBy } from "./held-by.ts"

export const namedEmailCases: CasesByRule = {
  "postmark-server-token": heldBy("POSTMARK_SERVER_TOKEN", "{{uuid}}"),
  "sparkpost-api-key": heldBy("SPARKPOST_API_KEY", "{{hex:40}}"),
  "mailgun-signing-key": heldBy("MAILGUN_WEBHOOK_SIGNING_KEY", "{{hex:32}}"),
  "mandrill-api-key": heldBy("MANDRILL_API_KEY", "md-{{b64url:22}}"),
  "mailjet-api-secret": heldBy("MAILJET_API_SECRET", "{{hex:32}}"),
  "sendpulse-api-secret": heldBy("SENDPULSE_API_SECRET", "{{hex:32}}"),
}
