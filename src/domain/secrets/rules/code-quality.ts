/** Credentials of services that measure code: coverage, maintainability. */
import { family, type SecretRule } from "../rule.ts"
import { right } from "../shapes.ts"
import { assignedRules } from "./assigned.ts"
import { between } from "./between.ts"
import { beginnings, spelled } from "./spelling.ts"
import { alnum, hex, uuid } from "./token-values.ts"

const marked = family(
  {
    provider: "Code Climate",
    help: "https://docs.codeclimate.com/docs/finding-your-test-coverage-token",
    remediation: "Regenerate the test reporter identifier in the repository's settings.",
    envVar: "CC_TEST_REPORTER_ID",
  },
  [
    {
      id: "code-climate-reporter-id",
      title: "Code Climate test reporter identifier",
      keywords: beginnings("cc_test_reporter_id"),
      pattern: `${spelled("cc_test_reporter_id")}${between}([a-f0-9]{64})${right}`,
      ignoreCase: true,
      capture: 1,
      severity: "medium",
      minEntropy: 3,
    },
  ],
)

const named = assignedRules([
  {
    id: "codecov-upload-token",
    title: "Codecov upload token",
    provider: "Codecov",
    names: ["codecov_token", "codecov_upload_token", "codecov_static_token", "codecov_api_token"],
    value: uuid,
    help: "https://docs.codecov.com/docs/codecov-tokens",
    remediation: "Regenerate the token in the repository's Configuration tab in Codecov.",
    envVar: "CODECOV_TOKEN",
  },
  {
    id: "coveralls-repo-token",
    title: "Coveralls repository token",
    provider: "Coveralls",
    names: ["coveralls"],
    value: alnum(32),
    help: "https://docs.coveralls.io/api-introduction",
    remediation: "Regenerate the repository token in the Coveralls settings of the repository.",
    envVar: "COVERALLS_REPO_TOKEN",
  },
  {
    id: "codacy-project-token",
    title: "Codacy project token",
    provider: "Codacy",
    names: ["codacy_project_token", "codacy_token", "codacy_repository_token"],
    value: hex(32),
    help: "https://docs.codacy.com/codacy-api/api-tokens/",
    remediation: "Revoke the token under the repository's Settings, Integrations, in Codacy.",
    envVar: "CODACY_PROJECT_TOKEN",
  },
  {
    id: "codacy-api-token",
    title: "Codacy account API token",
    provider: "Codacy",
    names: ["codacy_api_token", "codacy_account_token"],
    value: alnum(20),
    help: "https://docs.codacy.com/codacy-api/api-tokens/",
    remediation: "Revoke the token under Your account, Access management, in Codacy.",
    envVar: "CODACY_API_TOKEN",
  },
  {
    id: "sonarcloud-token",
    title: "SonarQube Cloud token",
    provider: "SonarQube Cloud",
    names: ["sonar_token", "sonarcloud_token", "sonarqube_token", "sonar_auth_token", "sonar_login_token"],
    value: hex(40),
    help: "https://docs.sonarsource.com/sonarqube-cloud/managing-your-account/managing-tokens/",
    remediation: "Revoke the token under My Account, Security, in SonarQube Cloud.",
    envVar: "SONAR_TOKEN",
  },
  {
    id: "deepsource-dsn",
    title: "DeepSource repository DSN",
    provider: "DeepSource",
    names: ["deepsource_dsn"],
    value: "https://[a-z0-9]{20,64}@(?:[a-z0-9-]{1,40}\\.)?deepsource\\.(?:io|com)",
    help: "https://docs.deepsource.com/docs/analyzers-test-coverage",
    remediation: "Regenerate the DSN in the repository's Settings, Reporting, in DeepSource.",
    envVar: "DEEPSOURCE_DSN",
  },
])

export const codeQualityRules: readonly SecretRule[] = [...marked, ...named]
