/** Credentials of code hosts, package registries, build services and observability. */
import { family, type SecretRule } from "../rule.ts"
import { left, right, rightUrl } from "../shapes.ts"
import { between } from "./between.ts"

const github = family(
  {
    provider: "GitHub",
    help: "https://docs.github.com/en/authentication/keeping-your-account-and-data-secure/about-authentication-to-github",
    remediation: "Revoke the token in the developer settings, issue a new one with fewer rights, and look through the security log.",
    envVar: "GITHUB_TOKEN",
  },
  [
    {
      id: "github-pat-classic",
      title: "GitHub personal access token",
      keywords: ["ghp_"],
      pattern: `${left}ghp_[A-Za-z0-9]{36}${right}`,
      validator: "crc32-base62",
    },
    {
      id: "github-oauth-token",
      title: "GitHub OAuth access token",
      keywords: ["gho_"],
      pattern: `${left}gho_[A-Za-z0-9]{36}${right}`,
      validator: "crc32-base62",
    },
    {
      id: "github-app-token",
      title: "GitHub App token",
      keywords: ["ghu_", "ghs_"],
      pattern: `${left}gh[us]_[A-Za-z0-9]{36}${right}`,
      validator: "crc32-base62",
    },
    {
      id: "github-refresh-token",
      title: "GitHub refresh token",
      keywords: ["ghr_"],
      pattern: `${left}ghr_[A-Za-z0-9]{36,76}${right}`,
      validator: "crc32-base62",
    },
    {
      id: "github-pat-fine-grained",
      title: "GitHub fine-grained personal access token",
      keywords: ["github_pat_"],
      pattern: `${left}github_pat_[A-Za-z0-9]{22}_[A-Za-z0-9]{59}${right}`,
    },
  ],
)

const gitlab = family(
  {
    provider: "GitLab",
    help: "https://docs.gitlab.com/security/tokens/",
    remediation: "Revoke the token in GitLab and issue a new one with fewer rights.",
    envVar: "GITLAB_TOKEN",
  },
  [
    {
      id: "gitlab-pat",
      title: "GitLab personal access token",
      keywords: ["glpat-"],
      pattern: `${left}glpat-[A-Za-z0-9_-]{20,300}(?:\\.[a-z0-9]{2}\\.[a-z0-9]{9})?${rightUrl}`,
    },
    {
      id: "gitlab-token",
      title: "GitLab deploy, runner, trigger or job token",
      keywords: ["gldt-", "glrt-", "glrtr-", "glptt-", "glcbt-", "glft-", "glimt-", "glagent-", "gloas-", "glsoat-", "glffct-"],
      pattern: `${left}gl(?:dt|rt|rtr|ptt|cbt|ft|imt|agent|oas|soat|ffct)-[A-Za-z0-9_-]{20,300}(?:\\.[a-z0-9]{2}\\.[a-z0-9]{9})?${rightUrl}`,
      minEntropy: 3,
    },
  ],
)

