/** Credentials of identity providers that carry a mark of their own. */
import { family, type SecretRule } from "../rule.ts"
import { left, right, rightUrl } from "../shapes.ts"
import { between } from "./between.ts"
import { beginnings, spelled } from "./spelling.ts"

export const identityRules: readonly SecretRule[] = family(
  {
    provider: "Stytch",
    help: "https://stytch.com/docs/workspace-management/secrets",
    remediation: "Rotate the project secret in the Stytch dashboard under API keys.",
    envVar: "STYTCH_SECRET",
  },
  [
    {
      id: "stytch-secret",
      title: "Stytch project secret",
      keywords: ["secret-live-", "secret-test-"],
      pattern: `${left}secret-(?:live|test)-[A-Za-z0-9_-]{36}=?(?![A-Za-z0-9_=-])`,
      minEntropy: 3.8,
    },
    {
      id: "clerk-secret-key",
      provider: "Clerk",
      title: "Clerk secret key",
      keywords: ["clerk_secret_key", "clerk_api_key"].flatMap(beginnings),
      pattern: `${spelled("clerk_(?:secret|api)_key")}${between}(sk_(?:live|test)_[A-Za-z0-9]{30,60})${right}`,
      ignoreCase: true,
      capture: 1,
      help: "https://clerk.com/docs/guides/development/rotate-api-keys",
      remediation: "Rotate the secret key in the Clerk dashboard under API keys.",
      envVar: "CLERK_SECRET_KEY",
    },
    {
      id: "workos-api-key",
      provider: "WorkOS",
      title: "WorkOS API key",
      keywords: ["sk_live_a2V5Xz", "sk_test_a2V5Xz"],
      pattern: `${left}sk_(?:live|test)_a2V5Xz[A-Za-z0-9+/=]{40,160}${right}`,
      help: "https://workos.com/docs/reference/api-keys",
      remediation: "Delete the key in the WorkOS dashboard under API keys.",
      envVar: "WORKOS_API_KEY",
    },
    {
      id: "atlassian-data-center-pat",
      provider: "Atlassian",
      title: "Jira, Confluence or Bitbucket Data Center access token",
      keywords: ["jira", "confluence", "bitbucket"].flatMap((product) =>
        ["token", "pat", "api", "access", "personal"].flatMap((word) => beginnings(`${product}_${word}`)),
      ),
      pattern: `${spelled("(?:jira|confluence|bitbucket)_(?:api_|personal_|access_){0,2}(?:token|pat)")}${between}([MNO][A-Za-z0-9+/]{43})(?![A-Za-z0-9+/=])`,
      ignoreCase: true,
      capture: 1,
      validator: "atlassian-pat",
      help: "https://confluence.atlassian.com/enterprise/using-personal-access-tokens-1026032365.html",
      remediation: "Revoke the token under Profile, Personal access tokens.",
      envVar: "JIRA_TOKEN",
    },
    {
      id: "box-app-settings",
      provider: "Box",
      title: "Box app settings",
      keywords: ['"boxAppSettings"'],
      pattern: `"boxAppSettings"\\s{0,9}:\\s{0,9}\\{[^{}]{0,200}?"clientSecret"\\s{0,9}:\\s{0,9}"([A-Za-z0-9]{32})"`,
      capture: 1,
      help: "https://developer.box.com/guides/authentication/jwt/",
      remediation: "Reset the client secret and remove the public key in the Box Developer Console.",
      envVar: "BOX_CLIENT_SECRET",
    },
    {
      id: "expo-access-token",
      provider: "Expo",
      title: "Expo robot token",
      keywords: ["expo_token", "expo_access_token"].flatMap(beginnings),
      pattern: `${spelled("expo_(?:access_)?token")}${between}([A-Za-z0-9_-]{40})${rightUrl}`,
      ignoreCase: true,
      capture: 1,
      minEntropy: 4,
      help: "https://docs.expo.dev/accounts/programmatic-access/",
      remediation: "Revoke the token in Expo under Account settings, Access tokens.",
      envVar: "EXPO_TOKEN",
    },
  ],
)
