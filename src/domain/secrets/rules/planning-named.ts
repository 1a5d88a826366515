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
  ...named(
    {
      provider: "Salesforce",
      help: "https://help.salesforce.com/s/articleView?id=sf.connected_app_rotate_consumer_details.htm",
      remediation: "Rotate the consumer details of the connected app, or reset the security token of the user.",
    },
    [
      {
        id: "salesforce-consumer-secret",
        title: "Salesforce consumer secret",
        value: "(?:[A-F0-9]{64}|\\d{17,20})",
        envVar: "SALESFORCE_CLIENT_SECRET",
        also: ["salesforce_consumer_secret", "sfdc_client_secret", "sfdc_consumer_secret"],
        minEntropy: 2.5,
      },
      {
        id: "salesforce-security-token",
        title: "Salesforce security token",
        value: "[A-Za-z0-9]{24,25}",
        envVar: "SALESFORCE_SECURITY_TOKEN",
        also: ["sfdc_security_token", "sf_security_token"],
      },
    ],
  ),
  ...named(
    {
      provider: "HubSpot",
      help: "https://developers.hubspot.com/docs/guides/apps/authentication/working-with-oauth",
      remediation: "Rotate the key or the client secret in HubSpot under the app's Auth settings.",
    },
    [
      { id: "hubspot-api-key", title: "HubSpot API key", value: uuid, envVar: "HUBSPOT_API_KEY", also: ["hapikey"] },
      { id: "hubspot-client-secret", title: "HubSpot client secret", value: uuid, envVar: "HUBSPOT_CLIENT_SECRET", also: ["hubspot_app_secret"] },
    ],
  ),
  ...named(
    {
      provider: "Pipedrive",
      help: "https://pipedrive.readme.io/docs/core-api-concepts-authentication",
      remediation: "Regenerate the token in Pipedrive under Personal preferences, API.",
    },
    [
      {
        id: "pipedrive-api-token",
        title: "Pipedrive API token",
        value: "[a-f0-9]{40}",
        envVar: "PIPEDRIVE_API_TOKEN",
        also: ["pipedrive_token", "pipedrive_api_key"],
      },
    ],
  ),
  ...named(
    {
      provider: "Zoho",
      help: "https://www.zoho.com/accounts/protocol/oauth-setup.html",
      remediation: "Generate a new client secret in the Zoho API console.",
    },
    [
      {
        id: "zoho-client-secret",
        title: "Zoho client secret",
        value: "[a-f0-9]{42}",
        envVar: "ZOHO_CLIENT_SECRET",
        also: ["zoho_crm_client_secret"],
      },
    ],
  ),
  ...named(
    {
      provider: "Close",
      help: "https://developer.close.com/topics/authentication/",
      remediation: "Delete the key in Close under Settings, Developer, API keys.",
    },
    [
      {
        id: "close-api-key",
        title: "Close API key",
        value: "api_[A-Za-z0-9]{22}\\.[A-Za-z0-9]{22}",
        envVar: "CLOSE_API_KEY",
        also: ["closeio_api_key", "close_io_api_key", "close_crm_api_key"],
      },
    ],
  ),
  ...named(
    {
      provider: "Zendesk",
      help: "https://developer.zendesk.com/api-reference/introduction/security-and-auth/",
      remediation: "Delete the token in the Zendesk Admin Center under Apps and integrations, APIs.",
    },
    [
      {
        id: "zendesk-api-token",
        title: "Zendesk API token",
        value: "[A-Za-z0-9]{40}",
        envVar: "ZENDESK_API_TOKEN",
        also: ["zendesk_token", "zendesk_api_key"],
      },
      {
        id: "zendesk-client-secret",
        title: "Zendesk OAuth secret",
        value: "[a-f0-9]{64}",
        envVar: "ZENDESK_CLIENT_SECRET",
        also: ["zendesk_oauth_secret", "zendesk_secret_key", "zendesk_oauth_token"],
      },
    ],
  ),
  ...named(
    {
      provider: "Freshworks",
      help: "https://developers.freshdesk.com/api/#authentication",
      remediation: "Reset the API key in Freshdesk under Profile settings.",
    },
    [
      {
        id: "freshdesk-api-key",
        title: "Freshdesk API key",
        value: "[A-Za-z0-9]{20}",
        envVar: "FRESHDESK_API_KEY",
        also: ["freshdesk_token", "freshservice_api_key", "freshsales_api_key"],
      },
    ],
  ),
  ...named(
    {
      provider: "Crisp",
      help: "https://docs.crisp.chat/guides/rest-api/authentication/",
      remediation: "Roll the token keypair in the Crisp Marketplace.",
    },
    [
      {
        id: "crisp-token-key",
        title: "Crisp token key",
        value: "[a-f0-9]{64}",
        envVar: "CRISP_TOKEN_KEY",
        also: ["crisp_api_key", "crisp_api_token"],
      },
    ],
  ),
  ...named(
    {
      provider: "Docusign",
      help: "https://developers.docusign.com/platform/auth/",
      remediation: "Delete the secret key in Docusign under Apps and keys, and add a new one.",
    },
    [
      {
        id: "docusign-client-secret",
        title: "Docusign secret key",
        value: uuid,
        envVar: "DOCUSIGN_CLIENT_SECRET",
        also: ["docusign_secret_key", "docusign_secret"],
      },
    ],
  ),
  ...named(
    {
      provider: "Dropbox Sign",
      help: "https://developers.hellosign.com/api/reference/authentication/",
      remediation: "Delete the key in Dropbox Sign under Settings, API.",
    },
    [
      {
        id: "hellosign-api-key",
        title: "Dropbox Sign API key",
        value: "[a-f0-9]{64}",
        envVar: "HELLOSIGN_API_KEY",
        also: ["dropbox_sign_api_key", "hellosign_key"],
      },
    ],
  ),
  ...named(
    {
      provider: "Attio",
      help: "https://docs.attio.com/rest-api/guides/authentication",
      remediation: "Delete the key in Attio under Workspace settings, Developers.",
    },
    [{ id: "attio-api-key", title: "Attio API key", value: "[a-f0-9]{64}", envVar: "ATTIO_API_KEY", also: ["attio_access_token", "attio_token"] }],
  ),
  ...named(
    {
      provider: "Toggl",
      help: "https://engineering.toggl.com/docs/authentication",
      remediation: "Reset the token in Toggl Track under Profile settings.",
    },
    [
      {
        id: "toggl-api-token",
        title: "Toggl API token",
        value: "[a-f0-9]{32}",
        envVar: "TOGGL_API_TOKEN",
        also: ["toggl_token", "toggl_track_token"],
      },
    ],
  ),
])
