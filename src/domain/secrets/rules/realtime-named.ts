/** Credentials of messengers and real-time services that only their variable's name gives away. */
import { assignedRules } from "./assigned.ts"
import { named } from "./named.ts"

export const namedRealtimeRules = assignedRules([
  ...named(
    {
      provider: "Mattermost",
      help: "https://developers.mattermost.com/integrate/reference/personal-access-token/",
      remediation: "Delete the token in Mattermost under Profile, Security, Personal access tokens.",
    },
    [
      {
        id: "mattermost-token",
        title: "Mattermost token",
        value: "[a-z0-9]{26}",
        envVar: "MATTERMOST_TOKEN",
        also: ["mattermost_access_token", "mattermost_bot_token", "mm_bot_token"],
      },
    ],
  ),
  ...named(
    {
      provider: "Zulip",
      help: "https://zulip.com/help/manage-a-bot",
      remediation: "Generate a new API key for the account or the bot under Personal settings.",
    },
    [{ id: "zulip-api-key", title: "Zulip API key", value: "[A-Za-z0-9]{32}", envVar: "ZULIP_API_KEY", also: ["zulip_bot_key", "zulip_key"] }],
  ),
  ...named(
    {
      provider: "LINE",
      help: "https://developers.line.biz/en/docs/basics/channel-access-token/",
      remediation: "Reissue the channel secret or the access token in the LINE Developers Console.",
    },
    [
      { id: "line-channel-secret", title: "LINE channel secret", value: "[a-f0-9]{32}", envVar: "LINE_CHANNEL_SECRET" },
      {
        id: "line-channel-access-token",
        title: "LINE channel access token",
        value: "[A-Za-z0-9+/]{100,180}={0,2}(?!=)",
        envVar: "LINE_CHANNEL_ACCESS_TOKEN",
        also: ["line_channel_token"],
      },
    ],
  ),
  ...named(
    {
      provider: "Viber",
      help: "https://developers.viber.com/docs/api/rest-bot-api/",
      remediation: "Change the authentication token of the bot in the Viber Admin Panel.",
    },
    [
      {
        id: "viber-auth-token",
        title: "Viber authentication token",
        value: "[a-f0-9]{16}-[a-f0-9]{16}-[a-f0-9]{16}",
        envVar: "VIBER_AUTH_TOKEN",
        also: ["viber_bot_token", "viber_token"],
      },
    ],
  ),
  ...named(
    {
      provider: "Pusher",
      help: "https://pusher.com/docs/channels/server_api/overview/",
      remediation: "Create new app keys in the Pusher dashboard and delete the old ones.",
    },
    [
      {
        id: "pusher-app-secret",
        title: "Pusher app secret",
        value: "[a-f0-9]{20}",
        envVar: "PUSHER_APP_SECRET",
        also: ["pusher_secret"],
        minEntropy: 2.5,
      },
    ],
  ),
  ...named({ provider: "Ably", help: "https://ably.com/docs/auth/basic", remediation: "Revoke the API key in the Ably dashboard of the app." }, [
    {
      id: "ably-api-key",
      title: "Ably API key",
      value: "[A-Za-z0-9_-]{6}\\.[A-Za-z0-9_-]{6}:[A-Za-z0-9_-]{16,43}",
      envVar: "ABLY_API_KEY",
      also: ["ably_key", "ably_root_key"],
    },
  ]),
  ...named(
    {
      provider: "Stream",
      help: "https://getstream.io/chat/docs/javascript/tokens_and_authentication/",
      remediation: "Create a new secret for the app in the Stream dashboard.",
    },
    [
      {
        id: "stream-api-secret",
        title: "Stream API secret",
        value: "[a-z0-9]{64}",
        envVar: "STREAM_API_SECRET",
        also: ["getstream_secret", "getstream_api_secret", "stream_chat_secret"],
      },
    ],
  ),
  ...named(
    {
      provider: "Sendbird",
      help: "https://sendbird.com/docs/chat/platform-api/v3/application/understanding-access-token/overview",
      remediation: "Revoke the API token in the Sendbird dashboard under Settings, Application.",
    },
    [
      {
        id: "sendbird-api-token",
        title: "Sendbird API token",
        value: "[a-f0-9]{40}",
        envVar: "SENDBIRD_API_TOKEN",
        also: ["sendbird_master_api_token", "sendbird_token", "sendbird_secondary_api_token"],
      },
    ],
  ),
])
