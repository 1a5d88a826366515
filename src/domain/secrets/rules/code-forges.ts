/** Credentials of code hosts beside the three large ones. */
import { family, type SecretRule } from "../rule.ts"
import { left, right } from "../shapes.ts"
import { assignedRules } from "./assigned.ts"
import { alnum, base64, hex } from "./token-values.ts"

const marked = family(
  {
    provider: "Gitea",
    help: "https://docs.gitea.com/development/oauth2-provider",
    remediation: "Regenerate the secret of the OAuth2 application under Settings, Applications.",
    envVar: "GITEA_CLIENT_SECRET",
  },
  [
    {
      id: "gitea-oauth-client-secret",
      title: "Gitea or Forgejo OAuth client secret",
      keywords: ["gto_"],
      pattern: `${left}gto_[a-z2-7]{52}${right}`,
    },
  ],
)

const named = assignedRules([
  {
    id: "gitea-token",
    title: "Gitea access token",
    provider: "Gitea",
    names: ["gitea"],
    value: hex(40),
    help: "https://docs.gitea.com/development/api-usage",
    remediation: "Delete the token under Settings, Applications, of the Gitea account.",
    envVar: "GITEA_TOKEN",
  },
  {
    id: "forgejo-token",
    title: "Forgejo or Codeberg access token",
    provider: "Forgejo",
    names: ["forgejo", "codeberg"],
    value: hex(40),
    help: "https://forgejo.org/docs/latest/user/api-usage/",
    remediation: "Delete the token under Settings, Applications, of the Forgejo account.",
    envVar: "FORGEJO_TOKEN",
  },
  {
    id: "gitea-runner-token",
    title: "Gitea or Forgejo runner registration token",
    provider: "Gitea",
    names: ["gitea_runner_registration_token", "forgejo_runner_registration_token", "gitea_runner_token", "forgejo_runner_token"],
    value: alnum(40),
    help: "https://docs.gitea.com/usage/actions/act-runner",
    remediation: "Reset the registration token in the runner settings of the instance, organisation or repository.",
    envVar: "GITEA_RUNNER_REGISTRATION_TOKEN",
  },
  {
    id: "gogs-token",
    title: "Gogs access token",
    provider: "Gogs",
    names: ["gogs_token", "gogs_access_token", "gogs_api_token"],
    value: hex(40),
    help: "https://github.com/gogs/docs-api",
    remediation: "Delete the token under Settings, Applications, of the Gogs account.",
    envVar: "GOGS_TOKEN",
  },
  {
    id: "gitee-token",
    title: "Gitee access token",
    provider: "Gitee",
    names: ["gitee_token", "gitee_access_token", "gitee_api_token", "gitee_private_token"],
    value: hex(32),
    help: "https://gitee.com/api/v5/swagger",
    remediation: "Delete the personal access token in the Gitee settings.",
    envVar: "GITEE_TOKEN",
  },
  {
    id: "azure-devops-legacy-pat",
    title: "Azure DevOps personal access token of the older format",
    provider: "Azure DevOps",
    names: ["azure_devops_ext_pat", "azure_devops_pat", "azure_devops_token", "azure_devops_auth_token", "vsts_token", "vsts_pat"],
    value: "[a-z2-7]{52}",
    help: "https://learn.microsoft.com/en-us/azure/devops/organizations/accounts/use-personal-access-tokens-to-authenticate",
    remediation: "Revoke the token under User settings, Personal access tokens, in Azure DevOps.",
    envVar: "AZURE_DEVOPS_EXT_PAT",
  },
  {
    id: "gerrit-http-password",
    title: "Gerrit HTTP password",
    provider: "Gerrit",
    names: ["gerrit_http_password", "gerrit_password", "gerrit_http_token", "gerrit_auth_token"],
    value: base64(42),
    help: "https://gerrit-review.googlesource.com/Documentation/user-upload.html",
    remediation: "Generate a new HTTP password under Settings, HTTP credentials, in Gerrit.",
    envVar: "GERRIT_HTTP_PASSWORD",
  },
  {
    id: "phabricator-conduit-token",
    title: "Phabricator Conduit API token",
    provider: "Phabricator",
    names: ["phabricator_token", "phabricator_api_token", "conduit_token", "conduit_api_token", "arc_token"],
    value: "(?:api|cli)-[a-z0-9]{28}",
    help: "https://secure.phabricator.com/book/phabricator/article/conduit/",
    remediation: "Terminate the token under Settings, Conduit API Tokens, in Phabricator.",
    envVar: "CONDUIT_TOKEN",
  },
])

export const codeForgeRules: readonly SecretRule[] = [...marked, ...named]