const registries = family(
  {
    provider: "npm",
    help: "https://docs.npmjs.com/about-access-tokens",
    remediation: "Revoke the token at the registry, issue a granular one, and check what was published with it.",
    envVar: "NPM_TOKEN",
  },
  [
    {
      id: "npm-access-token",
      title: "npm access token",
      keywords: ["npm_"],
      pattern: `${left}npm_[A-Za-z0-9]{36}${right}`,
      validator: "crc32-base62",
    },
    {
      id: "npmrc-auth",
      title: "npm registry credential",
      keywords: ["_authToken", "_auth", "_password"],
      pattern: String.raw`(?:_authToken|_auth|_password)[ \t]{0,9}=[ \t]{0,9}["']?([A-Za-z0-9+/_.=-]{6,400})`,
      kind: "generic",
      capture: 1,
      severity: "high",
      paths: String.raw`(?:^|[/\\])\.?(?:npmrc|yarnrc)[^/\\]*$`,
      help: "https://docs.npmjs.com/cli/configuring-npm/npmrc",
    },
    {
      id: "pypi-token",
      provider: "PyPI",
      title: "PyPI API token",
      keywords: ["pypi-AgE"],
      pattern: `(?<![A-Za-z0-9_-])pypi-AgE[A-Za-z0-9_-]{50,1000}${rightUrl}`,
      validator: "pypi-macaroon",
      help: "https://pypi.org/help/#apitoken",
      envVar: "PYPI_TOKEN",
    },
    {
      id: "rubygems-token",
      provider: "RubyGems",
      title: "RubyGems API key",
      keywords: ["rubygems_"],
      pattern: `${left}rubygems_[a-f0-9]{48}${right}`,
      help: "https://guides.rubygems.org/api-key-scopes/",
      envVar: "GEM_HOST_API_KEY",
    },
    {
      id: "nuget-key",
      provider: "NuGet",
      title: "NuGet API key",
      keywords: ["oy2"],
      pattern: `${left}oy2[a-z0-9]{43}${right}`,
      minEntropy: 3.5,
      help: "https://learn.microsoft.com/en-us/nuget/nuget-org/scoped-api-keys",
      envVar: "NUGET_API_KEY",
    },
    {
      id: "crates-token",
      provider: "crates.io",
      title: "crates.io API token",
      keywords: ["cio"],
      pattern: `(?<![A-Za-z0-9_.-])cio[A-Za-z0-9]{32}${right}`,
      minEntropy: 4,
      help: "https://doc.rust-lang.org/cargo/reference/publishing.html",
      envVar: "CARGO_REGISTRY_TOKEN",
    },
    {
      id: "docker-hub-token",
      provider: "Docker",
      title: "Docker Hub access token",
      keywords: ["dckr_pat_", "dckr_oat_"],
      pattern: `${left}dckr_(?:pat_[A-Za-z0-9_-]{27}|oat_[A-Za-z0-9_-]{32})${rightUrl}`,
      help: "https://docs.docker.com/security/access-tokens/",
      envVar: "DOCKERHUB_TOKEN",
    },
    {
      id: "artifactory-token",
      provider: "JFrog",
      title: "Artifactory API key or reference token",
      keywords: ["AKCp", "cmVmdGtuO"],
      pattern: `${left}(?:AKCp[A-Za-z0-9]{69}|cmVmdGtuO[A-Za-z0-9]{55})${right}`,
      help: "https://jfrog.com/help/r/jfrog-platform-administration-documentation/reference-token",
      envVar: "ARTIFACTORY_TOKEN",
    },
  ],
)

