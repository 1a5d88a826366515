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
])
