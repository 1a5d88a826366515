/** Which packages are the client of an outside service, and whose. A package that is not here is no integration. */

type Ecosystem = "npm" | "pypi" | "go" | "maven" | "cargo" | "gem" | "composer" | "nuget"

interface Vendor {
  readonly vendor: string
  /** Exact names, or a prefix when the entry ends with a star. All in lower case. */
  readonly packages: Partial<Readonly<Record<Ecosystem, string>>>
}

const vendors: readonly Vendor[] = [
  {
    vendor: "Stripe",
    packages: {
      npm: "stripe @stripe/*",
      pypi: "stripe",
      go: "github.com/stripe/stripe-go*",
      maven: "com.stripe:*",
      cargo: "async-stripe stripe-rust",
      gem: "stripe",
      composer: "stripe/stripe-php",
      nuget: "stripe.net",
    },
  },
  {
    vendor: "PayPal",
    packages: {
      npm: "@paypal/* paypal-rest-sdk braintree",
      pypi: "paypalrestsdk paypal-server-sdk braintree",
      maven: "com.paypal.sdk:* com.braintreepayments.gateway:*",
      gem: "paypal-sdk-rest braintree",
      composer: "paypal/* braintree/braintree_php",
    },
  },
  { vendor: "Adyen", packages: { npm: "@adyen/*", pypi: "adyen", go: "github.com/adyen/*", maven: "com.adyen:*", gem: "adyen-ruby-api-library" } },
  { vendor: "Square", packages: { npm: "square squareup", pypi: "squareup", gem: "square.rb" } },
  { vendor: "Plaid", packages: { npm: "plaid react-plaid-link", pypi: "plaid-python", go: "github.com/plaid/*", gem: "plaid" } },
  {
    vendor: "Amazon Web Services",
    packages: {
      npm: "aws-sdk @aws-sdk/* aws-amplify @aws-amplify/*",
      pypi: "boto3 botocore aioboto3 aiobotocore",
      go: "github.com/aws/*",
      maven: "com.amazonaws:* software.amazon.awssdk:*",
      cargo: "aws-sdk-* rusoto_*",
      gem: "aws-sdk*",
      composer: "aws/*",
      nuget: "awssdk.*",
    },
  },
  {
    vendor: "Google Cloud",
    packages: {
      npm: "@google-cloud/* googleapis google-auth-library",
      pypi: "google-cloud-* google-api-python-client",
      go: "cloud.google.com/go* google.golang.org/api*",
      maven: "com.google.cloud:* com.google.apis:*",
      gem: "google-cloud-* google-apis-*",
      composer: "google/*",
      nuget: "google.cloud.* google.apis*",
    },
  },
  {
    vendor: "Firebase",
    packages: {
      npm: "firebase firebase-admin @firebase/* @react-native-firebase/*",
      pypi: "firebase-admin",
      go: "firebase.google.com/*",
      maven: "com.google.firebase:*",
    },
  },
  {
    vendor: "Microsoft Azure",
    packages: {
      npm: "@azure/* azure-storage",
      pypi: "azure-*",
      go: "github.com/azure/*",
      maven: "com.azure:* com.microsoft.azure:*",
      cargo: "azure_*",
      gem: "azure-*",
      nuget: "azure.* microsoft.azure.*",
    },
  },
  {
    vendor: "Microsoft Graph",
    packages: {
      npm: "@microsoft/microsoft-graph-client",
      pypi: "msgraph-sdk msgraph-core",
      go: "github.com/microsoftgraph/*",
      maven: "com.microsoft.graph:*",
      nuget: "microsoft.graph*",
    },
  },
  {
    vendor: "OpenAI",
    packages: {
      npm: "openai @ai-sdk/openai @langchain/openai @openai/*",
      pypi: "openai langchain-openai openai-agents",
      go: "github.com/openai/* github.com/sashabaranov/go-openai",
      maven: "com.openai:*",
      cargo: "async-openai",
      gem: "openai ruby-openai",
      composer: "openai-php/*",
      nuget: "openai",
    },
  },
  {
    vendor: "Anthropic",
    packages: {
      npm: "@anthropic-ai/* @ai-sdk/anthropic @langchain/anthropic",
      pypi: "anthropic langchain-anthropic claude-agent-sdk",
      go: "github.com/anthropics/*",
      maven: "com.anthropic:*",
      gem: "anthropic",
      nuget: "anthropic*",
    },
  },
  {
    vendor: "Google Gemini",
    packages: {
      npm: "@google/generative-ai @google/genai @ai-sdk/google @langchain/google-genai",
      pypi: "google-generativeai google-genai langchain-google-genai",
      go: "google.golang.org/genai github.com/google/generative-ai-go*",
    },
  },
  { vendor: "Mistral", packages: { npm: "@mistralai/* @ai-sdk/mistral", pypi: "mistralai langchain-mistralai" } },
  { vendor: "Cohere", packages: { npm: "cohere-ai", pypi: "cohere langchain-cohere", go: "github.com/cohere-ai/*" } },
  { vendor: "Groq", packages: { npm: "groq-sdk @ai-sdk/groq", pypi: "groq langchain-groq" } },
  { vendor: "Replicate", packages: { npm: "replicate", pypi: "replicate" } },
  { vendor: "Hugging Face", packages: { npm: "@huggingface/inference @huggingface/hub", pypi: "huggingface-hub" } },
  { vendor: "Pinecone", packages: { npm: "@pinecone-database/*", pypi: "pinecone pinecone-client", go: "github.com/pinecone-io/*" } },
  { vendor: "LangSmith", packages: { npm: "langsmith", pypi: "langsmith" } },
  { vendor: "Langfuse", packages: { npm: "langfuse langfuse-*", pypi: "langfuse" } },
  {
    vendor: "Twilio",
    packages: {
      npm: "twilio twilio-video @twilio/*",
      pypi: "twilio",
      go: "github.com/twilio/*",
      maven: "com.twilio.sdk:*",
      gem: "twilio-ruby",
      composer: "twilio/sdk",
      nuget: "twilio",
    },
  },
  {
    vendor: "SendGrid",
    packages: {
      npm: "@sendgrid/* sendgrid",
      pypi: "sendgrid",
      go: "github.com/sendgrid/*",
      maven: "com.sendgrid:*",
      gem: "sendgrid-ruby",
      composer: "sendgrid/*",
      nuget: "sendgrid",
    },
  },
  {
    vendor: "Mailgun",
    packages: { npm: "mailgun.js mailgun-js", pypi: "mailgun", go: "github.com/mailgun/*", gem: "mailgun-ruby", composer: "mailgun/*" },
  },
  { vendor: "Mailchimp", packages: { npm: "@mailchimp/*", pypi: "mailchimp-marketing mailchimp-transactional", gem: "mailchimpmarketing gibbon" } },
  { vendor: "Postmark", packages: { npm: "postmark", pypi: "postmarker", gem: "postmark postmark-rails" } },
  { vendor: "Resend", packages: { npm: "resend", pypi: "resend", go: "github.com/resend/*", gem: "resend" } },
  {
    vendor: "Slack",
    packages: {
      npm: "@slack/*",
      pypi: "slack-sdk slackclient slack-bolt",
      go: "github.com/slack-go/*",
      maven: "com.slack.api:*",
      gem: "slack-ruby-client slack-ruby-bot",
      nuget: "slacknet",
    },
  },
  {
    vendor: "Discord",
    packages: { npm: "discord.js", pypi: "discord.py discord-py", go: "github.com/bwmarrin/discordgo", cargo: "serenity", gem: "discordrb" },
  },
  { vendor: "Telegram", packages: { npm: "telegraf node-telegram-bot-api grammy", pypi: "python-telegram-bot aiogram telethon", cargo: "teloxide" } },
  {
    vendor: "Sentry",
    packages: {
      npm: "@sentry/* raven",
      pypi: "sentry-sdk raven",
      go: "github.com/getsentry/*",
      maven: "io.sentry:*",
      cargo: "sentry sentry-*",
      gem: "sentry-ruby sentry-rails sentry-raven",
      composer: "sentry/*",
      nuget: "sentry sentry.*",
    },
  },
  {
    vendor: "Datadog",
    packages: {
      npm: "dd-trace @datadog/* hot-shots",
      pypi: "ddtrace datadog datadog-api-client",
      go: "github.com/datadog/* gopkg.in/datadog/*",
      maven: "com.datadoghq:*",
      gem: "ddtrace datadog",
      nuget: "datadog.trace*",
    },
  },
  {
    vendor: "New Relic",
    packages: {
      npm: "newrelic @newrelic/*",
      pypi: "newrelic",
      go: "github.com/newrelic/*",
      maven: "com.newrelic.agent.java:*",
      gem: "newrelic_rpm",
      nuget: "newrelic.*",
    },
  },
  {
    vendor: "Honeycomb",
    packages: { npm: "@honeycombio/*", pypi: "honeycomb-beeline honeycomb-opentelemetry libhoney", go: "github.com/honeycombio/*" },
  },
  { vendor: "Rollbar", packages: { npm: "rollbar", pypi: "rollbar", gem: "rollbar", composer: "rollbar/*" } },
  { vendor: "Bugsnag", packages: { npm: "@bugsnag/*", pypi: "bugsnag", gem: "bugsnag", go: "github.com/bugsnag/*" } },
  { vendor: "PostHog", packages: { npm: "posthog-js posthog-node", pypi: "posthog", go: "github.com/posthog/*", gem: "posthog-ruby" } },
  {
    vendor: "Segment",
    packages: {
      npm: "@segment/* analytics-node",
      pypi: "segment-analytics-python analytics-python",
      go: "github.com/segmentio/analytics-go*",
      gem: "analytics-ruby",
    },
  },
  { vendor: "Mixpanel", packages: { npm: "mixpanel mixpanel-browser", pypi: "mixpanel", gem: "mixpanel-ruby" } },
  { vendor: "Amplitude", packages: { npm: "@amplitude/*", pypi: "amplitude-analytics" } },
  {
    vendor: "LaunchDarkly",
    packages: {
      npm: "launchdarkly-* @launchdarkly/*",
      pypi: "launchdarkly-server-sdk",
      go: "github.com/launchdarkly/*",
      maven: "com.launchdarkly:*",
      gem: "launchdarkly-server-sdk",
    },
  },
  {
    vendor: "Auth0",
    packages: {
      npm: "auth0 auth0-js @auth0/*",
      pypi: "auth0-python",
      go: "github.com/auth0/*",
      maven: "com.auth0:*",
      gem: "auth0",
      composer: "auth0/*",
    },
  },
  {
    vendor: "Okta",
    packages: { npm: "@okta/*", pypi: "okta okta-jwt-verifier", go: "github.com/okta/*", maven: "com.okta.sdk:* com.okta.spring:*" },
  },
  { vendor: "Clerk", packages: { npm: "@clerk/*", pypi: "clerk-backend-api", go: "github.com/clerk/*" } },
  { vendor: "WorkOS", packages: { npm: "@workos-inc/*", pypi: "workos", go: "github.com/workos/*", gem: "workos" } },
  { vendor: "Supabase", packages: { npm: "@supabase/*", pypi: "supabase" } },
  { vendor: "MongoDB Atlas", packages: { npm: "realm @realm/*", pypi: "pymongo-atlas" } },
  { vendor: "Neon", packages: { npm: "@neondatabase/*" } },
  { vendor: "PlanetScale", packages: { npm: "@planetscale/*" } },
  { vendor: "Upstash", packages: { npm: "@upstash/*", pypi: "upstash-redis" } },
  { vendor: "Vercel", packages: { npm: "@vercel/blob @vercel/kv @vercel/postgres @vercel/analytics @vercel/edge-config" } },
  { vendor: "Cloudflare", packages: { npm: "cloudflare", pypi: "cloudflare", go: "github.com/cloudflare/cloudflare-go*" } },
  {
    vendor: "Snowflake",
    packages: {
      npm: "snowflake-sdk",
      pypi: "snowflake-connector-python snowflake-sqlalchemy snowflake-snowpark-python",
      go: "github.com/snowflakedb/*",
      maven: "net.snowflake:*",
    },
  },
  {
    vendor: "Databricks",
    packages: {
      npm: "@databricks/*",
      pypi: "databricks-sdk databricks-connect databricks-sql-connector",
      go: "github.com/databricks/*",
      maven: "com.databricks:*",
    },
  },
  {
    vendor: "Algolia",
    packages: { npm: "algoliasearch @algolia/*", pypi: "algoliasearch", gem: "algolia algoliasearch", go: "github.com/algolia/*" },
  },
  { vendor: "Elastic Cloud", packages: { npm: "elastic-apm-node @elastic/apm-*", pypi: "elastic-apm" } },
  { vendor: "Salesforce", packages: { npm: "jsforce @salesforce/*", pypi: "simple-salesforce salesforce-*", gem: "restforce" } },
  { vendor: "HubSpot", packages: { npm: "@hubspot/*", pypi: "hubspot-api-client", gem: "hubspot-api-client", composer: "hubspot/*" } },
  { vendor: "Zendesk", packages: { npm: "node-zendesk", pypi: "zenpy zendesk", gem: "zendesk_api" } },
  { vendor: "Intercom", packages: { npm: "intercom-client @intercom/*", pypi: "python-intercom", gem: "intercom" } },
  { vendor: "Shopify", packages: { npm: "@shopify/shopify-api @shopify/shopify-app-*", pypi: "shopifyapi", gem: "shopify_api shopify_app" } },
  {
    vendor: "GitHub",
    packages: {
      npm: "@octokit/* octokit",
      pypi: "pygithub githubkit",
      go: "github.com/google/go-github*",
      cargo: "octocrab",
      gem: "octokit",
      nuget: "octokit",
    },
  },
  {
    vendor: "GitLab",
    packages: { npm: "@gitbeaker/*", pypi: "python-gitlab", go: "gitlab.com/gitlab-org/api/client-go github.com/xanzy/go-gitlab", gem: "gitlab" },
  },
  {
    vendor: "Atlassian",
    packages: { npm: "jira.js jira-client confluence.js", pypi: "jira atlassian-python-api", go: "github.com/andygrunwald/go-jira" },
  },
  { vendor: "Notion", packages: { npm: "@notionhq/client", pypi: "notion-client" } },
  { vendor: "Linear", packages: { npm: "@linear/sdk" } },
  { vendor: "Airtable", packages: { npm: "airtable", pypi: "pyairtable airtable" } },
  { vendor: "Dropbox", packages: { npm: "dropbox", pypi: "dropbox", gem: "dropbox_api" } },
  { vendor: "Box", packages: { npm: "box-node-sdk", pypi: "boxsdk box-sdk-gen" } },
  { vendor: "DocuSign", packages: { npm: "docusign-esign", pypi: "docusign-esign", maven: "com.docusign:*", gem: "docusign_esign" } },
  { vendor: "Cloudinary", packages: { npm: "cloudinary", pypi: "cloudinary", gem: "cloudinary" } },
  { vendor: "Mapbox", packages: { npm: "mapbox-gl @mapbox/mapbox-sdk", pypi: "mapbox" } },
  { vendor: "Pusher", packages: { npm: "pusher pusher-js", pypi: "pusher", gem: "pusher" } },
  { vendor: "Ably", packages: { npm: "ably", pypi: "ably", go: "github.com/ably/*" } },
  { vendor: "Vonage", packages: { npm: "@vonage/* nexmo", pypi: "vonage nexmo", gem: "vonage" } },
  { vendor: "PagerDuty", packages: { npm: "@pagerduty/*", pypi: "pdpyras pagerduty", go: "github.com/pagerduty/*" } },
  { vendor: "1Password", packages: { npm: "@1password/*", pypi: "onepassword-sdk onepasswordconnectsdk", go: "github.com/1password/*" } },
  { vendor: "HashiCorp Vault", packages: { npm: "node-vault", pypi: "hvac", go: "github.com/hashicorp/vault/api", gem: "vault" } },
  { vendor: "Doppler", packages: { npm: "@dopplerhq/*", pypi: "doppler-sdk" } },
  { vendor: "Temporal Cloud", packages: { npm: "@temporalio/client", pypi: "temporalio", go: "go.temporal.io/sdk" } },
  { vendor: "Inngest", packages: { npm: "inngest", pypi: "inngest" } },
  { vendor: "Contentful", packages: { npm: "contentful contentful-management", pypi: "contentful" } },
  { vendor: "Sanity", packages: { npm: "@sanity/client next-sanity" } },
  { vendor: "Browserbase", packages: { npm: "@browserbasehq/*", pypi: "browserbase" } },
  { vendor: "Tavily", packages: { npm: "@tavily/*", pypi: "tavily-python" } },
  { vendor: "E2B", packages: { npm: "e2b @e2b/*", pypi: "e2b e2b-code-interpreter" } },
]

const exact = new Map<string, string>()
const prefixes = new Map<Ecosystem, { readonly prefix: string; readonly vendor: string }[]>()
for (const { vendor, packages } of vendors) {
  for (const [ecosystem, names] of Object.entries(packages) as [Ecosystem, string][]) {
    for (const name of names.split(" ")) {
      if (name.endsWith("*")) prefixes.set(ecosystem, [...(prefixes.get(ecosystem) ?? []), { prefix: name.slice(0, -1), vendor }])
      else exact.set(`${ecosystem} ${name}`, vendor)
    }
  }
}

/** Whose service a package speaks to; undefined when it is not known to speak to one. */
export function vendorOf(ecosystem: Ecosystem, name: string): string | undefined {
  const lower = name.toLowerCase()
  // PEP 503: PyPI does not tell hyphen, underscore and dot apart.
  const plain = ecosystem === "pypi" ? lower.replace(/[-_.]{1,100}/g, "-") : lower
  return (
    exact.get(`${ecosystem} ${lower}`) ??
    exact.get(`${ecosystem} ${plain}`) ??
    prefixes.get(ecosystem)?.find(({ prefix }) => plain.startsWith(prefix))?.vendor
  )
}

export type { Ecosystem }
