/** Credentials of e-mail services that carry a mark or a structure of their own. */
import { family, type SecretRule } from "../rule.ts"
import { left, right } from "../shapes.ts"
import { between } from "./between.ts"
import { beginnings, spelled } from "./spelling.ts"

export const emailRules: readonly SecretRule[] = family(
  {
    provider: "Resend",
    help: "https://resend.com/docs/dashboard/api-keys/introduction",
    remediation: "Delete the key in Resend under API keys.",
    envVar: "RESEND_API_KEY",
  },
  [
    {
      id: "resend-api-key",
      title: "Resend API key",
      keywords: ['"re_', "'re_", "=re_", " re_"],
      pattern: `["'= ](re_[A-Za-z0-9]{8}_[A-Za-z0-9]{24})${right}`,
      capture: 1,
      minEntropy: 3.5,
    },
    {
      id: "mailersend-token",
      provider: "MailerSend",
      title: "MailerSend API token",
      keywords: ["mlsn."],
      pattern: `${left}mlsn\\.[a-f0-9]{64}${right}`,
      help: "https://developers.mailersend.com/general.html",
      remediation: "Delete the token in MailerSend under the domain's API tokens.",
      envVar: "MAILERSEND_API_TOKEN",
    },
    {
      id: "klaviyo-private-key",
      provider: "Klaviyo",
      title: "Klaviyo private key",
      keywords: ["Klaviyo-API-Key pk_", "klaviyo-api-key pk_"],
      pattern: `(?:K|k)laviyo-(?:API|api)-(?:K|k)ey (pk_[A-Za-z0-9_]{34,50})${right}`,
      capture: 1,
      help: "https://developers.klaviyo.com/en/docs/authenticate_",
      remediation: "Delete the private key in Klaviyo under Settings, API keys.",
      envVar: "KLAVIYO_PRIVATE_KEY",
    },
    {
      id: "ses-smtp-password",
      provider: "Amazon SES",
      title: "Amazon SES SMTP password",
      keywords: ["ses_smtp", "ses_password", "smtp_pass", "email_host_password", "mail_password"].flatMap(beginnings),
      pattern: `(?:${["ses_smtp", "ses_password", "smtp_pass", "email_host_password", "mail_password"].map(spelled).join("|")})[\\w.-]{0,20}${between}(B[A-P][A-Za-z0-9+/]{42})(?![A-Za-z0-9+/=])`,
      ignoreCase: true,
      capture: 1,
      validator: "ses-smtp-password",
      minEntropy: 4,
      help: "https://docs.aws.amazon.com/ses/latest/dg/smtp-credentials.html",
      remediation: "Delete the IAM user that the SMTP credentials were made from, and create new ones.",
      envVar: "SES_SMTP_PASSWORD",
    },
  ],
)
