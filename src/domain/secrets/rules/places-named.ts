/** Credentials of maps, weather, sport and other open data that only their variable's name gives away. */
import { assignedRules } from "./assigned.ts"
import { named } from "./named.ts"

export const namedPlacesRules = assignedRules([
  ...named(
    {
      provider: "HERE",
      help: "https://www.here.com/docs/bundle/identity-and-access-management-developer-guide-dev/page/topics/plat-using-apikeys.html",
      remediation: "Delete the credential of the app on the HERE platform under Access manager.",
    },
    [
      {
        id: "here-access-key-secret",
        title: "HERE access key secret",
        value: "[A-Za-z0-9_-]{86}",
        envVar: "HERE_ACCESS_KEY_SECRET",
        also: ["here.access.key.secret"],
      },
      {
        id: "here-api-key",
        title: "HERE API key",
        value: "[A-Za-z0-9_-]{43}",
        envVar: "HERE_API_KEY",
        also: ["here_maps_api_key", "heremaps_api_key"],
      },
    ],
  ),
  ...named(
    {
      provider: "TomTom",
      help: "https://developer.tomtom.com/knowledgebase/platform/articles/how-to-get-an-tomtom-api-key/",
      remediation: "Delete the key on the TomTom developer dashboard.",
    },
    [{ id: "tomtom-api-key", title: "TomTom API key", value: "[A-Za-z0-9]{32}", envVar: "TOMTOM_API_KEY", also: ["tomtom_key"] }],
  ),
  ...named(
    {
      provider: "MapTiler",
      help: "https://docs.maptiler.com/cloud/api/authentication-key/",
      remediation: "Delete the key in MapTiler Cloud under API keys, and restrict the new one by origin.",
    },
    [
      {
        id: "maptiler-api-key",
        title: "MapTiler API key",
        value: "[A-Za-z0-9]{20}",
        envVar: "MAPTILER_API_KEY",
        also: ["maptiler_key", "maptiler_token"],
      },
    ],
  ),
  ...named(
    { provider: "OpenWeather", help: "https://openweathermap.org/appid", remediation: "Deactivate the key on the OpenWeather page for API keys." },
    [
      {
        id: "openweather-api-key",
        title: "OpenWeather API key",
        value: "[a-f0-9]{32}",
        envVar: "OPENWEATHER_API_KEY",
        also: ["openweathermap_api", "openweathermap_key", "open_weather_api", "owm_api_key"],
      },
    ],
  ),
  ...named(
    {
      provider: "Strava",
      help: "https://developers.strava.com/docs/getting-started/",
      remediation: "Reset the client secret or the tokens on the Strava page of the API application.",
    },
    [
      {
        id: "strava-client-secret",
        title: "Strava client secret or token",
        value: "[a-f0-9]{40}",
        envVar: "STRAVA_CLIENT_SECRET",
        also: ["strava_access_token", "strava_refresh_token"],
      },
    ],
  ),
  ...named(
    {
      provider: "Fitbit",
      help: "https://dev.fitbit.com/build/reference/web-api/developer-guide/getting-started/",
      remediation: "Reset the client secret of the application on the Fitbit developer page.",
    },
    [{ id: "fitbit-client-secret", title: "Fitbit client secret", value: "[a-f0-9]{32}", envVar: "FITBIT_CLIENT_SECRET", also: ["fitbit_secret"] }],
  ),
  ...named(
    {
      provider: "Yelp",
      help: "https://docs.developer.yelp.com/docs/fusion-authentication",
      remediation: "Refresh the API key on the Yelp page of the app.",
    },
    [{ id: "yelp-api-key", title: "Yelp API key", value: "[A-Za-z0-9_-]{128}", envVar: "YELP_API_KEY", also: ["yelp_fusion_api_key", "yelp_key"] }],
  ),
  ...named(
    {
      provider: "Foursquare",
      help: "https://docs.foursquare.com/developer/reference/manage-api-keys",
      remediation: "Reset the client secret in the Foursquare developer console.",
    },
    [
      {
        id: "foursquare-client-secret",
        title: "Foursquare client secret",
        value: "[A-Z0-9]{48}",
        envVar: "FOURSQUARE_CLIENT_SECRET",
        also: ["foursquare_secret", "fsq_client_secret"],
      },
    ],
  ),
  ...named(
    {
      provider: "Uber",
      help: "https://developer.uber.com/docs/riders/guides/authentication/introduction",
      remediation: "Reset the client secret of the app on the Uber developer dashboard.",
    },
    [
      {
        id: "uber-client-secret",
        title: "Uber client secret",
        value: "[A-Za-z0-9_-]{40}",
        envVar: "UBER_CLIENT_SECRET",
        also: ["uber_server_token"],
      },
    ],
  ),
  ...named({ provider: "Steam", help: "https://steamcommunity.com/dev", remediation: "Revoke the key on the Steam page for the Web API key." }, [
    {
      id: "steam-api-key",
      title: "Steam Web API key",
      value: "[A-F0-9]{32}",
      envVar: "STEAM_API_KEY",
      also: ["steam_web_api_key", "steam_webapi_key"],
    },
  ]),
  ...named(
    {
      provider: "RapidAPI",
      help: "https://docs.rapidapi.com/docs/keys-and-key-rotation",
      remediation: "Rotate the key of the application on RapidAPI under Security.",
    },
    [
      {
        id: "rapidapi-key",
        title: "RapidAPI key",
        value: "[a-z0-9]{10}msh[a-z0-9]{15}p1[a-z0-9]{5}jsn[a-z0-9]{12}",
        envVar: "RAPIDAPI_KEY",
        also: ["rapid_api_key", "x_rapidapi_key"],
      },
    ],
  ),
  ...named({ provider: "NewsAPI", help: "https://newsapi.org/docs/authentication", remediation: "Regenerate the key on the NewsAPI account page." }, [
    { id: "newsapi-key", title: "NewsAPI key", value: "[a-f0-9]{32}", envVar: "NEWSAPI_KEY", also: ["newsapi_api_key", "news_api_key"] },
  ]),
  ...named({ provider: "IPinfo", help: "https://ipinfo.io/developers", remediation: "Regenerate the token on the IPinfo dashboard." }, [
    {
      id: "ipinfo-token",
      title: "IPinfo token",
      value: "[a-f0-9]{14}",
      envVar: "IPINFO_TOKEN",
      also: ["ipinfo_access_token", "ipinfo_api_key"],
      minEntropy: 2.2,
    },
  ]),
])
