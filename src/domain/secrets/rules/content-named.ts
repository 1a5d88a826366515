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
  ...named(
    {
      provider: "Cloudinary",
      help: "https://cloudinary.com/documentation/product_environment_settings",
      remediation: "Generate a new key pair in Cloudinary under Settings, API keys, and disable this one.",
    },
    [
      {
        id: "cloudinary-api-secret",
        title: "Cloudinary API secret",
        value: "[A-Za-z0-9_-]{27}",
        envVar: "CLOUDINARY_API_SECRET",
        also: ["cloudinary_secret"],
      },
    ],
  ),
  ...named(
    { provider: "imgix", help: "https://docs.imgix.com/apis/management", remediation: "Disable the key in the imgix dashboard under API keys." },
    [{ id: "imgix-api-key", title: "imgix API key", value: "ak_[a-f0-9]{64}", envVar: "IMGIX_API_KEY", also: ["imgix_key", "imgix_token"] }],
  ),
  ...named(
    {
      provider: "ImageKit",
      help: "https://imagekit.io/docs/api-keys",
      remediation: "Delete the key pair in the ImageKit dashboard under Developer options.",
    },
    [
      {
        id: "imagekit-private-key",
        title: "ImageKit private key",
        value: "private_[A-Za-z0-9+/]{27}=",
        envVar: "IMAGEKIT_PRIVATE_KEY",
        also: ["imagekit_api_private_key", "imagekit_secret"],
      },
    ],
  ),
  ...named(
    {
      provider: "Mux",
      help: "https://www.mux.com/docs/core/make-api-requests",
      remediation: "Revoke the access token in the Mux dashboard under Settings.",
    },
    [
      {
        id: "mux-token-secret",
        title: "Mux token secret",
        value: "[A-Za-z0-9+/]{75}",
        envVar: "MUX_TOKEN_SECRET",
        also: ["mux_secret_key", "mux_access_token_secret"],
      },
    ],
  ),
  ...named(
    {
      provider: "Vimeo",
      help: "https://developer.vimeo.com/api/authentication",
      remediation: "Delete the token of the app on the Vimeo developer page.",
    },
    [
      { id: "vimeo-access-token", title: "Vimeo access token", value: "[a-f0-9]{32}", envVar: "VIMEO_ACCESS_TOKEN", also: ["vimeo_token"] },
      { id: "vimeo-client-secret", title: "Vimeo client secret", value: "[A-Za-z0-9+/]{128}", envVar: "VIMEO_CLIENT_SECRET" },
    ],
  ),
  ...named(
    {
      provider: "Spotify",
      help: "https://developer.spotify.com/documentation/web-api/concepts/apps",
      remediation: "Rotate the client secret in the Spotify developer dashboard.",
    },
    [
      {
        id: "spotify-client-secret",
        title: "Spotify client secret",
        value: "[a-f0-9]{32}",
        envVar: "SPOTIFY_CLIENT_SECRET",
        also: ["spotipy_client_secret", "spotify_secret"],
      },
      { id: "spotify-refresh-token", title: "Spotify refresh token", value: "AQ[A-Za-z0-9_-]{129}", envVar: "SPOTIFY_REFRESH_TOKEN" },
    ],
  ),
  ...named(
    {
      provider: "SoundCloud",
      help: "https://developers.soundcloud.com/docs/api/guide",
      remediation: "Reset the client secret on the SoundCloud page of the app.",
    },
    [
      {
        id: "soundcloud-client-secret",
        title: "SoundCloud client secret",
        value: "[A-Za-z0-9]{32}",
        envVar: "SOUNDCLOUD_CLIENT_SECRET",
        also: ["soundcloud_secret"],
      },
    ],
  ),
  ...named(
    {
      provider: "Giphy",
      help: "https://developers.giphy.com/docs/api/",
      remediation: "Delete the app on the Giphy developer dashboard and create a new one.",
    },
    [{ id: "giphy-api-key", title: "Giphy API key", value: "[A-Za-z0-9]{32}", envVar: "GIPHY_API_KEY", also: ["giphy_key"] }],
  ),
  ...named(
    { provider: "Unsplash", help: "https://unsplash.com/documentation", remediation: "Regenerate the keys on the Unsplash page of the application." },
    [
      {
        id: "unsplash-key",
        title: "Unsplash access or secret key",
        value: "[A-Za-z0-9_-]{43}",
        envVar: "UNSPLASH_ACCESS_KEY",
        also: ["unsplash_secret_key", "unsplash_api_key", "unsplash_client_secret"],
      },
    ],
  ),
  ...named(
    { provider: "Pexels", help: "https://www.pexels.com/api/documentation/", remediation: "Ask Pexels for a new key on the page of the API." },
    [{ id: "pexels-api-key", title: "Pexels API key", value: "[A-Za-z0-9]{56}", envVar: "PEXELS_API_KEY", also: ["pexels_key"] }],
  ),
  ...named(
    {
      provider: "TMDB",
      help: "https://developer.themoviedb.org/docs/getting-started",
      remediation: "Regenerate the key on TMDB under Settings, API.",
    },
    [{ id: "tmdb-api-key", title: "TMDB API key", value: "[a-f0-9]{32}", envVar: "TMDB_API_KEY", also: ["themoviedb_api_key", "moviedb_api_key"] }],
  ),
  ...named(
    {
      provider: "DeepL",
      help: "https://developers.deepl.com/docs/getting-started/auth",
      remediation: "Deactivate the key in the DeepL account under API keys.",
    },
    [
      {
        id: "deepl-auth-key",
        title: "DeepL authentication key",
        value: "[a-f0-9]{8}(?:-[a-f0-9]{4}){3}-[a-f0-9]{12}(?::fx)?",
        envVar: "DEEPL_AUTH_KEY",
        also: ["deepl_api_key", "deepl_key"],
      },
    ],
  ),
  ...named(
    {
      provider: "Lokalise",
      help: "https://docs.lokalise.com/en/articles/1929556-api-tokens",
      remediation: "Delete the token in Lokalise under Profile settings, API tokens.",
    },
    [
      {
        id: "lokalise-api-token",
        title: "Lokalise API token",
        value: "[a-f0-9]{40}",
        envVar: "LOKALISE_API_TOKEN",
        also: ["lokalise_token", "lokalise_api_key"],
      },
    ],
  ),
  ...named(
    {
      provider: "Crowdin",
      help: "https://support.crowdin.com/account-settings/",
      remediation: "Revoke the token in Crowdin under Account settings, API.",
    },
    [
      {
        id: "crowdin-personal-token",
        title: "Crowdin personal token",
        value: "[a-f0-9]{80}",
        envVar: "CROWDIN_PERSONAL_TOKEN",
        also: ["crowdin_token", "crowdin_api_key", "crowdin_api_token"],
      },
    ],
  ),
  ...named(
    {
      provider: "Transifex",
      help: "https://developers.transifex.com/reference/api-authentication",
      remediation: "Revoke the token in Transifex under User settings, API token.",
    },
    [
      {
        id: "transifex-token",
        title: "Transifex token",
        value: "1/[a-f0-9]{40}",
        envVar: "TRANSIFEX_TOKEN",
        also: ["transifex_api_token", "tx_token"],
      },
    ],
  ),
])
