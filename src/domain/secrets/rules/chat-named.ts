/** Credentials of chat, voice and push services that only their variable's name gives away. */
import { assignedRules } from "./assigned.ts"
import { named } from "./named.ts"

export const namedChatRules = assignedRules([
  ...named(
    {
      provider: "Slack",
      help: "https://docs.slack.dev/authentication/verifying-requests-from-slack",
      remediation: "Regenerate the value under Basic Information of the app on Slack's app page.",
    },
    [
      { id: "slack-signing-secret", title: "Slack signing secret", value: "[a-f0-9]{32}", envVar: "SLACK_SIGNING_SECRET" },
      { id: "slack-client-secret", title: "Slack client secret", value: "[a-f0-9]{32}", envVar: "SLACK_CLIENT_SECRET" },
      { id: "slack-verification-token", title: "Slack verification token", value: "[A-Za-z0-9]{24}", envVar: "SLACK_VERIFICATION_TOKEN" },
    ],
  ),
  ...named(
    {
      provider: "Discord",
      help: "https://discord.com/developers/docs/topics/oauth2",
      remediation: "Reset the client secret in the Discord Developer Portal under OAuth2.",
    },
    [{ id: "discord-client-secret", title: "Discord client secret", value: "[A-Za-z0-9_-]{32}", envVar: "DISCORD_CLIENT_SECRET" }],
  ),
  ...named(
    {
      provider: "Meta",
      help: "https://developers.facebook.com/docs/development/create-an-app/app-dashboard/basic-settings/",
      remediation: "Reset the app secret in the Meta app dashboard under Settings, Basic.",
    },
    [
      {
        id: "facebook-app-secret",
        title: "Facebook or Instagram app secret",
        value: "[a-f0-9]{32}",
        envVar: "FACEBOOK_APP_SECRET",
        also: [
          "fb_app_secret",
          "facebook_client_secret",
          "facebook_secret",
          "instagram_app_secret",
          "instagram_client_secret",
          "meta_app_secret",
          "whatsapp_app_secret",
        ],
      },
      {
        id: "facebook-app-token",
        title: "Facebook app access token",
        value: "\\d{14,17}\\|[A-Za-z0-9_-]{27}",
        envVar: "FACEBOOK_APP_TOKEN",
        also: ["fb_app_token", "facebook_access_token", "fb_access_token"],
      },
    ],
  ),
  ...named(
    {
      provider: "Twitch",
      help: "https://dev.twitch.tv/docs/authentication/register-app/",
      remediation: "Create a new secret for the application in the Twitch developer console.",
    },
    [
      { id: "twitch-client-secret", title: "Twitch client secret", value: "[a-z0-9]{30}", envVar: "TWITCH_CLIENT_SECRET", also: ["twitch_secret"] },
      {
        id: "twitch-stream-key",
        title: "Twitch stream key",
        value: "live_\\d{6,12}_[A-Za-z0-9]{30}",
        envVar: "TWITCH_STREAM_KEY",
        also: ["twitch_key"],
      },
    ],
  ),
  ...named(
    {
      provider: "Zoom",
      help: "https://developers.zoom.us/docs/internal-apps/",
      remediation: "Regenerate the secret under App Credentials or Feature in the Zoom App Marketplace.",
    },
    [
      {
        id: "zoom-client-secret",
        title: "Zoom client secret",
        value: "[A-Za-z0-9]{32}",
        envVar: "ZOOM_CLIENT_SECRET",
        also: ["zoom_secret_key", "zoom_api_secret", "zoom_sdk_secret"],
      },
      {
        id: "zoom-webhook-secret-token",
        title: "Zoom webhook secret token",
        value: "[A-Za-z0-9_-]{22}",
        envVar: "ZOOM_WEBHOOK_SECRET_TOKEN",
        also: ["zoom_webhook_secret"],
      },
    ],
  ),
  ...named(
    {
      provider: "Webex",
      help: "https://developer.webex.com/docs/bots",
      remediation: "Regenerate the access token of the bot on the Webex developer page under My apps.",
    },
    [
      {
        id: "webex-access-token",
        title: "Webex access token",
        value: "[A-Za-z0-9]{64}_[A-Za-z0-9]{4}_[a-f0-9]{8}(?:-[a-f0-9]{4}){3}-[a-f0-9]{12}",
        envVar: "WEBEX_ACCESS_TOKEN",
        also: ["webex_bot_token", "webex_token", "webex_teams_access_token"],
      },
    ],
  ),
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
