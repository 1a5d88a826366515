/** Credentials of services that call people and watch availability. */
import { family, type SecretRule } from "../rule.ts"
import { left, rightUrl } from "../shapes.ts"
import { assignedRules } from "./assigned.ts"
import { hex, uuid } from "./token-values.ts"

const marked = family(
  {
    provider: "PagerDuty",
    severity: "high",
    help: "https://developer.pagerduty.com/docs/app-oauth-token",
    remediation: "Delete the client of the app in PagerDuty's developer settings and register it again.",
    envVar: "PAGERDUTY_TOKEN",
  },
  [
    {
      id: "pagerduty-oauth-token",
      title: "PagerDuty app token",
      keywords: ["pdus+", "pdeu+"],
      pattern: `${left}pd(?:us|eu)\\+_[A-Z0-9]{6,9}_${uuid}${rightUrl}`,
    },
    {
      id: "opsgenie-header",
      provider: "Opsgenie",
      title: "Opsgenie API key",
      keywords: ["GenieKey "],
      pattern: `GenieKey (${uuid})${rightUrl}`,
      capture: 1,
      help: "https://docs.opsgenie.com/docs/authentication",
      remediation: "Delete the key of the API integration, or the account's API key, in Opsgenie.",
      envVar: "OPSGENIE_API_KEY",
    },
    {
      id: "victorops-alert-url",
      provider: "Splunk On-Call",
      title: "Splunk On-Call (VictorOps) alert address",
      keywords: ["alert.victorops.com/integrations/"],
      pattern: String.raw`alert\.victorops\.com/integrations/[a-z0-9_-]{1,40}/\d{8}/alert/(${uuid})`,
      capture: 1,
      help: "https://help.victorops.com/knowledge-base/rest-endpoint-integration-guide/",
      remediation: "Disable the integration in Splunk On-Call and enable it again: that makes a new address.",
      envVar: "VICTOROPS_API_KEY",
    },
    {
      id: "healthchecks-ping-url",
      provider: "Healthchecks.io",
      title: "Healthchecks.io ping address",
      keywords: ["hc-ping.com/"],
      pattern: `hc-ping\\.com/(${uuid})`,
      capture: 1,
      severity: "low",
      help: "https://healthchecks.io/docs/http_api/",
      remediation: "Create a new check in Healthchecks.io: whoever knows the address can report success.",
      envVar: "HEALTHCHECKS_PING_URL",
    },
  ],
)

const named = assignedRules([
  {
    id: "pagerduty-api-key",
    title: "PagerDuty API or integration key",
    provider: "PagerDuty",
    names: ["pagerduty"],
    // User keys begin with u+ or y_; an integration key is hexadecimal.
    value: `(?:[uy][+_][\\w+-]{18}|${hex(32)}|(?=[a-z+_-]{0,19}\\d)[\\w+-]{20})`,
    help: "https://support.pagerduty.com/main/docs/api-access-keys",
    remediation: "Delete the key under API Access Keys or in the profile, or the service's integration, in PagerDuty.",
    envVar: "PAGERDUTY_API_KEY",
  },
  {
    id: "opsgenie-api-key",
    title: "Opsgenie API key",
    provider: "Opsgenie",
    names: ["opsgenie", "ops_genie"],
    value: uuid,
    help: "https://docs.opsgenie.com/docs/authentication",
    remediation: "Delete the key of the API integration, or the account's API key, in Opsgenie.",
    envVar: "OPSGENIE_API_KEY",
  },
  {
    id: "uptimerobot-api-key",
    title: "UptimeRobot API key",
    provider: "UptimeRobot",
    names: ["uptimerobot", "uptime_robot"],
    value: "(?:ur|u|m)\\d{5,12}-[a-f0-9]{24,32}",
    help: "https://uptimerobot.com/api/",
    remediation: "Delete the key under Integrations and API in UptimeRobot.",
    envVar: "UPTIMEROBOT_API_KEY",
  },
  {
    id: "checkly-api-key",
    title: "Checkly API key",
    provider: "Checkly",
    names: ["checkly"],
    value: "(?:cu|sv)_[a-f0-9]{32}",
    help: "https://www.checklyhq.com/docs/accounts-and-users/creating-api-key/",
    remediation: "Delete the key under User settings, API keys, in Checkly.",
    envVar: "CHECKLY_API_KEY",
  },
  {
    id: "cronitor-api-key",
    title: "Cronitor API key",
    provider: "Cronitor",
    names: ["cronitor"],
    value: hex(32),
    help: "https://cronitor.io/docs/api-authentication",
    remediation: "Delete the key under Settings, API Keys, in Cronitor.",
    envVar: "CRONITOR_API_KEY",
  },
])

export const alertingRules: readonly SecretRule[] = [...marked, ...named]
