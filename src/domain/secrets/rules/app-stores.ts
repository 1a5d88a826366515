/** Credentials that sign, notarise and publish apps and extensions. */
import { family, type SecretRule } from "../rule.ts"
import { assignedRules } from "./assigned.ts"
import { hex, uuid } from "./token-values.ts"

const signing = family(
  {
    provider: "Android",
    help: "https://developer.android.com/studio/publish/app-signing",
    remediation: "Change the password of the key store, and let Gradle read it from a file or the environment outside of the repository.",
    envVar: "KEYSTORE_PASSWORD",
  },
  [
    {
      id: "android-keystore-password",
      title: "Android key store password",
      kind: "generic",
      keywords: ["storePassword", "keyPassword"],
      // Groovy writes no = between the name and the value.
      pattern: String.raw`(?:store|key)Password(?:[ \t]{1,9}|[ \t]{0,9}(?:=|\()[ \t]{0,9})(["'])((?:(?!\1)[^\r\n$]){4,128})\1`,
      capture: 2,
      severity: "high",
      paths: String.raw`\.gradle(?:\.kts)?$`,
    },
  ],
)

const named = assignedRules([
  {
    id: "apple-app-specific-password",
    title: "Apple app-specific password",
    provider: "Apple",
    names: [
      "apple_app_specific_password",
      "apple_application_specific_password",
      "apple_id_password",
      "apple_password",
      "apple_notarization_password",
      "notarize_password",
      "notarization_password",
    ],
    value: "(?!abcd-|xxxx-|aaaa-)[a-z]{4}(?:-[a-z]{4}){3}",
    help: "https://support.apple.com/en-us/102654",
    remediation: "Revoke the password under Sign-In and Security, App-Specific Passwords, of the Apple Account.",
    envVar: "APPLE_APP_SPECIFIC_PASSWORD",
    minEntropy: 2.5,
  },
  {
    id: "vs-marketplace-token",
    title: "Visual Studio Marketplace token of the older format",
    provider: "Visual Studio Marketplace",
    names: ["vsce_pat", "vsce_token", "vscode_marketplace_token", "vs_marketplace_token"],
    value: "[a-z2-7]{52}",
    help: "https://code.visualstudio.com/api/working-with-extensions/publishing-extension",
    remediation: "Revoke the token under Personal access tokens in Azure DevOps, and check what was published with it.",
    envVar: "VSCE_PAT",
  },
  {
    id: "open-vsx-legacy-token",
    title: "Open VSX access token of the older format",
    provider: "Open VSX",
    names: ["ovsx_pat", "ovsx_token", "open_vsx_token", "open_vsx_pat", "openvsx_access_token"],
    value: uuid,
    help: "https://github.com/eclipse-openvsx/openvsx/wiki/Publishing-Extensions",
    remediation: "Delete the access token in the Open VSX settings, and check what was published with it.",
    envVar: "OVSX_PAT",
  },
  {
    id: "mozilla-addons-secret",
    title: "Mozilla Add-ons API secret",
    provider: "Mozilla",
    names: ["web_ext_api_secret", "amo_api_secret", "amo_jwt_secret", "amo_secret", "firefox_api_secret", "firefox_jwt_secret"],
    value: hex(64),
    help: "https://extensionworkshop.com/documentation/develop/getting-started-with-web-ext/",
    remediation: "Revoke the API credentials on the Manage API Keys page of the Add-ons Developer Hub.",
    envVar: "WEB_EXT_API_SECRET",
  },
])

export const appStoreRules: readonly SecretRule[] = [...signing, ...named]
