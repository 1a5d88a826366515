/** Further credentials of code hosts: sessions, client secrets, webhook secrets, self-hosted servers. */
import { family, type SecretRule } from "../rule.ts"
import { left, right, rightBase64, rightUrl } from "../shapes.ts"
import { assignedRules } from "./assigned.ts"
import { alnum, hex } from "./token-values.ts"

const marked = family(
  {
    provider: "GitLab",
    help: "https://docs.gitlab.com/security/tokens/",
    remediation: "Reset the token in GitLab's settings, and look through the audit events for its use.",
    envVar: "GITLAB_TOKEN",
  },
  [
    {
      id: "gitlab-session-cookie",
      title: "GitLab session cookie",
      keywords: ["_gitlab_session"],
      pattern: String.raw`_gitlab_session["']?[ \t]{0,3}[=:][ \t]{0,3}["']?([a-f0-9]{32})${right}`,
      capture: 1,
      remediation: "Sign the user out of all sessions under Active sessions in GitLab.",
      envVar: "GITLAB_SESSION",
    },
    {
      id: "gitlab-runner-registration-token",
      title: "GitLab runner registration token",
      keywords: ["GR1348941"],
      pattern: `${left}GR1348941[A-Za-z0-9_-]{20}${rightUrl}`,
      remediation: "Reset the registration token under CI/CD settings, Runners, and create runners with authentication tokens instead.",
      envVar: "REGISTRATION_TOKEN",
    },
    {
      id: "gitlab-workspace-token",
      title: "GitLab workspace token",
      keywords: ["glwt-"],
      pattern: `${left}glwt-[A-Za-z0-9_-]{20,300}${rightUrl}`,
      minEntropy: 3,
      remediation: "Terminate the workspace in GitLab: its token ends with it.",
    },
    {
      id: "bitbucket-data-center-token",
      provider: "Bitbucket",
      title: "Bitbucket Data Center HTTP access token",
      keywords: ["BBDC-"],
      // Base64 of twelve digits, a colon and twenty bytes: a digit makes the first letter M, N or O.
      pattern: `${left}BBDC-[MNO][A-Za-z0-9+/]{43}${rightBase64}`,
      help: "https://confluence.atlassian.com/bitbucketserver/http-access-tokens-939515499.html",
      remediation: "Revoke the token under HTTP access tokens of the account, project or repository.",
      envVar: "BITBUCKET_TOKEN",
    },
  ],
)

const named = assignedRules([
  {
    id: "github-oauth-client-secret",
    title: "GitHub OAuth or App client secret",
    provider: "GitHub",
    names: ["github_client_secret", "github_oauth_secret", "github_oauth_client_secret", "github_app_client_secret", "gh_client_secret"],
    value: hex(40),
    help: "https://docs.github.com/en/apps/oauth-apps/building-oauth-apps/creating-an-oauth-app",
    remediation: "Generate a new client secret in the app's developer settings and delete the old one.",
    envVar: "GITHUB_CLIENT_SECRET",
  },
  {
    id: "github-legacy-token",
    title: "GitHub token of the format before 2021",
    provider: "GitHub",
    names: ["github_token", "github_api_token", "github_access_token", "github_oauth_token", "github_auth_token", "github_pat", "gh_token"],
    value: hex(40),
    help: "https://github.blog/engineering/platform-security/behind-githubs-new-authentication-token-formats/",
    remediation: "Revoke the token under Developer settings, Personal access tokens, and issue a fine-grained one.",
    envVar: "GITHUB_TOKEN",
  },
  {
    id: "github-webhook-secret",
    title: "GitHub webhook secret",
    provider: "GitHub",
    names: ["github_webhook_secret", "github_hook_secret", "github_app_webhook_secret"],
    value: "[a-f0-9]{32,64}",
    help: "https://docs.github.com/en/webhooks/using-webhooks/validating-webhook-deliveries",
    remediation: "Set a new secret in the settings of the webhook or the GitHub App.",
    envVar: "GITHUB_WEBHOOK_SECRET",
  },
  {
    id: "bitbucket-oauth-secret",
    title: "Bitbucket OAuth consumer secret",
    provider: "Bitbucket",
    names: ["bitbucket_client_secret", "bitbucket_oauth_secret", "bitbucket_consumer_secret", "bitbucket_secret"],
    value: alnum(32),
    help: "https://support.atlassian.com/bitbucket-cloud/docs/use-oauth-on-bitbucket-cloud/",
    remediation: "Delete the OAuth consumer in the workspace settings and add a new one.",
    envVar: "BITBUCKET_CLIENT_SECRET",
  },
])

export const codeHostRules: readonly SecretRule[] = [...marked, ...named]
