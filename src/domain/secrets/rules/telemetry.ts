/** Further credentials of monitoring and logging services: formats with a mark of their own, and addresses that hold a key. */
import { family, type SecretRule } from "../rule.ts"
import { left, right, rightUrl } from "../shapes.ts"
import { uuid } from "./token-values.ts"

const keys = family(
  {
    provider: "New Relic",
    help: "https://docs.newrelic.com/docs/apis/intro-apis/new-relic-api-keys/",
    remediation: "Delete the key on the API keys page of New Relic and create a new one.",
    envVar: "NEW_RELIC_API_KEY",
  },
  [
    {
      id: "newrelic-older-key",
      title: "New Relic admin, REST or insights query key",
      keywords: ["NRAA-", "NRRA-", "NRIQ-"],
      pattern: `${left}(?:NRAA-[a-f0-9]{27}|NRRA-[a-f0-9]{42}|NRIQ-[A-Za-z0-9_-]{32})${rightUrl}`,
    },
    {
      id: "newrelic-synthetics-key",
      title: "New Relic private location key",
      keywords: ["NRSP-"],
      pattern: `${left}NRSP-[a-z]{2}[0-9]{2}[A-Za-z0-9]{31}${right}`,
      help: "https://docs.newrelic.com/docs/synthetics/synthetic-monitoring/private-locations/install-job-manager/",
      remediation: "Delete the private location in New Relic and create it again: its key cannot be changed.",
      envVar: "PRIVATE_LOCATION_KEY",
    },
    {
      id: "sentry-app-token",
      provider: "Sentry",
      title: "Sentry application or integration token",
      keywords: ["sntrya_", "sntryi_"],
      pattern: `${left}sntry[ai]_[a-f0-9]{64}${right}`,
      help: "https://docs.sentry.io/account/auth-tokens/",
      remediation: "Revoke the token of the internal integration or application in the organisation's settings of Sentry.",
      envVar: "SENTRY_AUTH_TOKEN",
    },
    {
      id: "grafana-legacy-api-key",
      provider: "Grafana",
      title: "Grafana API key of the older format",
      keywords: ["eyJrIjoi"],
      // Base64 of a JSON object whose first member is "k".
      pattern: `(?<![A-Za-z0-9+/_-])eyJrIjoi[A-Za-z0-9+/]{50,400}={0,2}(?![A-Za-z0-9+/=])`,
      validator: "grafana-api-key",
      help: "https://grafana.com/docs/grafana/latest/administration/service-accounts/migrate-api-keys/",
      remediation: "Delete the API key in Grafana, and use a service account token instead.",
      envVar: "GRAFANA_API_KEY",
    },
    {
      id: "honeycomb-api-key",
      provider: "Honeycomb",
      title: "Honeycomb ingest or management key",
      // The third letter is assigned at creation and names the region.
      keywords: ["hcaik_", "hcaic_", "hcamk_", "hcbik_", "hcbic_", "hcbmk_", "hcxik_", "hcxic_", "hcxmk_"],
      pattern: `${left}hc[abx](?:ik|ic|mk)_[a-z0-9]{58}${right}`,
      help: "https://docs.honeycomb.io/api/authentication",
      remediation: "Delete the key in the environment's or the team's API key settings of Honeycomb.",
      envVar: "HONEYCOMB_API_KEY",
    },
    {
      id: "axiom-token",
      provider: "Axiom",
      title: "Axiom API or personal token",
      keywords: ["xaat-", "xapt-"],
      pattern: `${left}xa[ap]t-${uuid}${rightUrl}`,
      help: "https://axiom.co/docs/reference/tokens",
      remediation: "Delete the token under Settings, API tokens or Profile, in Axiom.",
      envVar: "AXIOM_TOKEN",
    },
    {
      id: "honeybadger-key",
      provider: "Honeybadger",
      title: "Honeybadger project API key",
      keywords: ["hbp_"],
      pattern: `${left}hbp_[A-Za-z0-9]{36,40}${right}`,
      severity: "medium",
      help: "https://docs.honeybadger.io/api/",
      remediation: "Create a new API key in the project's settings of Honeybadger and delete the old one.",
      envVar: "HONEYBADGER_API_KEY",
    },
    {
      id: "coralogix-key",
      provider: "Coralogix",
      title: "Coralogix team or personal key",
      keywords: ["cxtp_", "cxup_"],
      pattern: `${left}cx[tu]p_[A-Za-z0-9]{30}${right}`,
      severity: "high",
      help: "https://coralogix.com/docs/user-guides/account-management/api-keys/api-keys/",
      remediation: "Deactivate the key under Settings, API Keys, in Coralogix.",
      envVar: "CORALOGIX_API_KEY",
    },
  ],
)

const addresses = family(
  {
    provider: "Sumo Logic",
    severity: "high",
    help: "https://help.sumologic.com/docs/send-data/hosted-collectors/http-source/logs-metrics/",
    remediation: "Regenerate the address of the HTTP source in Sumo Logic: whoever knows it can send data.",
    envVar: "SUMOLOGIC_COLLECTOR_URL",
  },
  [
    {
      id: "sumologic-collector-url",
      title: "Sumo Logic HTTP source address",
      keywords: [".sumologic.com/receiver/v1/"],
      pattern: String.raw`\.sumologic\.com/receiver/v1/(?:http|otlp|rum-v2)/([A-Za-z0-9_-]{60,160}={0,2})`,
      capture: 1,
      minEntropy: 4,
    },
    {
      id: "loggly-input-url",
      provider: "Loggly",
      title: "Loggly input address with a customer token",
      keywords: [".loggly.com/inputs/", ".loggly.com/bulk/"],
      pattern: String.raw`\.loggly\.com/(?:inputs|bulk)/(${uuid})`,
      capture: 1,
      help: "https://documentation.solarwinds.com/en/success_center/loggly/content/admin/token-based-api-authentication.htm",
      remediation: "Retire the customer token under Source Setup, Customer Tokens, in Loggly.",
      envVar: "LOGGLY_TOKEN",
    },
    {
      id: "splunk-hec-header",
      provider: "Splunk",
      title: "Splunk HTTP Event Collector token",
      keywords: ["Splunk "],
      pattern: `Splunk (${uuid})${rightUrl}`,
      capture: 1,
      help: "https://docs.splunk.com/Documentation/Splunk/latest/Data/UsetheHTTPEventCollector",
      remediation: "Delete the token under Data inputs, HTTP Event Collector, in Splunk.",
      envVar: "SPLUNK_HEC_TOKEN",
    },
  ],
)

export const telemetryRules: readonly SecretRule[] = [...keys, ...addresses]
