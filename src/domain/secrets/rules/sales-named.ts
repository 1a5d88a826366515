/** Credentials of sales and support services that only their variable's name gives away. */
import { assignedRules } from "./assigned.ts"
import { named, uuid } from "./named.ts"

export const namedSalesRules = assignedRules([
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
