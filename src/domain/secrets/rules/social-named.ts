/** Credentials of social networks, maps, weather and sport that only their variable's name gives away. */
import { assignedRules } from "./assigned.ts"
import { named } from "./named.ts"

export const namedSocialRules = assignedRules([
  ...named(
    {
      provider: "X",
      help: "https://docs.x.com/resources/fundamentals/authentication/oauth-1-0a/api-key-and-secret",
      remediation: "Regenerate the keys of the app in the X developer portal under Keys and tokens.",
    },
    [
      {
        id: "twitter-consumer-secret",
        title: "X consumer secret",
        value: "[A-Za-z0-9]{50}",
        envVar: "TWITTER_CONSUMER_SECRET",
        also: ["twitter_api_secret", "twitter_app_secret", "twitter_client_secret", "twitter_api_key_secret"],
      },
      {
        id: "twitter-access-token-secret",
        title: "X access token secret",
        value: "[A-Za-z0-9]{45}",
        envVar: "TWITTER_ACCESS_TOKEN_SECRET",
        also: ["twitter_access_secret", "twitter_token_secret", "twitter_oauth_token_secret"],
      },
      {
        id: "twitter-access-token",
        title: "X access token",
        value: "\\d{6,20}-[A-Za-z0-9]{40}",
        envVar: "TWITTER_ACCESS_TOKEN",
        also: ["twitter_oauth_token"],
      },
    ],
  ),
  ...named(
    {
      provider: "LinkedIn",
      help: "https://learn.microsoft.com/en-us/linkedin/shared/authentication/client-credentials-flow",
      remediation: "Generate a second client secret on the LinkedIn developer page under Auth, and delete this one.",
    },
    [
      {
        id: "linkedin-client-secret",
        title: "LinkedIn client secret",
        value: "[A-Za-z0-9]{16}",
        envVar: "LINKEDIN_CLIENT_SECRET",
        also: ["linkedin_secret", "linkedin_app_secret"],
      },
      {
        id: "linkedin-access-token",
        title: "LinkedIn access token",
        value: "AQ[A-Za-z0-9_-]{200,800}",
        envVar: "LINKEDIN_ACCESS_TOKEN",
        also: ["linkedin_refresh_token", "linkedin_token"],
      },
    ],
  ),
  ...named(
    {
      provider: "TikTok",
      help: "https://developers.tiktok.com/doc/oauth-user-access-token-management",
      remediation: "Reset the client secret of the app on the TikTok developer page.",
    },
    [
      {
        id: "tiktok-client-secret",
        title: "TikTok client secret",
        value: "[A-Za-z0-9]{32,40}",
        envVar: "TIKTOK_CLIENT_SECRET",
        also: ["tiktok_app_secret", "tiktok_secret"],
      },
    ],
  ),
  ...named(
    {
      provider: "Reddit",
      help: "https://support.reddithelp.com/hc/en-us/articles/16160319875092",
      remediation: "Delete the app on Reddit's page of authorised applications and create a new one.",
    },
    [
      {
        id: "reddit-client-secret",
        title: "Reddit client secret",
        value: "[A-Za-z0-9_-]{27,30}",
        envVar: "REDDIT_CLIENT_SECRET",
        also: ["reddit_secret", "reddit_app_secret"],
      },
    ],
  ),
])
