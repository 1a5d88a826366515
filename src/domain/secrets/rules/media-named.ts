/** Credentials of media, pictures and translation services that only their variable's name gives away. */
import { assignedRules } from "./assigned.ts"
import { named } from "./named.ts"

export const namedMediaRules = assignedRules([
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
