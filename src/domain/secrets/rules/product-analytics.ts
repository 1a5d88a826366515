/** Credentials of feature flags and product analytics that do not belong in a browser. */
import { family, type SecretRule } from "../rule.ts"
import { left, right, rightUrl } from "../shapes.ts"
import { assignedRules } from "./assigned.ts"
import { alnum, hex, uuid } from "./token-values.ts"

const marked = family(
  {
    provider: "PostHog",
    help: "https://posthog.com/docs/api",
    remediation: "Delete the personal API key, or rotate the project's secret key, in the PostHog settings.",
    envVar: "POSTHOG_PERSONAL_API_KEY",
  },
  [
    {
      id: "posthog-personal-api-key",
      title: "PostHog personal or project secret key",
      keywords: ["phx_", "phs_"],
      pattern: `${left}ph[xs]_[A-Za-z0-9]{32,60}${right}`,
      minEntropy: 3.5,
    },
    {
      id: "statsig-key",
      provider: "Statsig",
      title: "Statsig server secret or console key",
      keywords: ["secret-", "console-"],
      pattern: `(?<![A-Za-z0-9_-])(?:secret|console)-[A-Za-z0-9]{40,50}${rightUrl}`,
      minEntropy: 4,
      help: "https://docs.statsig.com/sdk-keys/api-keys",
      remediation: "Revoke the key under Settings, Keys and Environments, in Statsig.",
      envVar: "STATSIG_SECRET_KEY",
    },
    {
      id: "growthbook-secret-key",
      provider: "GrowthBook",
      title: "GrowthBook secret key",
      keywords: ["secret_admin_", "secret_readonly_", "secret_user_"],
      pattern: `${left}secret_(?:admin|readonly|user)_[A-Za-z0-9]{36,44}${right}`,
      help: "https://docs.growthbook.io/account/api-keys",
      remediation: "Delete the key under Settings, API Keys, in GrowthBook.",
      envVar: "GROWTHBOOK_SECRET_KEY",
    },
    {
      id: "segment-public-api-token",
      provider: "Segment",
      title: "Segment public API token",
      keywords: ["sgp_"],
      pattern: `${left}sgp_[A-Za-z0-9]{64}${right}`,
      help: "https://segment.com/docs/api/public-api/",
      remediation: "Remove the token under Access Management, Tokens, in Segment.",
      envVar: "SEGMENT_API_TOKEN",
    },
  ],
)

const named = assignedRules([
  {
    id: "segment-write-key",
    title: "Segment write key",
    provider: "Segment",
    names: ["segment_write_key", "segment_api_write_key", "segment_secret_key"],
    value: alnum(32),
    help: "https://segment.com/docs/connections/find-writekey/",
    remediation: "Regenerate the write key in the source's settings in Segment.",
    envVar: "SEGMENT_WRITE_KEY",
  },
  {
    id: "launchdarkly-key",
    title: "LaunchDarkly SDK or API key",
    provider: "LaunchDarkly",
    names: [
      "launchdarkly_key",
      "launchdarkly_sdk_key",
      "launchdarkly_api_key",
      "launchdarkly_access_token",
      "launchdarkly_token",
      "ld_sdk_key",
      "ld_api_key",
      "ld_access_token",
    ],
    value: `(?:sdk|api|rel)-${uuid}`,
    help: "https://launchdarkly.com/docs/home/account/api",
    remediation: "Reset the SDK key of the environment, or delete the access token, in LaunchDarkly.",
    envVar: "LAUNCHDARKLY_SDK_KEY",
  },
  {
    id: "flagsmith-server-key",
    title: "Flagsmith server-side environment key",
    provider: "Flagsmith",
    names: ["flagsmith"],
    value: "ser\\.[a-z0-9]{22}",
    help: "https://docs.flagsmith.com/clients/server-side",
    remediation: "Delete the server-side key in the environment's SDK keys in Flagsmith.",
    envVar: "FLAGSMITH_ENVIRONMENT_KEY",
  },
  {
    id: "unleash-api-token",
    title: "Unleash API token",
    provider: "Unleash",
    names: ["unleash_api_token", "unleash_token", "unleash_client_token", "unleash_admin_token", "unleash_api_key", "unleash_server_api_token"],
    value: "(?:\\*|\\[\\]|[\\w-]{1,60}):(?:\\*|[\\w-]{1,60})\\.[a-f0-9]{56,64}",
    help: "https://docs.getunleash.io/reference/api-tokens-and-client-keys",
    remediation: "Delete the token under API access in the Unleash admin settings.",
    envVar: "UNLEASH_API_TOKEN",
  },
  {
    id: "mixpanel-secret",
    title: "Mixpanel API or service account secret",
    provider: "Mixpanel",
    names: ["mixpanel_secret", "mixpanel_api_secret", "mixpanel_service_account_secret", "mixpanel_project_secret"],
    value: alnum(32),
    help: "https://developer.mixpanel.com/reference/authentication",
    remediation: "Reset the project's API secret, or delete the service account, in the Mixpanel settings.",
    envVar: "MIXPANEL_API_SECRET",
  },
  {
    id: "amplitude-secret-key",
    title: "Amplitude secret key",
    provider: "Amplitude",
    names: ["amplitude_secret_key", "amplitude_api_secret", "amplitude_secret", "amplitude_api_secret_key"],
    value: hex(32),
    help: "https://amplitude.com/docs/apis/authentication",
    remediation: "Ask Amplitude for a new secret key of the project: the old one is valid until then.",
    envVar: "AMPLITUDE_SECRET_KEY",
  },
  {
    id: "rudderstack-write-key",
    title: "RudderStack write key",
    provider: "RudderStack",
    names: ["rudderstack_write_key", "rudder_write_key", "rudderstack_writekey"],
    value: alnum(27),
    help: "https://www.rudderstack.com/docs/resources/glossary/",
    remediation: "Create a new source in RudderStack and delete the one whose write key is known.",
    envVar: "RUDDERSTACK_WRITE_KEY",
  },
])

export const productAnalyticsRules: readonly SecretRule[] = [...marked, ...named]
