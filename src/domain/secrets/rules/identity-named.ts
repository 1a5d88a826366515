/** Credentials of identity providers that only their variable's name gives away. */
import { assignedRules } from "./assigned.ts"
import { named } from "./named.ts"

export const namedIdentityRules = assignedRules([
  ...named(
    {
      provider: "Auth0",
      help: "https://auth0.com/docs/get-started/applications/rotate-client-secret",
      remediation: "Rotate the client secret of the application in the Auth0 dashboard.",
    },
    [
      {
        id: "auth0-client-secret",
        title: "Auth0 client secret",
        value: "[A-Za-z0-9_-]{64}",
        envVar: "AUTH0_CLIENT_SECRET",
        also: ["auth0_mgmt_client_secret", "auth0_management_client_secret"],
      },
      { id: "auth0-session-secret", title: "Auth0 session secret", value: "[a-f0-9]{64}", envVar: "AUTH0_SECRET" },
    ],
  ),
  ...named(
    {
      provider: "Okta",
      help: "https://developer.okta.com/docs/guides/client-secret-rotation-key/main/",
      remediation: "Rotate the client secret of the app in the Okta Admin Console.",
    },
    [
      {
        id: "okta-client-secret",
        title: "Okta client secret",
        value: "(?:[A-Za-z0-9_-]{64}|[A-Za-z0-9_-]{40})",
        envVar: "OKTA_CLIENT_SECRET",
        also: ["okta_oauth2_client_secret"],
      },
    ],
  ),
  ...named(
    {
      provider: "OneLogin",
      help: "https://developers.onelogin.com/api-docs/1/getting-started/working-with-api-credentials",
      remediation: "Delete the API credential in OneLogin under Developers.",
    },
    [
      {
        id: "onelogin-client-secret",
        title: "OneLogin client secret",
        value: "[a-f0-9]{64}",
        envVar: "ONELOGIN_CLIENT_SECRET",
        also: ["onelogin_api_secret"],
      },
    ],
  ),
  ...named(
    {
      provider: "FusionAuth",
      help: "https://fusionauth.io/docs/apis/authentication",
      remediation: "Delete the key in FusionAuth under Settings, API keys.",
    },
    [
      {
        id: "fusionauth-api-key",
        title: "FusionAuth API key",
        value: "[A-Za-z0-9_-]{40,90}",
        envVar: "FUSIONAUTH_API_KEY",
        also: ["fusionauth_key"],
      },
    ],
  ),
  ...named(
    {
      provider: "Keycloak",
      help: "https://www.keycloak.org/docs/latest/server_admin/",
      remediation: "Regenerate the client secret in the Keycloak admin console under Credentials.",
    },
    [
      {
        id: "keycloak-client-secret",
        title: "Keycloak client secret",
        value: "(?:[A-Za-z0-9]{32}|[a-f0-9]{8}(?:-[a-f0-9]{4}){3}-[a-f0-9]{12})",
        envVar: "KEYCLOAK_CLIENT_SECRET",
        also: ["keycloak_secret", "kc_client_secret", "keycloak_credentials_secret"],
      },
    ],
  ),
  ...named(
    {
      provider: "Duo",
      help: "https://duo.com/docs/protecting-applications",
      remediation: "Reset the secret key of the application in the Duo Admin Panel.",
    },
    [
      {
        id: "duo-secret-key",
        title: "Duo secret key",
        value: "[A-Za-z0-9]{40}",
        envVar: "DUO_SECRET_KEY",
        also: ["duo_skey", "duo_client_secret"],
        bare: true,
      },
    ],
  ),
  ...named(
    {
      provider: "Amazon Cognito",
      help: "https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-settings-client-apps.html",
      remediation: "Create a new app client in the user pool and delete this one.",
    },
    [
      {
        id: "cognito-client-secret",
        title: "Cognito app client secret",
        value: "[a-z0-9]{48,55}",
        envVar: "COGNITO_CLIENT_SECRET",
        also: ["cognito_app_client_secret", "cognito_secret"],
      },
    ],
  ),
  ...named(
    {
      provider: "Cloudflare Turnstile",
      help: "https://developers.cloudflare.com/turnstile/troubleshooting/rotate-secret-key/",
      remediation: "Rotate the secret key of the widget in the Cloudflare dashboard.",
    },
    [
      {
        id: "turnstile-secret-key",
        title: "Turnstile secret key",
        value: "0x4[A-Za-z0-9_-]{32}",
        envVar: "TURNSTILE_SECRET_KEY",
        also: ["turnstile_secret", "cf_turnstile_secret"],
      },
    ],
  ),
  ...named(
    { provider: "hCaptcha", help: "https://docs.hcaptcha.com/", remediation: "Generate a new secret in the hCaptcha dashboard under Settings." },
    [
      {
        id: "hcaptcha-secret-key",
        title: "hCaptcha secret key",
        value: "(?:0x[A-Fa-f0-9]{40}|ES_[a-f0-9]{32})",
        envVar: "HCAPTCHA_SECRET_KEY",
        also: ["hcaptcha_secret"],
      },
    ],
  ),
  ...named(
    {
      provider: "Google reCAPTCHA",
      help: "https://developers.google.com/recaptcha/docs/verify",
      remediation: "Create a new key pair in the reCAPTCHA admin console and delete this one.",
    },
    [
      {
        id: "recaptcha-secret-key",
        title: "reCAPTCHA secret key",
        value: "6L[A-Za-z0-9_-]{6}AAAAA[A-Za-z0-9_-]{27}",
        envVar: "RECAPTCHA_SECRET_KEY",
        also: ["recaptcha_secret", "recaptcha_private_key"],
      },
    ],
  ),
])
