/** Cases of monitoring, alerting and product analytics. */
import type { CasesByRule } from "../cases.ts"
import { expand, randomFrom } from "../generate.ts"
import { namedCases } from "./named.ts"

function grafana(seed: number, name: string): string {
  return Buffer.from(JSON.stringify({ k: expand("{{alnum:32}}", randomFrom(seed)), n: name, id: 1 })).toString("base64")
}

export const operationsCases: CasesByRule = {
  "newrelic-older-key": {
    hits: ["Api-Key: NRAA-{{hex:27}}", "NEW_RELIC_REST_KEY=NRRA-{{hex:42}}", `"queryKey": "NRIQ-{{b64url:32}}"`],
    misses: ["NRAA-{{hex:26}}", "NRRA-{{hex:43}}", "NRIQ-{{alnum:31}}"],
  },
  "newrelic-synthetics-key": {
    hits: ["docker run -e PRIVATE_LOCATION_KEY=NRSP-us01{{HEX:31}}", `privateLocationKey: "NRSP-eu01{{alnum:31}}"`],
    misses: ["NRSP-us01{{HEX:30}}", "NRSP-{{HEX:35}}", "NRSP-us01{{HEX:32}}"],
  },
  "sentry-app-token": {
    hits: ["Authorization: Bearer sntrya_{{hex:64}}", `token="sntryi_{{hex:64}}"`],
    misses: ["sntrya_{{hex:63}}", "sntryx_{{hex:64}}", "sntryi_{{hex:65}}"],
  },
  "grafana-legacy-api-key": {
    hits: [`Authorization: Bearer ${grafana(1, "ci")}`, `GRAFANA_API_KEY=${grafana(2, "deploy-prod")}`, `{"apiKey": "${grafana(3, "annotations")}"}`],
    misses: ["eyJrIjoi{{b64:80}}", "eyJrIjoi{{alnum:20}}", `x${grafana(4, "ci")}`],
  },
  "honeycomb-api-key": {
    hits: ["X-Honeycomb-Team: hcaik_{{lowernum:58}}", `HONEYCOMB_API_KEY="hcbik_{{lowernum:58}}"`, "Authorization: Bearer hcamk_{{lowernum:58}}"],
    misses: ["hcaik_{{lowernum:57}}", "hcaik_{{lowernum:59}}", "hczik_{{lowernum:58}}"],
  },
  "axiom-token": {
    hits: ["AXIOM_TOKEN=xaat-{{uuid}}", `new Axiom({ token: "xapt-{{uuid}}" })`],
    misses: ["xaat-{{hex:32}}", "xaxt-{{uuid}}", "xaat-xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx"],
  },
  "honeybadger-key": {
    hits: ["HONEYBADGER_API_KEY=hbp_{{alnum:36}}", "api_key: hbp_{{alnum:38}}"],
    misses: ["hbp_{{alnum:30}}", "xhbp_{{alnum:36}}", "hbp_{{alnum:41}}"],
  },
  "coralogix-key": {
    hits: ["CORALOGIX_PRIVATE_KEY=cxtp_{{alnum:30}}", `"api_key": "cxup_{{alnum:30}}"`],
    misses: ["cxtp_{{alnum:29}}", "cxtp_{{alnum:31}}", "cxtp_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"],
  },
  "sumologic-collector-url": {
    hits: [
      "https://endpoint1.collection.us2.sumologic.com/receiver/v1/http/{{b64url:86}}==",
      `url: "https://collectors.sumologic.com/receiver/v1/http/{{alnum:88}}"`,
    ],
    misses: ["https://collectors.sumologic.com/receiver/v1/http/<token>", "https://collectors.sumologic.com/receiver/v1/http/{{alnum:20}}"],
  },
  "loggly-input-url": {
    hits: ["curl http://logs-01.loggly.com/inputs/{{uuid}}/tag/http/", `"https://logs-01.loggly.com/bulk/{{uuid}}/tag/bulk/"`],
    misses: ["http://logs-01.loggly.com/inputs/TOKEN/tag/http/", "http://logs-01.loggly.com/inputs/{{hex:32}}/"],
  },
  "splunk-hec-header": {
    hits: [`curl -H "Authorization: Splunk {{uuid}}" https://splunk:8088/services/collector`, `headers = {"Authorization": "Splunk {{uuid}}"}`],
    misses: [`"Authorization: Splunk <hec token>"`, "Splunk {{hex:32}}", "Splunk Enterprise 9.1"],
  },
  "pagerduty-oauth-token": {
    hits: ["Authorization: Bearer pdus+_0XBPWQQ_{{uuid}}", `token: "pdeu+_{{upper:7}}_{{uuid}}"`],
    misses: ["pdus+_{{uuid}}", "pdap+_{{upper:7}}_{{uuid}}", "pdus+_{{upper:7}}_{{hex:32}}"],
  },
  "opsgenie-header": {
    hits: [`--header "Authorization: GenieKey {{uuid}}"`, `"Authorization": "GenieKey {{uuid}}"`],
    misses: ["Authorization: GenieKey $API_KEY", "GenieKey {{hex:32}}", "GenieKey eb243592-xxxx-xxxx-xxxx-xxxxxxxxxxxx"],
  },
  "victorops-alert-url": {
    hits: [
      "https://alert.victorops.com/integrations/generic/20131114/alert/{{uuid}}/database",
      `"endpoint": "https://alert.victorops.com/integrations/generic/20131114/alert/{{uuid}}/$routing_key"`,
    ],
    misses: [
      "https://alert.victorops.com/integrations/generic/20131114/alert/$api_key/$routing",
      "https://alert.victorops.com/integrations/generic/alert/{{uuid}}",
    ],
  },
  "healthchecks-ping-url": {
    hits: ["curl -fsS https://hc-ping.com/{{uuid}}", `PING_URL="https://hc-ping.com/{{uuid}}/fail"`],
    misses: ["https://hc-ping.com/<uuid>", "https://hc-ping.com/{{hex:22}}/backup"],
  },
  "posthog-personal-api-key": {
    hits: ["Authorization: Bearer phx_{{alnum:43}}", `POSTHOG_SECRET="phs_{{alnum:47}}"`],
    misses: ["phc_{{alnum:43}}", "phx_{{alnum:12}}", "phx_your_personal_api_key"],
  },
  "statsig-key": {
    hits: ["STATSIG_SECRET_KEY=secret-{{alnum:43}}", `"statsig-api-key": "console-{{alnum:43}}"`],
    misses: ["secret-{{alnum:20}}", "client-{{alnum:43}}", "my-secret-{{alnum:43}}"],
  },
  "growthbook-secret-key": {
    hits: ["Authorization: Bearer secret_admin_{{alnum:42}}", `apiKey: "secret_readonly_{{alnum:40}}"`],
    misses: ["secret_admin_{{alnum:20}}", "secret_other_{{alnum:42}}", "secret_user_name"],
  },
  "segment-public-api-token": {
    hits: ["Authorization: Bearer sgp_{{alnum:64}}", `SEGMENT_API_TOKEN="sgp_{{alnum:64}}"`],
    misses: ["sgp_{{alnum:63}}", "sgp_{{alnum:65}}", "xsgp_{{alnum:64}}"],
  },
  ...namedCases({
    "newrelic-license-key": ["NEW_RELIC_LICENSE_KEY", "{{hex:36}}NRAL", "{{alnum:34}}NRAX"],
    "sentry-legacy-auth-token": ["SENTRY_AUTH_TOKEN", "{{hex:64}}", "{{hex:63}}"],
    "honeycomb-configuration-key": ["HONEYCOMB_API_KEY", "{{alnum:22}}", "{{alnum:21}}"],
    "logzio-token": ["LOGZIO_SHIPPING_TOKEN", "{{alnum:32}}", "{{alnum:31}}"],
    "logzio-api-token": ["LOGZIO_API_TOKEN", "{{uuid}}", "{{hex:36}}"],
    "loggly-token": ["LOGGLY_TOKEN", "{{uuid}}", "{{hex:32}}"],
    "papertrail-api-token": ["PAPERTRAIL_API_TOKEN", "{{alnum:20}}", "{{letters:20}}"],
    "sumologic-access-key": ["SUMOLOGIC_ACCESS_KEY", "{{alnum:64}}", "{{alnum:63}}"],
    "splunk-hec-token": ["SPLUNK_HEC_TOKEN", "{{uuid}}", "{{hex:32}}"],
    "splunk-observability-token": ["SPLUNK_ACCESS_TOKEN", "{{alnum:22}}", "{{alnum:21}}"],
    "rollbar-token": ["ROLLBAR_ACCESS_TOKEN", "{{hex:32}}", "{{hex:31}}"],
    "airbrake-key": ["AIRBRAKE_PROJECT_KEY", "{{hex:32}}", "{{hex:33}}"],
    "betterstack-token": ["BETTERSTACK_API_TOKEN", "{{alnum:24}}", "{{alnum:23}}"],
    "instana-key": ["INSTANA_AGENT_KEY", "{{alnum:22}}", "{{alnum:21}}"],
    "logdna-ingestion-key": ["LOGDNA_INGESTION_KEY", "{{hex:32}}", "{{hex:31}}"],
    "appsignal-push-key": ["APPSIGNAL_PUSH_API_KEY", "{{uuid}}", "{{hex:32}}"],
    "pagerduty-api-key": ["PAGERDUTY_API_KEY", "u+{{alnum:18}}", "{{letters:20}}"],
    "opsgenie-api-key": ["OPSGENIE_API_KEY", "{{uuid}}", "{{hex:32}}"],
    "uptimerobot-api-key": ["UPTIMEROBOT_API_KEY", "u1234567-{{hex:24}}", "u1234567-{{hex:20}}"],
    "checkly-api-key": ["CHECKLY_API_KEY", "cu_{{hex:32}}", "cu_{{hex:31}}"],
    "cronitor-api-key": ["CRONITOR_API_KEY", "{{hex:32}}", "{{hex:31}}"],
    "segment-write-key": ["SEGMENT_WRITE_KEY", "{{alnum:32}}", "{{alnum:31}}"],
    "launchdarkly-key": ["LAUNCHDARKLY_SDK_KEY", "sdk-{{uuid}}", "sdk-{{hex:32}}"],
    "flagsmith-server-key": ["FLAGSMITH_ENVIRONMENT_KEY", "ser.{{alnum:22}}", "{{alnum:22}}"],
    "unleash-api-token": ["UNLEASH_API_TOKEN", "default:production.{{hex:56}}", "default:production.{{hex:55}}"],
    "mixpanel-secret": ["MIXPANEL_API_SECRET", "{{alnum:32}}", "{{alnum:31}}"],
    "amplitude-secret-key": ["AMPLITUDE_SECRET_KEY", "{{hex:32}}", "{{hex:31}}"],
    "rudderstack-write-key": ["RUDDERSTACK_WRITE_KEY", "{{alnum:27}}", "{{alnum:26}}"],
  }),
}
