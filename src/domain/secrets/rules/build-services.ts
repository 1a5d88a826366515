/** Credentials of build services and their runners. */
import { family, type SecretRule } from "../rule.ts"
import { left, rightUrl } from "../shapes.ts"
import { assignedRules } from "./assigned.ts"
import { alnum, base64url, hex } from "./token-values.ts"

const marked = family(
  {
    provider: "Buildkite",
    help: "https://buildkite.com/docs/platform/security/tokens",
    remediation: "Revoke the token on the cluster's Agent Tokens page, or where the registry or portal was set up in Buildkite.",
    envVar: "BUILDKITE_AGENT_TOKEN",
  },
  [
    {
      id: "buildkite-agent-token",
      title: "Buildkite agent, registry or portal token",
      keywords: ["bkaa_", "bkaj_", "bkar_", "bkct_", "bkpt_", "bkpat_", "bkps_"],
      pattern: `${left}bk(?:aa|aj|ar|ct|pt|pat|ps)_[A-Za-z0-9_.=-]{41,1500}`,
      minEntropy: 3,
    },
    {
      id: "teamcity-token",
      provider: "TeamCity",
      title: "TeamCity access token",
      // Base64 of {"typ": "TCV2"}: no JSON Web Token, its second part is no JSON.
      keywords: ["eyJ0eXAiOiAiVENWMiJ9"],
      pattern: `(?<![A-Za-z0-9_-])eyJ0eXAiOiAiVENWMiJ9\\.[A-Za-z0-9_=-]{30,60}\\.[A-Za-z0-9_=-]{40,80}${rightUrl}`,
      help: "https://www.jetbrains.com/help/teamcity/configuring-your-user-profile.html",
      remediation: "Delete the token under Your Profile, Access Tokens, in TeamCity.",
      envVar: "TEAMCITY_TOKEN",
    },
  ],
)

const named = assignedRules([
  {
    id: "circleci-legacy-token",
    title: "CircleCI token of the older format",
    provider: "CircleCI",
    names: ["circleci_token", "circleci_api_token", "circleci_cli_token", "circle_token", "circle_api_token", "circle_ci_token"],
    value: hex(40),
    help: "https://circleci.com/docs/managing-api-tokens/",
    remediation: "Delete the token under User settings or Project settings in CircleCI, and create one of the new format.",
    envVar: "CIRCLECI_TOKEN",
  },
  {
    id: "travis-token",
    title: "Travis CI API token",
    provider: "Travis CI",
    names: ["travis_token", "travis_api_token", "travis_access_token", "travis_auth_token"],
    value: base64url(22),
    help: "https://docs.travis-ci.com/user/triggering-builds/",
    remediation: "Regenerate the API token under Account settings in Travis CI.",
    envVar: "TRAVIS_TOKEN",
  },
  {
    id: "drone-token",
    title: "Drone user token",
    provider: "Drone",
    names: ["drone_token", "drone_api_token", "drone_user_token"],
    value: alnum(32),
    help: "https://docs.drone.io/cli/configure/",
    remediation: "Regenerate the token on the account page of the Drone server.",
    envVar: "DRONE_TOKEN",
  },
  {
    id: "drone-rpc-secret",
    title: "Drone runner shared secret",
    provider: "Drone",
    names: ["drone_rpc_secret", "drone_cookie_secret"],
    value: "[a-f0-9]{32,64}",
    help: "https://docs.drone.io/server/reference/drone-rpc-secret/",
    remediation: "Set a new shared secret on the Drone server and all of its runners.",
    envVar: "DRONE_RPC_SECRET",
  },
  {
    id: "woodpecker-agent-secret",
    title: "Woodpecker agent secret",
    provider: "Woodpecker",
    names: ["woodpecker_agent_secret", "woodpecker_grpc_secret"],
    value: hex(64),
    help: "https://woodpecker-ci.org/docs/administration/configuration/agent",
    remediation: "Set a new agent secret on the Woodpecker server and all of its agents.",
    envVar: "WOODPECKER_AGENT_SECRET",
  },
  {
    id: "jenkins-api-token",
    title: "Jenkins API token",
    provider: "Jenkins",
    names: ["jenkins_token", "jenkins_api_token", "jenkins_user_token", "jenkins_auth_token", "jenkins_password", "jenkins_api_key"],
    // The first two digits are the version of the format.
    value: "11[a-f0-9]{32}",
    help: "https://www.jenkins.io/doc/book/system-administration/authenticating-scripted-clients/",
    remediation: "Revoke the token under the user's Security settings in Jenkins.",
    envVar: "JENKINS_API_TOKEN",
  },
  {
    id: "jenkins-agent-secret",
    title: "Jenkins inbound agent secret",
    provider: "Jenkins",
    names: ["jenkins_secret", "jenkins_agent_secret", "jnlp_secret"],
    value: hex(64),
    help: "https://www.jenkins.io/doc/book/using/using-agents/",
    remediation: "Delete the agent in Jenkins and add it again under another name: its secret is derived from the name.",
    envVar: "JENKINS_SECRET",
  },
])

export const buildServiceRules: readonly SecretRule[] = [...marked, ...named]
