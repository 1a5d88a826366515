/** Credentials of campaign services that only their variable's name gives away. */
import { assignedRules } from "./assigned.ts"
import { named, uuid } from "./named.ts"

export const namedCampaignRules = assignedRules([
  ...named({ provider: "Loops", help: "https://loops.so/docs/api-reference/intro", remediation: "Delete the key in Loops under Settings, API." }, [
    { id: "loops-api-key", title: "Loops API key", value: "[a-f0-9]{32}", envVar: "LOOPS_API_KEY" },
  ]),
  ...named(
    {
      provider: "Customer.io",
      help: "https://docs.customer.io/accounts-and-workspaces/managing-credentials/",
      remediation: "Delete the key in Customer.io under Account settings, API credentials.",
    },
    [
      {
        id: "customerio-api-key",
        title: "Customer.io API key",
        value: "[a-f0-9]{20}(?:[a-f0-9]{12})?",
        envVar: "CUSTOMERIO_API_KEY",
        also: ["customer_io_api_key", "customerio_app_key", "customerio_tracking_key", "customerio_track_api_key"],
        minEntropy: 2.5,
      },
    ],
  ),
  ...named(
    {
      provider: "Iterable",
      help: "https://support.iterable.com/hc/en-us/articles/360043464871",
      remediation: "Deactivate the key in Iterable under Integrations, API keys.",
    },
    [{ id: "iterable-api-key", title: "Iterable API key", value: "[a-f0-9]{32}", envVar: "ITERABLE_API_KEY" }],
  ),
  ...named(
    {
      provider: "Braze",
      help: "https://www.braze.com/docs/api/basics/",
      remediation: "Delete the REST API key in Braze under Settings, APIs and identifiers.",
    },
    [{ id: "braze-api-key", title: "Braze REST API key", value: uuid, envVar: "BRAZE_API_KEY", also: ["braze_rest_api_key", "braze_rest_key"] }],
  ),
  ...named(
    {
      provider: "ActiveCampaign",
      help: "https://developers.activecampaign.com/reference/authentication",
      remediation: "Reset the API key in ActiveCampaign under Settings, Developer.",
    },
    [
      {
        id: "activecampaign-api-key",
        title: "ActiveCampaign API key",
        value: "[a-f0-9]{72}",
        envVar: "ACTIVECAMPAIGN_API_KEY",
        also: ["active_campaign_api_key", "activecampaign_token", "activecampaign_key"],
      },
    ],
  ),
  ...named(
    {
      provider: "Kit",
      help: "https://developers.kit.com/api-reference/authentication",
      remediation: "Delete the key in Kit under Settings, Developer.",
    },
    [
      {
        id: "convertkit-api-secret",
        title: "ConvertKit API secret",
        value: "[A-Za-z0-9_-]{43}",
        envVar: "CONVERTKIT_API_SECRET",
        also: ["convertkit_secret"],
      },
    ],
  ),
  ...named(
    {
      provider: "Klaviyo",
      help: "https://developers.klaviyo.com/en/docs/authenticate_",
      remediation: "Delete the private key in Klaviyo under Settings, API keys.",
    },
    [
      {
        id: "klaviyo-legacy-key",
        title: "Klaviyo private key",
        value: "pk_[a-f0-9]{34}",
        envVar: "KLAVIYO_PRIVATE_KEY",
        also: ["klaviyo_api_key", "klaviyo_private_api_key", "klaviyo_secret"],
      },
    ],
  ),
  ...named({ provider: "Mailtrap", help: "https://docs.mailtrap.io/", remediation: "Reset the token in Mailtrap under Settings, API tokens." }, [
    {
      id: "mailtrap-api-token",
      title: "Mailtrap API token",
      value: "[a-f0-9]{32}",
      envVar: "MAILTRAP_API_TOKEN",
      also: ["mailtrap_token", "mailtrap_api_key"],
    },
  ]),
  ...named(
    {
      provider: "SMTP2GO",
      help: "https://developers.smtp2go.com/docs/getting-started",
      remediation: "Delete the key in SMTP2GO under Sending, API keys.",
    },
    [{ id: "smtp2go-api-key", title: "SMTP2GO API key", value: "api-[A-F0-9]{32}", envVar: "SMTP2GO_API_KEY", also: ["smtp2go_key"] }],
  ),
  ...named(
    {
      provider: "Elastic Email",
      help: "https://help.elasticemail.com/en/articles/2376855",
      remediation: "Delete the key in Elastic Email under Settings, Manage API keys.",
    },
    [
      {
        id: "elasticemail-api-key",
        title: "Elastic Email API key",
        value: "[A-F0-9]{96}",
        envVar: "ELASTICEMAIL_API_KEY",
        also: ["elastic_email_api_key", "elasticemail_key"],
      },
    ],
  ),
])
