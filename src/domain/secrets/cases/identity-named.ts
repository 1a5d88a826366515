/** Test material only: cases of the rules in rules/identity-named.ts. */
import type { CasesByRule } from "../cases.ts"
import { heldBy } from "./held-by.ts"

export const namedIdentityCases: CasesByRule = {
  "auth0-client-secret": heldBy("AUTH0_CLIENT_SECRET", "{{b64url:64}}"),
  "auth0-session-secret": heldBy("AUTH0_SECRET", "{{hex:64}}"),
  "okta-client-secret": heldBy("OKTA_CLIENT_SECRET", "{{b64url:64}}"),
  "onelogin-client-secret": heldBy("ONELOGIN_CLIENT_SECRET", "{{hex:64}}"),
  "fusionauth-api-key": heldBy("FUSIONAUTH_API_KEY", "{{b64url:64}}", "{{alnum:30}}"),
  "keycloak-client-secret": heldBy("KEYCLOAK_CLIENT_SECRET", "{{alnum:32}}"),
  "duo-secret-key": heldBy("DUO_SECRET_KEY", "{{alnum:40}}"),
  "cognito-client-secret": heldBy("COGNITO_CLIENT_SECRET", "{{lowernum:51}}", "{{lowernum:40}}"),
  "turnstile-secret-key": heldBy("TURNSTILE_SECRET_KEY", "0x4{{b64url:32}}"),
  "hcaptcha-secret-key": heldBy("HCAPTCHA_SECRET_KEY", "ES_{{hex:32}}"),
  "recaptcha-secret-key": heldBy("RECAPTCHA_SECRET_KEY", "6L{{alnum:6}}AAAAA{{b64url:27}}"),
}