const building = family(
  {
    provider: "Atlassian",
    help: "https://support.atlassian.com/atlassian-account/docs/manage-api-tokens-for-your-atlassian-account/",
    remediation: "Revoke the token in the service's settings and issue a new one with fewer rights.",
    envVar: "ATLASSIAN_API_TOKEN",
  },
  [
    {
      id: "atlassian-api-token",
      title: "Atlassian API token",
      keywords: ["ATATT3", "ATCTT3", "ATBB"],
      pattern: `${left}(?:AT[AC]TT3[A-Za-z0-9_=-]{60,400}|ATBB[A-Za-z0-9]{32})${rightUrl}`,
    },
    {
      id: "circleci-token",
      provider: "CircleCI",
      title: "CircleCI token",
      keywords: ["CCIPAT_", "CCIPRJ_"],
      pattern: `${left}CCI(?:PAT|PRJ)_[A-Za-z0-9]{20,24}_[a-f0-9]{40}${right}`,
      help: "https://circleci.com/docs/managing-api-tokens/",
      envVar: "CIRCLECI_TOKEN",
    },
    {
      id: "buildkite-token",
      provider: "Buildkite",
      title: "Buildkite token",
      keywords: ["bkua_", "bkct_"],
      pattern: `${left}bk(?:ua|ct)_[A-Za-z0-9]{40}${right}`,
      help: "https://buildkite.com/docs/apis/managing-api-tokens",
      envVar: "BUILDKITE_API_TOKEN",
    },
    {
      id: "sonarqube-token",
      provider: "SonarQube",
      title: "SonarQube token",
      keywords: ["squ_", "sqp_", "sqa_"],
      pattern: `${left}sq[upa]_[a-f0-9]{40}${right}`,
      help: "https://docs.sonarsource.com/sonarqube-server/latest/user-guide/managing-tokens/",
      envVar: "SONAR_TOKEN",
    },
    {
      id: "postman-api-key",
      provider: "Postman",
      title: "Postman API key",
      keywords: ["PMAK-"],
      pattern: `${left}PMAK-[a-f0-9]{24}-[a-f0-9]{34}${right}`,
      help: "https://learning.postman.com/docs/developer/postman-api/authentication/",
      envVar: "POSTMAN_API_KEY",
    },
    {
      id: "onepassword-service-account",
      provider: "1Password",
      title: "1Password service account token",
      keywords: ["ops_eyJ"],
      pattern: `(?<![A-Za-z0-9_-])ops_eyJ[A-Za-z0-9+/_=-]{100,2000}`,
      validator: "onepassword",
      help: "https://developer.1password.com/docs/service-accounts/security/",
      remediation: "Revoke the service account in 1Password: it opens every vault it was given.",
      envVar: "OP_SERVICE_ACCOUNT_TOKEN",
    },
    {
      id: "okta-api-token",
      provider: "Okta",
      title: "Okta API token",
      keywords: ["okta_api_token", "okta_token", "okta-api-token", "oktatoken", "okta_apitoken", "SSWS "],
      pattern: String.raw`(?:okta[_-]?(?:api[_-]?)?token${between}|SSWS )(00[A-Za-z0-9_-]{40})${rightUrl}`,
      ignoreCase: true,
      capture: 1,
      help: "https://developer.okta.com/docs/guides/create-an-api-token/main/",
      envVar: "OKTA_API_TOKEN",
    },
  ],
)

const observability = family(
  {
    provider: "Datadog",
    help: "https://docs.datadoghq.com/account_management/api-app-keys/",
    remediation: "Revoke the key in the organisation's settings and issue a new one.",
    envVar: "DD_API_KEY",
  },
  [
    {
      id: "datadog-key",
      title: "Datadog API or application key",
      keywords: ["dd_api_key", "dd_app_key", "dd-api-key", "dd_application_key", "dd-application-key", "datadog", "ddog"],
      pattern: String.raw`(?:dd[_-](?:api|app|application)[_-]key|datadog[_-]?(?:api|app)[_-]?key|ddog_?key)${between}([a-f0-9]{40}|[a-f0-9]{32})${right}`,
      ignoreCase: true,
      capture: 1,
      minEntropy: 2.8,
    },
    {
      id: "sentry-token",
      provider: "Sentry",
      title: "Sentry auth token",
      keywords: ["sntrys_", "sntryu_"],
      pattern: `${left}(?:sntrys_eyJ[A-Za-z0-9+/=_-]{80,400}|sntryu_[a-f0-9]{64}${right})`,
      help: "https://docs.sentry.io/account/auth-tokens/",
      envVar: "SENTRY_AUTH_TOKEN",
    },
    {
      id: "grafana-token",
      provider: "Grafana",
      title: "Grafana token",
      keywords: ["glsa_", "glc_eyJ"],
      pattern: `${left}(?:glsa_[A-Za-z0-9]{32}_[a-fA-F0-9]{8}${right}|glc_eyJ[A-Za-z0-9+/_-]{60,400}={0,2})`,
      help: "https://grafana.com/docs/grafana/latest/administration/service-accounts/",
      envVar: "GRAFANA_TOKEN",
    },
    {
      id: "newrelic-key",
      provider: "New Relic",
      title: "New Relic key",
      keywords: ["NRAK-", "NRII-"],
      pattern: `${left}(?:NRAK-[A-Z0-9]{27}|NRII-[A-Za-z0-9_-]{32})${right}`,
      help: "https://docs.newrelic.com/docs/apis/intro-apis/new-relic-api-keys/",
      envVar: "NEW_RELIC_API_KEY",
    },
  ],
)

export const developmentRules: readonly SecretRule[] = [...github, ...gitlab, ...registries, ...building, ...observability]
