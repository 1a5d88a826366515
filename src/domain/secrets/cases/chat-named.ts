/** Test material only: cases of the rules in rules/chat-named.ts. */
import type { CasesByRule } from "../cases.ts"
import { heldBy } from "./held-by.ts"

export const namedChatCases: CasesByRule = {
  "slack-signing-secret": heldBy("SLACK_SIGNING_SECRET", "{{hex:32}}"),
  "slack-client-secret": heldBy("SLACK_CLIENT_SECRET", "{{hex:32}}"),
  "slack-verification-token": heldBy("SLACK_VERIFICATION_TOKEN", "{{alnum:24}}"),
  "discord-client-secret": heldBy("DISCORD_CLIENT_SECRET", "{{b64url:32}}"),
  "facebook-app-secret": heldBy("FACEBOOK_APP_SECRET", "{{hex:32}}"),
  "facebook-app-token": heldBy("FACEBOOK_APP_TOKEN", "{{digits:16}}|{{b64url:27}}"),
  "twitch-client-secret": heldBy("TWITCH_CLIENT_SECRET", "{{lowernum:30}}"),
  "twitch-stream-key": heldBy("TWITCH_STREAM_KEY", "live_{{digits:9}}_{{alnum:30}}"),
  "zoom-client-secret": heldBy("ZOOM_CLIENT_SECRET", "{{alnum:32}}"),
  "zoom-webhook-secret-token": heldBy("ZOOM_WEBHOOK_SECRET_TOKEN", "{{b64url:22}}"),
  "webex-access-token": heldBy("WEBEX_ACCESS_TOKEN", "{{alnum:64}}_PF84_{{uuid}}"),
}
