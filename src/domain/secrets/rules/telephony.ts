/** Credentials of telephony and short-message services. */
import { assignedRules } from "./assigned.ts"
import { named, uuid } from "./named.ts"

export const telephonyRules = assignedRules([
  ...named(
    {
      provider: "Twilio",
      help: "https://www.twilio.com/docs/iam/api-keys",
      remediation: "Delete the API key in the Twilio Console under Account, API keys and tokens.",
    },
    [
      {
        id: "twilio-api-key-secret",
        title: "Twilio API key secret",
        value: "[A-Za-z0-9]{32}",
        envVar: "TWILIO_API_KEY_SECRET",
        also: ["twilio_api_secret", "twilio_secret"],
      },
      { id: "authy-api-key", title: "Authy API key", value: "[A-Za-z0-9]{32}", envVar: "AUTHY_API_KEY", also: ["authy_key"] },
    ],
  ),
  ...named(
    {
      provider: "Vonage",
      help: "https://developer.vonage.com/en/getting-started/concepts/authentication",
      remediation: "Create a second API secret in the Vonage dashboard and revoke this one.",
    },
    [
      {
        id: "vonage-api-secret",
        title: "Vonage API secret",
        value: "[A-Za-z0-9]{16}",
        envVar: "VONAGE_API_SECRET",
        also: ["nexmo_api_secret", "nexmo_secret"],
      },
      {
        id: "vonage-signature-secret",
        title: "Vonage signature secret",
        value: "[A-Za-z0-9]{32,64}",
        envVar: "VONAGE_SIGNATURE_SECRET",
        also: ["nexmo_signature_secret", "vonage_api_signature_secret"],
      },
    ],
  ),
  ...named(
    {
      provider: "Plivo",
      help: "https://www.plivo.com/docs/account/account-management/",
      remediation: "Regenerate the auth token in the Plivo console.",
    },
    [{ id: "plivo-auth-token", title: "Plivo auth token", value: "[A-Za-z0-9]{40}", envVar: "PLIVO_AUTH_TOKEN", also: ["plivo_token"] }],
  ),
  ...named(
    {
      provider: "Bird",
      help: "https://docs.bird.com/api/api-access/api-authorization",
      remediation: "Delete the access key in the Bird dashboard under Developers, Access keys.",
    },
    [
      {
        id: "messagebird-access-key",
        title: "MessageBird access key",
        value: "[A-Za-z0-9]{25}",
        envVar: "MESSAGEBIRD_ACCESS_KEY",
        also: ["messagebird_api_key", "messagebird_token"],
      },
    ],
  ),
  ...named(
    {
      provider: "ClickSend",
      help: "https://developers.clicksend.com/docs/",
      remediation: "Regenerate the API key in the ClickSend dashboard under Developers, API credentials.",
    },
    [
      {
        id: "clicksend-api-key",
        title: "ClickSend API key",
        value: uuid,
        envVar: "CLICKSEND_API_KEY",
        also: ["clicksend_key", "clicksend_password"],
      },
    ],
  ),
  ...named(
    {
      provider: "Agora",
      help: "https://docs.agora.io/en/video-calling/token-authentication/deploy-token-server",
      remediation: "Replace the primary certificate of the project in the Agora Console.",
    },
    [{ id: "agora-app-certificate", title: "Agora app certificate", value: "[a-f0-9]{32}", envVar: "AGORA_APP_CERTIFICATE", bare: true }],
  ),
  ...named(
    {
      provider: "LiveKit",
      help: "https://docs.livekit.io/home/cloud/keys-and-tokens/",
      remediation: "Revoke the API key in LiveKit Cloud under Settings, Keys.",
    },
    [{ id: "livekit-api-secret", title: "LiveKit API secret", value: "[A-Za-z0-9]{32,48}", envVar: "LIVEKIT_API_SECRET", also: ["livekit_secret"] }],
  ),
  ...named(
    { provider: "Pushover", help: "https://pushover.net/api", remediation: "Delete the application on the Pushover dashboard and create a new one." },
    [
      {
        id: "pushover-token",
        title: "Pushover token",
        value: "[a-z0-9]{30}",
        envVar: "PUSHOVER_TOKEN",
        also: ["pushover_api_token", "pushover_app_token", "pushover_api_key", "pushover_user_key"],
      },
    ],
  ),
])
