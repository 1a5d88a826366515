/** Credentials of planning, sales and support services that only their variable's name gives away. */
import { assignedRules } from "./assigned.ts"
import { named, uuid } from "./named.ts"

export const namedPlanningRules = assignedRules([
  ...named(
    {
      provider: "Asana",
      help: "https://developers.asana.com/docs/personal-access-token",
      remediation: "Revoke the token in the Asana developer console.",
    },
    [
      {
        id: "asana-access-token",
        title: "Asana personal access token",
        value: "[0-2]/(?:\\d{8,20}/)?\\d{8,20}:[a-f0-9]{32}",
        envVar: "ASANA_ACCESS_TOKEN",
        also: ["asana_token", "asana_pat", "asana_personal_access_token"],
      },
      { id: "asana-client-secret", title: "Asana client secret", value: "[a-f0-9]{32}", envVar: "ASANA_CLIENT_SECRET" },
    ],
  ),
  ...named(
    {
      provider: "Trello",
      help: "https://developer.atlassian.com/cloud/trello/guides/rest-api/api-introduction/",
      remediation: "Revoke the token in Trello under Settings, Applications, and renew the key of the Power-Up.",
    },
    [
      { id: "trello-api-key", title: "Trello API key", value: "[a-f0-9]{32}", envVar: "TRELLO_API_KEY", also: ["trello_key"] },
      {
        id: "trello-token",
        title: "Trello token",
        value: "[a-f0-9]{64}",
        envVar: "TRELLO_TOKEN",
        also: ["trello_api_token", "trello_secret", "trello_api_secret"],
      },
    ],
  ),
  ...named(
    {
      provider: "Monday.com",
      help: "https://developer.monday.com/apps/docs/oauth",
      remediation: "Regenerate the secret in the monday.com developer centre under Basic information.",
    },
    [
      {
        id: "monday-client-secret",
        title: "Monday.com client or signing secret",
        value: "[a-f0-9]{32}",
        envVar: "MONDAY_CLIENT_SECRET",
        also: ["monday_signing_secret"],
      },
    ],
  ),
  ...named(
    {
      provider: "Shortcut",
      help: "https://developer.shortcut.com/api/rest/v3",
      remediation: "Delete the token in Shortcut under Settings, API tokens.",
    },
    [{ id: "shortcut-api-token", title: "Shortcut API token", value: uuid, envVar: "SHORTCUT_API_TOKEN", also: ["clubhouse_api_token"] }],
  ),
  ...named(
    { provider: "Coda", help: "https://coda.io/developers/apis/v1", remediation: "Delete the token in Coda under Account settings, API settings." },
    [{ id: "coda-api-token", title: "Coda API token", value: uuid, envVar: "CODA_API_TOKEN", also: ["coda_api_key"] }],
  ),
  ...named(
    {
      provider: "Airtable",
      help: "https://support.airtable.com/docs/airtable-api-key-deprecation-notice",
      remediation: "Replace the old key by a personal access token, and delete it in the Airtable account.",
    },
    [{ id: "airtable-api-key", title: "Airtable API key", value: "key[A-Za-z0-9]{14}", envVar: "AIRTABLE_API_KEY", also: ["airtable_key"] }],
  ),
  ...named(
    {
      provider: "Smartsheet",
      help: "https://developers.smartsheet.com/api/smartsheet/guides/basics/authentication",
      remediation: "Revoke the token in Smartsheet under Personal settings, API access.",
    },
    [
      {
        id: "smartsheet-access-token",
        title: "Smartsheet access token",
        value: "(?:[A-Za-z0-9]{37}|[a-z0-9]{26})",
        envVar: "SMARTSHEET_ACCESS_TOKEN",
        also: ["smartsheet_token", "smartsheet_api_key"],
      },
    ],
  ),
  ...named(
    {
      provider: "Todoist",
      help: "https://developer.todoist.com/api/v1/",
      remediation: "Issue a new token in Todoist under Settings, Integrations, Developer.",
    },
    [
      {
        id: "todoist-api-token",
        title: "Todoist API token",
        value: "[a-f0-9]{40}",
        envVar: "TODOIST_API_TOKEN",
        also: ["todoist_token", "todoist_api_key"],
      },
    ],
  ),
  ...named(
    { provider: "Pipedream", help: "https://pipedream.com/docs/rest-api/auth", remediation: "Revoke the key in Pipedream under Settings, Account." },
    [{ id: "pipedream-api-key", title: "Pipedream API key", value: "[a-f0-9]{32}", envVar: "PIPEDREAM_API_KEY", also: ["pipedream_token"] }],
  ),
])
