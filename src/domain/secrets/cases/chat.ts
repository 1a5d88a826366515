/** Test material only: cases of the rules in rules/chat.ts. */
import type { CasesByRule } from "../cases.ts"

export const chatCases: CasesByRule = {
  "meta-access-token": {
    hits: [
      "https://graph.facebook.com/me?access_token=EAA{{alnum:180}}",
      `"accessToken": "EAA{{alnum:110}}"`,
      "Authorization: Bearer EAA{{alnum:190}}",
    ],
    misses: ["access_token=EAA{{alnum:60}}", "mappings: 'EAAA,EAAC'", "xEAA{{alnum:180}}"],
  },
  "instagram-access-token": {
    hits: ["INSTAGRAM_ACCESS_TOKEN=IGQV{{b64url:140}}", `"IGAA{{alnum:170}}"`],
    misses: ["IGQV{{alnum:60}}", "BIGAA{{alnum:170}}"],
  },
  "twitch-chat-token": {
    hits: ["PASS oauth:{{lowernum:30}}", `password: "oauth:{{lowernum:30}}"`],
    misses: ["oauth:{{lowernum:29}}", "oauth:{{lowernum:31}}", "urn:ietf:params:oauth:grant-type"],
  },
  "telnyx-api-key": {
    hits: ["TELNYX_API_KEY=KEY0{{HEX:31}}_{{alnum:22}}", "Authorization: Bearer KEY0{{HEX:31}}_{{alnum:22}}"],
    misses: ["KEY0{{HEX:31}}", "KEY0{{HEX:31}}_{{alnum:21}}", "MONKEY0{{HEX:31}}_{{alnum:22}}"],
  },
  "pubnub-secret-key": {
    hits: ["PUBNUB_SECRET_KEY=sec-c-{{alnum:48}}", `secretKey: "sec-c-{{alnum:48}}"`],
    misses: ["sec-c-{{alnum:47}}", "sub-c-{{uuid}}"],
  },
  "onesignal-api-key": {
    hits: ["ONESIGNAL_API_KEY=os_v2_app_{{lower:103}}", "Authorization: Key os_v2_org_{{lower:103}}"],
    misses: ["os_v2_app_{{lower:40}}", "os_v2_user_{{lower:103}}"],
  },
  "courier-auth-token": {
    hits: ["COURIER_AUTH_TOKEN=pk_prod_{{upper:28}}", `authorizationToken: "pk_prod_{{upper:28}}"`],
    misses: ["pk_prod_{{upper:27}}", "pk_prod_{{lower:28}}"],
  },
  "intercom-access-token": {
    hits: ["INTERCOM_ACCESS_TOKEN={{intercom}}", `"Bearer {{intercom}}"`],
    misses: ["dG9rOj{{b64:53}}=", "dG9rOj{{alnum:20}}"],
  },
  "riot-api-key": {
    hits: ["RIOT_API_KEY=RGAPI-{{uuid}}", "X-Riot-Token: RGAPI-{{uuid}}"],
    misses: ["RGAPI-{{hex:32}}", "RGAPI-xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx"],
  },
}
