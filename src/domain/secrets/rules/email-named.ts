/** Credentials of e-mail services that only their variable's name gives away. */
import { assignedRules } from "./assigned.ts"
import { named, uuid } from "./named.ts"

export const namedEmailRules = assignedRules([
  ...named(
    {
      provider: "Postmark",
      help: "https://postmarkapp.com/developer/api/overview",
      remediation: "Generate a new token under API Tokens of the Postmark server and delete this one.",
    },
    [
      {
        id: "postmark-server-token",
        title: "Postmark token",
        value: uuid,
        envVar: "POSTMARK_SERVER_TOKEN",
        also: ["postmark_api_token", "postmark_api_key", "postmark_account_token", "postmark_token"],
      },
    ],
  ),
  ...named(
    {
      provider: "SparkPost",
      help: "https://developers.sparkpost.com/api/",
      remediation: "Delete the API key in SparkPost under Configuration, API keys.",
    },
    [
      {
        id: "sparkpost-api-key",
        title: "SparkPost API key",
        value: "[a-f0-9]{40}",
        envVar: "SPARKPOST_API_KEY",
        also: ["sparkpost_key", "sparkpost_secret"],
      },
    ],
  ),
  ...named(
    {
      provider: "Mailgun",
      help: "https://documentation.mailgun.com/docs/mailgun/user-manual/webhooks/securing-webhooks",
      remediation: "Reset the HTTP webhook signing key in the Mailgun control panel under API security.",
    },
    [
      {
        id: "mailgun-signing-key",
        title: "Mailgun webhook signing key",
        value: "[a-f0-9]{32}",
        envVar: "MAILGUN_WEBHOOK_SIGNING_KEY",
        also: ["mailgun_signing_key", "mailgun_http_webhook_signing_key"],
      },
    ],
  ),
  ...named(
    {
      provider: "Mandrill",
      help: "https://mailchimp.com/developer/transactional/guides/quick-start/",
      remediation: "Delete the key in Mandrill under Settings, SMTP and API info.",
    },
    [
      {
        id: "mandrill-api-key",
        title: "Mandrill API key",
        value: "(?:md-)?[A-Za-z0-9_-]{22}",
        envVar: "MANDRILL_API_KEY",
        also: ["mandrill_key", "mandrill_password"],
      },
    ],
  ),
  ...named(
    {
      provider: "Mailjet",
      help: "https://dev.mailjet.com/email/guides/getting-started/",
      remediation: "Reset the secret key in Mailjet under Account settings, API key management.",
    },
    [
      {
        id: "mailjet-api-secret",
        title: "Mailjet secret key",
        value: "[a-f0-9]{32}",
        envVar: "MAILJET_API_SECRET",
        also: ["mailjet_secret", "mj_apikey_private"],
      },
    ],
  ),
  ...named(
    {
      provider: "SendPulse",
      help: "https://sendpulse.com/knowledge-base/account/profile-settings",
      remediation: "Generate a new secret in SendPulse under Account settings, API.",
    },
    [
      {
        id: "sendpulse-api-secret",
        title: "SendPulse API secret",
        value: "[a-f0-9]{32}",
        envVar: "SENDPULSE_API_SECRET",
        also: ["sendpulse_secret", "sendpulse_client_secret"],
      },
    ],
  ),
])
