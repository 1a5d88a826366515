/** What the rules that gitleaks ships are called here, so that a configuration written for those speaks of ours. */
import { once } from "../../../base/once.ts"
import { secretRules } from "../rules.ts"

/** By our id, those of gitleaks that find a part of the same or all of it. Names alone: its rules are not taken over. */
const names: Readonly<Record<string, string>> = {
  "airtable-token": "airtable-api-key airtable-personnal-access-token",
  "anthropic-key": "anthropic-admin-api-key anthropic-api-key",
  "artifactory-token": "artifactory-api-key artifactory-reference-token jfrog-api-key jfrog-identity-token",
  "aws-access-key-id": "aws-access-token",
  "aws-bedrock-api-key": "aws-amazon-bedrock-api-key-long-lived aws-amazon-bedrock-api-key-short-lived",
  "azure-client-secret": "azure-ad-client-secret",
  "basic-auth-header": "curl-auth-header",
  "bearer-token": "curl-auth-header",
  "brevo-key": "sendinblue-api-token",
  "cloudflare-api-token": "cloudflare-api-key cloudflare-global-api-key",
  "curl-user": "curl-auth-user",
  "databricks-token": "databricks-api-token",
  "datadog-key": "datadog-access-token",
  "digitalocean-token": "digitalocean-access-token digitalocean-pat digitalocean-refresh-token",
  "discord-bot-token": "discord-api-token",
  "doppler-token": "doppler-api-token",
  "dropbox-token": "dropbox-api-token dropbox-long-lived-api-token dropbox-short-lived-api-token",
  "dynatrace-token": "dynatrace-api-token",
  "easypost-key": "easypost-api-token easypost-test-api-token",
  "fly-token": "flyio-access-token",
  "generic-argument": "generic-api-key",
  "generic-define": "generic-api-key",
  "generic-quoted": "generic-api-key",
  "generic-unquoted": "generic-api-key",
  "github-oauth-token": "github-oauth",
  "github-pat-classic": "github-pat",
  "github-pat-fine-grained": "github-fine-grained-pat",
  "gitlab-pat": "gitlab-pat-routable",
  "gitlab-token":
    "gitlab-cicd-job-token gitlab-deploy-token gitlab-feature-flag-client-token gitlab-feed-token gitlab-incoming-mail-token gitlab-kubernetes-agent-token gitlab-oauth-app-secret gitlab-ptt gitlab-rrt gitlab-runner-authentication-token gitlab-runner-authentication-token-routable gitlab-scim-token",
  "google-api-key": "gcp-api-key",
  "grafana-token": "grafana-api-key grafana-cloud-api-token grafana-service-account-token",
  "heroku-api-key": "heroku-api-key-v2",
  "heroku-api-key-uuid": "heroku-api-key",
  "hubspot-token": "hubspot-api-key",
  "huggingface-token": "huggingface-access-token huggingface-organization-api-token",
  "linear-key": "linear-api-key",
  "mailchimp-key": "mailchimp-api-key",
  "mailgun-key": "mailgun-private-api-token",
  "netlify-token": "netlify-access-token",
  "newrelic-key": "new-relic-insert-key new-relic-user-api-key",
  "notion-token": "notion-api-token",
  "okta-api-token": "okta-access-token",
  "onepassword-service-account": "1password-service-account-token",
  "openai-legacy-key": "openai-api-key",
  "openai-project-key": "openai-api-key",
  "perplexity-key": "perplexity-api-key",
  "planetscale-secret": "planetscale-api-token planetscale-oauth-token planetscale-password",
  "postman-api-key": "postman-api-token",
  "private-key-pem": "private-key",
  "pulumi-token": "pulumi-api-token",
  "pypi-token": "pypi-upload-token",
  "rubygems-token": "rubygems-api-token",
  "sendgrid-key": "sendgrid-api-token",
  "sentry-token": "sentry-access-token sentry-org-token sentry-user-token",
  "shopify-token": "shopify-access-token shopify-custom-access-token shopify-private-app-access-token shopify-shared-secret",
  "slack-bot-token": "slack-legacy-bot-token",
  "slack-user-token": "slack-legacy-token",
  "slack-webhook": "slack-webhook-url",
  "sonarqube-token": "sonar-api-token",
  "square-token": "square-access-token",
  "stripe-live-key": "stripe-access-token",
  "stripe-test-key": "stripe-access-token",
  "teams-webhook": "microsoft-teams-webhook",
  "telegram-bot-token": "telegram-bot-api-token",
  "terraform-cloud-token": "hashicorp-tf-api-token",
  "typeform-token": "typeform-api-token",
  "vault-token": "vault-batch-token vault-service-token",
}

const ours = once((): ReadonlySet<string> => new Set(secretRules.map((rule) => rule.id)))

/** Our rules that an id names, whether the id is ours or gitleaks'; empty when none does. */
export function ownRules(id: string): readonly string[] {
  const named = Object.keys(names).filter((own) => names[own]!.split(" ").includes(id))
  return ours().has(id) ? [id, ...named.filter((own) => own !== id)] : named
}

/**
 * Our rules that a list of disabled ids turns off. One of ours that finds what several of gitleaks' find is turned off
 * only when all of them are, or it is named itself: nothing is disabled that nobody asked for.
 */
export function disabledOwnRules(ids: readonly string[]): string[] {
  const asked = new Set(ids)
  const all = (own: string) => names[own]?.split(" ").every((name) => asked.has(name)) ?? false
  return [...ours()].filter((own) => asked.has(own) || all(own))
}

/** Every id that names one of our rules, for suggestions. */
export function namingIds(): readonly string[] {
  return [...new Set([...ours(), ...Object.values(names).flatMap((list) => list.split(" "))])]
}

/** For the test that each key above is a rule. */
export const mappedIds: readonly string[] = Object.keys(names)
