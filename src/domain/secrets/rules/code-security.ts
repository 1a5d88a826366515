/** Credentials of services that look for weaknesses in code and its dependencies. */
import { family, type SecretRule } from "../rule.ts"
import { left, right, rightUrl } from "../shapes.ts"
import { assignedRules } from "./assigned.ts"
import { hex, uuid } from "./token-values.ts"

const marked = family(
  {
    provider: "Snyk",
    help: "https://docs.snyk.io/snyk-api/authentication-for-api",
    remediation: "Revoke the token under Account settings, or delete the service account, in Snyk.",
    envVar: "SNYK_TOKEN",
  },
  [
    {
      id: "snyk-scoped-token",
      title: "Snyk personal or service account token",
      keywords: ["snyk_uat.", "snyk_sat."],
      pattern: `${left}snyk_[us]at\\.[a-f0-9]{8}\\.eyJ[A-Za-z0-9_-]{20,400}\\.[A-Za-z0-9_-]{40,400}${rightUrl}`,
    },
    {
      id: "socket-security-token",
      provider: "Socket",
      title: "Socket Security API token",
      keywords: ["sktsec_"],
      pattern: `${left}sktsec_[A-Za-z0-9_-]{40,60}_api${right}`,
      help: "https://docs.socket.dev/reference/creating-and-managing-api-tokens",
      remediation: "Rotate or delete the token on the API Tokens page of the Socket organisation.",
      envVar: "SOCKET_SECURITY_API_TOKEN",
    },
    {
      id: "stackhawk-api-key",
      provider: "StackHawk",
      title: "StackHawk API key",
      keywords: ["hawk."],
      pattern: `${left}hawk\\.[A-Za-z0-9_-]{20}\\.[A-Za-z0-9_-]{20}${rightUrl}`,
      minEntropy: 3.5,
      help: "https://docs.stackhawk.com/hawkscan/getting-started/",
      remediation: "Delete the key under Settings, API Keys, in StackHawk.",
      envVar: "HAWK_API_KEY",
    },
    {
      id: "aikido-token",
      provider: "Aikido",
      title: "Aikido runtime, CI or client secret token",
      keywords: ["AIK_RUNTIME_", "AIK_CI_", "AIK_SECRET_"],
      pattern: `${left}AIK_(?:RUNTIME|CI|SECRET)_(?:[A-Z0-9]{1,8}_){0,3}[A-Za-z0-9]{40,80}${right}`,
      help: "https://help.aikido.dev/zen-firewall/zen-installation-instructions/creating-an-aikido-zen-firewall-token",
      remediation: "Revoke the token where it was created in Aikido: under Zen, Continuous Integration or API integrations.",
      envVar: "AIKIDO_TOKEN",
    },
  ],
)

const named = assignedRules([
  {
    id: "snyk-api-token",
    title: "Snyk API token of the older format",
    provider: "Snyk",
    names: ["snyk_token", "snyk_api_token", "snyk_api_key", "snyk_oauth_token"],
    value: uuid,
    help: "https://docs.snyk.io/snyk-api/authentication-for-api",
    remediation: "Revoke and regenerate the token under Account settings in Snyk.",
    envVar: "SNYK_TOKEN",
  },
  {
    id: "semgrep-app-token",
    title: "Semgrep token",
    provider: "Semgrep",
    names: ["semgrep"],
    value: hex(64),
    help: "https://semgrep.dev/docs/deployment/tokens",
    remediation: "Delete the token under Settings, Tokens, in Semgrep AppSec Platform.",
    envVar: "SEMGREP_APP_TOKEN",
  },
  {
    id: "mend-key",
    title: "Mend user or organisation key",
    provider: "Mend",
    names: ["whitesource_api_key", "whitesource_user_key", "wss_apikey", "ws_apikey", "ws_userkey", "mend_user_key", "mend_api_key"],
    value: hex(64),
    help: "https://docs.mend.io/platform/latest/authentication-and-authorization",
    remediation: "Delete the user key under My profile, or regenerate the API key under Integrate, in Mend.",
    envVar: "MEND_USER_KEY",
  },
  {
    id: "veracode-api-secret",
    title: "Veracode API secret key",
    provider: "Veracode",
    names: ["veracode"],
    value: "(?:vera01[a-z0-9]{2}-)?[a-f0-9]{128}",
    help: "https://docs.veracode.com/r/c_api_credentials3",
    remediation: "Revoke the API credentials in the Veracode account, and generate new ones.",
    envVar: "VERACODE_API_KEY_SECRET",
  },
  {
    id: "fossa-api-key",
    title: "FOSSA API key",
    provider: "FOSSA",
    names: ["fossa_api_key", "fossa_api_token", "fossa_token"],
    value: hex(32),
    help: "https://docs.fossa.com/docs/api-reference",
    remediation: "Delete the token under Settings, Integrations, API, in FOSSA.",
    envVar: "FOSSA_API_KEY",
  },
  {
    id: "blackduck-api-token",
    title: "Black Duck API token",
    provider: "Black Duck",
    names: ["blackduck_api_token", "blackduck_token", "blackduck_access_token", "black_duck_token", "black_duck_api_token", "bd_hub_token"],
    // Base64 of two identifiers with a colon between them.
    value: "[a-z0-9+/]{98}==",
    help: "https://documentation.blackduck.com/bundle/bd-hub/page/UsersAndGroups/UserAccessToken.html",
    remediation: "Delete the token on the Access Tokens page of the Black Duck profile.",
    envVar: "BLACKDUCK_API_TOKEN",
  },
])

export const codeSecurityRules: readonly SecretRule[] = [...marked, ...named]
