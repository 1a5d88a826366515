/** Test material only: cases of rules/google.ts. */
import type { CasesByRule } from "../cases.ts"
import { named, token } from "./carriers.ts"

export const googleCases: CasesByRule = {
  "google-fcm-server-key": token(
    "AAAA{{alnum:7}}:APA91b{{b64url:134}}",
    "AAAA{{alnum:7}}:APA91b{{b64url:100}}",
    // A registration token.
    "{{alnum:22}}:APA91b{{b64url:134}}",
  ),
  "google-oauth-client-json": {
    hits: [
      `{"web":{"client_id":"{{digits:12}}-{{lowernum:32}}.apps.googleusercontent.com","project_id":"shop","client_secret":"{{b64url:24}}"}}`,
      `"client_id": "{{digits:12}}.apps.googleusercontent.com",\n  "client_secret": "{{alnum:24}}"`,
    ],
    misses: [
      `"client_id": "{{digits:12}}.apps.googleusercontent.com"}, {"client_secret": "{{alnum:24}}"`,
      `"client_id": "{{digits:12}}.apps.googleusercontent.com", "client_secret": "{{alnum:20}}"`,
      `"client_secret": "{{alnum:24}}"`,
    ],
  },
  "google-hmac-access-id": token("GOOG1E{{upper:55}}", "GOOG1E{{upper:54}}", "GOOG1E{{upper:56}}", "GOOG1E{{lower:55}}"),
  "google-hmac-secret": named(["GCS_SECRET_ACCESS_KEY", "gcsHmacSecret"], "{{b64:40}}", "{{alnum:39}}", "{{alnum:41}}"),
  "google-recaptcha-secret": named(
    ["RECAPTCHA_SECRET_KEY", "recaptcha_private_key", "recaptchaSecret"],
    "6Lc{{b64url:37}}",
    "6Lc{{alnum:36}}",
    "7Lc{{alnum:37}}",
  ),
  "google-maps-signing-secret": named(["GOOGLE_MAPS_SIGNING_SECRET", "mapsSigningSecret"], "{{b64url:27}}=", "{{alnum:28}}", "{{alnum:26}}="),
  "firebase-database-secret": named(["FIREBASE_DATABASE_SECRET", "firebaseSecret"], "{{alnum:40}}", "{{alnum:39}}", "{{alnum:41}}"),
  "web-push-vapid-private-key": named(["VAPID_PRIVATE_KEY", "vapidPrivateKey"], "{{b64url:43}}", "{{alnum:42}}", "{{alnum:87}}"),
}
