/** Cases of code hosts and build services. */
import type { CasesByRule } from "../cases.ts"
import { namedCases } from "./named.ts"

export const codeCases: CasesByRule = {
  "gitlab-session-cookie": {
    hits: ["Cookie: theme=dark; _gitlab_session={{hex:32}}; path=/", `"_gitlab_session": "{{hex:32}}"`],
    misses: ["_gitlab_session={{hex:31}}", "_gitlab_session={{hex:33}}", "_gitlab_session=xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"],
  },
  "gitlab-runner-registration-token": {
    hits: ["REGISTRATION_TOKEN=GR1348941{{b64url:20}}", `gitlab-runner register --registration-token "GR1348941{{b64url:20}}"`],
    misses: ["GR1348941{{b64url:19}}", "GR1348941{{b64url:21}}", "xGR1348941{{b64url:20}}"],
  },
  "gitlab-workspace-token": {
    hits: ["GL_TOKEN=glwt-{{b64url:20}}", `{"token": "glwt-{{b64url:52}}"}`, "https://oauth2:glwt-{{b64url:24}}@gitlab.com/acme/web.git"],
    misses: ["glwt-{{b64url:19}}", "xglwt-{{b64url:20}}", "glwt-xxxxxxxxxxxxxxxxxxxxxxxx"],
  },
  "bitbucket-data-center-token": {
    hits: ["Authorization: Bearer BBDC-M{{b64:43}}", `{"token": "BBDC-O{{b64:43}}"}`],
    misses: ["BBDC-M{{b64:42}}", "BBDC-A{{b64:43}}", "BBDC-N{{b64:44}}"],
  },
  "gitea-oauth-client-secret": {
    hits: ["CLIENT_SECRET=gto_{{lower:52}}", `clientSecret: "gto_{{lower:52}}"`],
    misses: ["gto_{{lower:51}}", "gto_{{lower:53}}", "gto_{{lower:25}}1{{lower:26}}", "mugto_{{lower:52}}x"],
  },
  "buildkite-agent-token": {
    hits: ["BUILDKITE_AGENT_TOKEN=bkct_{{alnum:70}}", `token="bkaj_{{b64url:120}}"`, "url?access=bkpt_{{alnum:90}}&x=1"],
    misses: ["bkaa_{{alnum:30}}", "bkxx_{{alnum:60}}", "xbkar_{{alnum:60}}"],
  },
  "teamcity-token": {
    hits: ["Authorization: Bearer eyJ0eXAiOiAiVENWMiJ9.{{b64url:36}}.{{b64url:48}}", `token = "eyJ0eXAiOiAiVENWMiJ9.{{alnum:36}}.{{alnum:48}}"`],
    misses: ["eyJ0eXAiOiAiVENWMiJ9.{{b64url:20}}.{{b64url:48}}", "eyJ0eXAiOiAiVENWMiJ9", "eyJ0eXAiOiAiVENWMyJ9.{{b64url:36}}.{{b64url:48}}"],
  },
  ...namedCases({
    "github-oauth-client-secret": ["GITHUB_CLIENT_SECRET", "{{hex:40}}", "{{hex:39}}"],
    "github-legacy-token": ["GITHUB_ACCESS_TOKEN", "{{hex:40}}", "{{hex:38}}gh"],
    "github-webhook-secret": ["GITHUB_WEBHOOK_SECRET", "{{hex:40}}", "{{hex:31}}"],
    "bitbucket-oauth-secret": ["BITBUCKET_CLIENT_SECRET", "{{alnum:32}}", "{{letters:32}}"],
    "gitea-token": ["GITEA_TOKEN", "{{hex:40}}", "{{hex:39}}"],
    "forgejo-token": ["CODEBERG_API_TOKEN", "{{hex:40}}", "{{hex:39}}"],
    "gitea-runner-token": ["GITEA_RUNNER_REGISTRATION_TOKEN", "{{alnum:40}}", "{{alnum:39}}"],
    "gogs-token": ["GOGS_ACCESS_TOKEN", "{{hex:40}}", "{{hex:39}}"],
    "gitee-token": ["GITEE_ACCESS_TOKEN", "{{hex:32}}", "{{hex:31}}"],
    "azure-devops-legacy-pat": ["AZURE_DEVOPS_EXT_PAT", "{{lower:52}}", "{{lower:50}}18"],
    "gerrit-http-password": ["GERRIT_HTTP_PASSWORD", "{{b64:42}}", "{{b64:41}}"],
    "phabricator-conduit-token": ["CONDUIT_TOKEN", "cli-{{lowernum:28}}", "cli-{{lowernum:27}}"],
    "circleci-legacy-token": ["CIRCLE_TOKEN", "{{hex:40}}", "{{hex:39}}"],
    "travis-token": ["TRAVIS_API_TOKEN", "{{alnum:22}}", "{{alnum:21}}"],
    "drone-token": ["DRONE_TOKEN", "{{alnum:32}}", "{{letters:32}}"],
    "drone-rpc-secret": ["DRONE_RPC_SECRET", "{{hex:32}}", "{{hex:31}}"],
    "woodpecker-agent-secret": ["WOODPECKER_AGENT_SECRET", "{{hex:64}}", "{{hex:63}}"],
    "jenkins-api-token": ["JENKINS_API_TOKEN", "11{{hex:32}}", "22{{hex:32}}"],
    "jenkins-agent-secret": ["JENKINS_AGENT_SECRET", "{{hex:64}}", "{{hex:62}}"],
    "harness-token": ["HARNESS_PLATFORM_API_KEY", "pat.{{alnum:22}}.{{hex:24}}.{{alnum:20}}", "pat.{{alnum:22}}.{{hex:23}}.{{alnum:20}}"],
    "codefresh-api-key": ["CODEFRESH_API_KEY", "{{hex:24}}.{{hex:32}}", "{{hex:24}}-{{hex:32}}"],
    "appveyor-token": ["APPVEYOR_API_TOKEN", "v2.{{lowernum:20}}", "v3.{{lowernum:20}}"],
    "bitrise-token": ["BITRISE_TOKEN", "{{alnum:86}}", "{{alnum:85}}"],
    "expo-token": ["EXPO_TOKEN", "{{alnum:40}}", "{{alnum:39}}"],
    "nx-cloud-access-token": ["NX_CLOUD_ACCESS_TOKEN", "{{b64:48}}fHJlYWQtd3JpdGU=", "{{b64:64}}"],
    "turborepo-token": ["TURBO_TOKEN", "{{alnum:24}}", "{{alnum:23}}"],
    "octopus-api-key": ["OCTOPUS_API_KEY", "API-{{upper:26}}", "API-GUEST"],
  }),
}
