/** Test material only: cases of the rules in rules/chat-named.ts. */
import type { CasesByRule } from "../cases.ts"
import { heldBy } from "./named.ts"

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
  "mattermost-token": heldBy("MATTERMOST_TOKEN", "{{lowernum:26}}"),
  "zulip-api-key": heldBy("ZULIP_API_KEY", "{{alnum:32}}"),
  "line-channel-secret": heldBy("LINE_CHANNEL_SECRET", "{{hex:32}}"),
  "line-channel-access-token": heldBy("LINE_CHANNEL_ACCESS_TOKEN", "{{b64:171}}=", "{{b64:80}}"),
  "viber-auth-token": heldBy("VIBER_AUTH_TOKEN", "{{hex:16}}-{{hex:16}}-{{hex:16}}"),
  "pusher-app-secret": heldBy("PUSHER_APP_SECRET", "{{hex:20}}"),
  "ably-api-key": heldBy("ABLY_API_KEY", "{{alnum:6}}.{{alnum:6}}:{{b64url:43}}", "{{alnum:6}}.{{alnum:6}}:{{alnum:10}}"),
  "stream-api-secret": heldBy("STREAM_API_SECRET", "{{lowernum:64}}"),
  "sendbird-api-token": heldBy("SENDBIRD_API_TOKEN", "{{hex:40}}"),
}
