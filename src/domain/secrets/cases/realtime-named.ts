/** Test material only: cases of the rules in rules/realtime-named.ts. */
import type { CasesByRule } from "../cases.ts"
import { heldBy } from "./held-by.ts"

export const namedRealtimeCases: CasesByRule = {
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
