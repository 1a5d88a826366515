/** Credentials of content, media and file services that only their variable's name gives away. */
import { assignedRules } from "./assigned.ts"
import { named } from "./named.ts"

export const namedContentRules = assignedRules([
  ...named(
    {
      provider: "Contentful",
      help: "https://www.contentful.com/developers/docs/references/authentication/",
      remediation: "Regenerate the key in Contentful under Settings, API keys.",
    },
    [
      {
        id: "contentful-delivery-token",
        title: "Contentful delivery or preview token",
        value: "[A-Za-z0-9_-]{43}",
        envVar: "CONTENTFUL_ACCESS_TOKEN",
        also: ["contentful_delivery_token", "contentful_preview_token", "contentful_delivery_api_key"],
      },
    ],
  ),
  ...named(
    {
      provider: "Sanity",
      help: "https://www.sanity.io/docs/content-lake/http-auth",
      remediation: "Delete the token in Sanity under the project's API settings.",
    },
    [
      {
        id: "sanity-api-token",
        title: "Sanity API token",
        value: "sk[A-Za-z0-9]{60,200}",
        envVar: "SANITY_API_TOKEN",
        also: ["sanity_token", "sanity_auth_token", "sanity_write_token", "sanity_api_write_token", "sanity_api_read_token"],
      },
    ],
  ),
  ...named(
    {
      provider: "Strapi",
      help: "https://docs.strapi.io/cms/features/api-tokens",
      remediation: "Regenerate the token in Strapi under Settings, API tokens; replace a leaked salt or secret and issue all tokens anew.",
    },
    [
      {
        id: "strapi-api-token",
        title: "Strapi API token",
        value: "[a-f0-9]{256}",
        envVar: "STRAPI_API_TOKEN",
        also: ["strapi_token", "strapi_access_token"],
      },
      {
        id: "strapi-admin-secret",
        title: "Strapi token salt or admin secret",
        value: "[A-Za-z0-9+/]{22}==",
        envVar: "ADMIN_JWT_SECRET",
        also: ["api_token_salt", "transfer_token_salt"],
      },
    ],
  ),
  ...named(
    {
      provider: "Storyblok",
      help: "https://www.storyblok.com/docs/api/management/getting-started/authentication",
      remediation: "Delete the token in Storyblok under Settings, Access tokens.",
    },
    [
      {
        id: "storyblok-token",
        title: "Storyblok token",
        value: "[A-Za-z0-9]{22}tt(?:-\\d{4,10}-[A-Za-z0-9_-]{20})?",
        envVar: "STORYBLOK_ACCESS_TOKEN",
        also: ["storyblok_token", "storyblok_management_token", "storyblok_oauth_token", "storyblok_preview_token"],
      },
    ],
  ),
  ...named(
    {
      provider: "Ghost",
      help: "https://ghost.org/docs/admin-api/#token-authentication",
      remediation: "Regenerate the Admin API key of the integration in Ghost Admin.",
    },
    [
      {
        id: "ghost-admin-api-key",
        title: "Ghost Admin API key",
        value: "[a-f0-9]{24}:[a-f0-9]{64}",
        envVar: "GHOST_ADMIN_API_KEY",
        also: ["ghost_admin_key"],
      },
    ],
  ),
  ...named(
    {
      provider: "WordPress",
      help: "https://developer.wordpress.org/rest-api/using-the-rest-api/authentication/",
      remediation: "Revoke the application password in WordPress under Users, Profile.",
    },
    [
      {
        id: "wordpress-application-password",
        title: "WordPress application password",
        value: "[A-Za-z0-9]{4}(?: [A-Za-z0-9]{4}){5}",
        envVar: "WP_APPLICATION_PASSWORD",
        also: ["wp_app_password", "wordpress_app_password", "wordpress_application_password"],
      },
    ],
  ),
  ...named(
    {
      provider: "Webflow",
      help: "https://developers.webflow.com/data/reference/authentication",
      remediation: "Revoke the token in Webflow under Site settings, Apps and integrations.",
    },
    [
      {
        id: "webflow-api-token",
        title: "Webflow API token",
        value: "[a-f0-9]{64}",
        envVar: "WEBFLOW_API_TOKEN",
        also: ["webflow_token", "webflow_api_key", "webflow_access_token"],
      },
    ],
  ),
  ...named(
    {
      provider: "Dropbox",
      help: "https://developers.dropbox.com/oauth-guide",
      remediation: "Revoke the token, or reset the app secret in the Dropbox App Console.",
    },
    [{ id: "dropbox-app-secret", title: "Dropbox app secret", value: "[a-z0-9]{15}", envVar: "DROPBOX_APP_SECRET", also: ["dropbox_client_secret"] }],
  ),
  ...named(
    {
      provider: "Box",
      help: "https://developer.box.com/guides/authentication/",
      remediation: "Reset the client secret in the Box Developer Console under Configuration.",
    },
    [
      {
        id: "box-client-secret",
        title: "Box client secret or developer token",
        value: "[A-Za-z0-9]{32}",
        envVar: "BOX_CLIENT_SECRET",
        also: ["box_developer_token", "box_app_settings_client_secret"],
      },
    ],
  ),
])
