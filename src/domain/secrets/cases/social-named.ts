/** Test material only: cases of the rules in rules/social-named.ts. */
import type { CasesByRule } from "../cases.ts"
import { heldBy } from "./held-by.ts"

export const namedSocialCases: CasesByRule = {
  "twitter-consumer-secret": heldBy("TWITTER_CONSUMER_SECRET", "{{alnum:50}}"),
  "twitter-access-token-secret": heldBy("TWITTER_ACCESS_TOKEN_SECRET", "{{alnum:45}}"),
  "twitter-access-token": heldBy("TWITTER_ACCESS_TOKEN", "{{digits:18}}-{{alnum:40}}"),
  "linkedin-client-secret": heldBy("LINKEDIN_CLIENT_SECRET", "{{alnum:16}}"),
  "linkedin-access-token": heldBy("LINKEDIN_ACCESS_TOKEN", "AQ{{b64url:320}}", "AQ{{b64url:100}}"),
  "tiktok-client-secret": heldBy("TIKTOK_CLIENT_SECRET", "{{alnum:32}}", "{{alnum:31}}"),
  "reddit-client-secret": heldBy("REDDIT_CLIENT_SECRET", "{{b64url:30}}", "{{b64url:26}}"),
}
