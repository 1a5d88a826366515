/** Test material only: cases of the rules in rules/identity.ts. */
import type { CasesByRule } from "../cases.ts"

export const identityCases: CasesByRule = {
  "stytch-secret": {
    hits: ["STYTCH_SECRET=secret-live-{{b64url:36}}=", `secret: "secret-test-{{b64url:36}}"`],
    misses: ["secret-live-{{alnum:20}}", "secret-live-reload-in-the-development-server-mode", "project-live-{{uuid}}"],
  },
  "clerk-secret-key": {
    hits: ["CLERK_SECRET_KEY=sk_live_{{alnum:42}}", `clerkSecretKey: "sk_test_{{alnum:42}}"`],
    misses: ["CLERK_SECRET_KEY=sk_live_{{alnum:20}}", "CLERK_PUBLISHABLE_KEY=pk_live_{{alnum:42}}"],
  },
  "workos-api-key": {
    hits: ["WORKOS_API_KEY=sk_live_a2V5Xz{{alnum:70}}", `new WorkOS("sk_test_a2V5Xz{{alnum:70}}")`],
    misses: ["sk_live_a2V5Xz{{alnum:20}}", "sk_live_{{alnum:70}}"],
  },
  "atlassian-data-center-pat": {
    hits: ["JIRA_TOKEN={{atlassianPat}}", `confluenceToken: "{{atlassianPat}}"`, "JIRA_PAT: '{{atlassianPat}}'"],
    misses: ["JIRA_TOKEN=N{{b64:43}}", "JIRA_TOKEN={{base64of:33}}", "JIRA_URL={{atlassianPat}}"],
  },
  "box-app-settings": {
    hits: [
      `{"boxAppSettings": {"clientID": "{{lowernum:32}}", "clientSecret": "{{alnum:32}}", "appAuth": {}}}`,
      `"boxAppSettings" : {"clientID":"x","clientSecret":"{{alnum:32}}"`,
    ],
    misses: [
      `{"boxAppSettings": {"clientID": "{{lowernum:32}}", "clientSecret": "{{alnum:31}}"}}`,
      `{"boxAppSettings": {"clientID": "{{lowernum:32}}"}}`,
    ],
  },
  "expo-access-token": {
    hits: ["EXPO_TOKEN={{b64url:40}}", `expoToken: "{{b64url:40}}"`],
    misses: ["EXPO_TOKEN={{b64url:39}}", "EXPO_TOKEN=${TOKEN}"],
  },
}
