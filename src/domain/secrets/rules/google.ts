/** Credentials of Google services beside the keys in cloud.ts. */
import { family, type SecretRule } from "../rule.ts"
import { left, right, rightUrl } from "../shapes.ts"
import { assignedRules } from "./assigned.ts"

const marked = family(
  {
    provider: "Google",
    help: "https://firebase.google.com/docs/cloud-messaging/auth-server",
    remediation: "Delete the server key in the Firebase console under Cloud Messaging, and send with the HTTP v1 interface.",
    envVar: "FCM_SERVER_KEY",
    severity: "high",
  },
  [
    {
      id: "google-fcm-server-key",
      title: "Firebase Cloud Messaging server key",
      // Registration tokens hold the same mark, behind another beginning: those are no secrets of the server.
      keywords: [":APA91b"],
      pattern: `(?<=(?<![A-Za-z0-9_-])AAAA[A-Za-z0-9_-]{7}):APA91b[A-Za-z0-9_-]{134}${rightUrl}`,
    },
    {
      id: "google-oauth-client-json",
      title: "Google OAuth client secret in its downloaded file",
      keywords: [".apps.googleusercontent.com"],
      // Secrets from before the mark GOCSPX-: 24 characters, known only by the file they stand in.
      pattern: `\\.apps\\.googleusercontent\\.com"[^{}]{0,800}?"client_secret"\\s{0,9}:\\s{0,9}"([A-Za-z0-9_-]{24})"`,
      capture: 1,
      minEntropy: 3.3,
      help: "https://support.google.com/cloud/answer/6158849",
      remediation: "Add a new secret to the OAuth client in the Google Cloud console, move to it, and delete this one.",
      envVar: "GOOGLE_CLIENT_SECRET",
    },
    {
      id: "google-hmac-access-id",
      title: "Cloud Storage HMAC access ID",
      keywords: ["GOOG1E"],
      pattern: `${left}GOOG1E[A-Z0-9]{55}${right}`,
      severity: "medium",
      help: "https://cloud.google.com/storage/docs/authentication/hmackeys",
      remediation: "Deactivate and delete the HMAC key in the interoperability settings of Cloud Storage.",
      envVar: "GCS_ACCESS_KEY_ID",
    },
  ],
)

const named = assignedRules([
  {
    id: "google-hmac-secret",
    title: "Cloud Storage HMAC secret",
    provider: "Google",
    names: ["gcs_secret", "gcs_hmac_secret", "gs_secret_access_key", "google_storage_secret"],
    value: "[A-Za-z0-9+/]{40}",
    help: "https://cloud.google.com/storage/docs/authentication/hmackeys",
    remediation: "Deactivate and delete the HMAC key in the interoperability settings of Cloud Storage.",
    envVar: "GCS_SECRET_ACCESS_KEY",
    minEntropy: 3.8,
  },
  {
    id: "google-recaptcha-secret",
    title: "reCAPTCHA secret key",
    provider: "Google",
    // The site key looks the same and is public: only the name tells them apart.
    names: ["recaptcha_secret", "recaptcha_private_key", "recaptcha_v2_secret", "recaptcha_v3_secret", "recaptcha_server_key"],
    value: "6L[A-Za-z0-9_-]{38}",
    help: "https://developers.google.com/recaptcha/docs/verify",
    remediation: "Create a new key pair in the reCAPTCHA admin console; a secret alone cannot be changed.",
    envVar: "RECAPTCHA_SECRET_KEY",
  },
  {
    id: "google-maps-signing-secret",
    title: "Google Maps URL signing secret",
    provider: "Google",
    names: ["maps_signing_secret", "google_maps_signing", "maps_url_signing", "google_url_signing_secret"],
    value: "[A-Za-z0-9_-]{27}=",
    help: "https://developers.google.com/maps/documentation/maps-static/digital-signature",
    remediation: "Generate a new signing secret on the credentials page of the Google Maps Platform.",
    envVar: "GOOGLE_MAPS_SIGNING_SECRET",
  },
  {
    id: "firebase-database-secret",
    title: "Firebase Realtime Database secret",
    provider: "Firebase",
    names: ["firebase_database_secret", "firebase_db_secret", "firebase_secret", "firebase_auth_secret"],
    value: "[A-Za-z0-9]{40}",
    help: "https://firebase.google.com/docs/database/rest/auth",
    remediation: "Revoke the secret in the project settings under Service accounts, Database secrets, and use a service account.",
    envVar: "FIREBASE_DATABASE_SECRET",
  },
  {
    id: "web-push-vapid-private-key",
    title: "Web Push private key (VAPID)",
    provider: "Web Push",
    names: ["vapid_private_key", "vapid_privatekey", "webpush_private_key", "web_push_private_key"],
    value: "[A-Za-z0-9_-]{43}",
    help: "https://www.rfc-editor.org/rfc/rfc8292",
    remediation: "Make a new pair of keys; every subscription made with the old one has to be renewed.",
    envVar: "VAPID_PRIVATE_KEY",
    minEntropy: 3.8,
  },
])

export const googleServiceRules: readonly SecretRule[] = [...marked, ...named]
