/** Cases of package registries and app stores. */
import type { CasesByRule } from "../cases.ts"
import { expand, randomFrom } from "../generate.ts"
import { crc32Hex } from "../validators-b.ts"
import { namedCases } from "./named.ts"

function packagist(prefix: string, seed: number): string {
  const body = `${prefix}${expand("{{hex:60}}", randomFrom(seed))}`
  return body + crc32Hex(body)
}

export const packageCases: CasesByRule = {
  "packagist-token": {
    hits: [
      `{"http-basic": {"repo.packagist.com": {"username": "token", "password": "${packagist("packagist_ort_", 1)}"}}}`,
      `COMPOSER_TOKEN=${packagist("packagist_uut_", 2)}`,
      `https://token:${packagist("packagist_out_", 3)}@repo.packagist.com/acme/`,
    ],
    misses: ["packagist_ort_{{hex:68}}", `${packagist("packagist_ort_", 4)}a`, packagist("packagist_xxx_", 5)],
  },
  "clojars-deploy-token": {
    hits: ["CLOJARS_PASSWORD=CLOJARS_{{lowernum:60}}", `:password "CLOJARS_{{lowernum:60}}"`],
    misses: ["CLOJARS_{{lowernum:59}}", "CLOJARS_{{lowernum:61}}", "CLOJARS_PASSWORD=secret"],
  },
  "open-vsx-token": {
    hits: ["OVSX_PAT=ovsxat_{{uuid}}", "npx ovsx publish -p ovsxat_{{b64url:43}}"],
    misses: ["ovsxat_{{hex:30}}", "ovsxat_{{b64url:60}}", "xovsxat_{{uuid}}"],
  },
  "yarn-npm-auth": {
    path: ".yarnrc.yml",
    hits: [`npmAuthToken: "{{uuid}}"`, "    npmAuthIdent: {{basic}}"],
    misses: [`npmAuthToken: "\${NPM_TOKEN}"`, "npmAlwaysAuth: true", `npmAuthToken: "<your token>"`],
  },
  "anaconda-channel-url": {
    hits: ["- https://conda.anaconda.org/t/ab-{{uuid}}/acme", `channel = "https://repo.anaconda.cloud/t/xy-{{uuid}}/main"`],
    misses: [
      "https://conda.anaconda.org/t/<TOKEN>/acme",
      "https://conda.anaconda.org/t/ab-{{hex:32}}/acme",
      "https://conda.anaconda.org/conda-forge",
    ],
  },
  "myget-feed-url": {
    hits: [
      `<add key="acme" value="https://www.myget.org/F/acme/auth/{{uuid}}/api/v3/index.json" />`,
      "registry=https://www.myget.org/F/acme/auth/{{uuid}}/npm/",
    ],
    misses: ["https://www.myget.org/F/acme/api/v3/index.json", "https://www.myget.org/F/acme/auth/{{hex:32}}/npm/"],
  },
  "cloudsmith-entitlement-url": {
    hits: [
      "--extra-index-url https://dl.cloudsmith.io/{{alnum:16}}/acme/tools/python/simple/",
      `url = "https://dl.cloudsmith.io/{{alnum:16}}/acme/tools/deb/"`,
    ],
    misses: [
      "https://dl.cloudsmith.io/public/acme/tools/deb/",
      "https://dl.cloudsmith.io/{{alnum:15}}/acme/tools/deb/",
      "https://dl.cloudsmith.io/basic/acme/tools/",
    ],
  },
  "coveralls-repo-token-file": {
    path: ".coveralls.yml",
    hits: ["repo_token: {{alnum:32}}", `repo_token: "{{alnum:33}}"`],
    misses: ["repo_token: {{alnum:20}}", "repo_token: <token>", "service_name: {{alnum:32}}"],
  },
  "android-keystore-password": {
    path: "app/build.gradle",
    hits: [`storePassword "{{password}}"`, `            keyPassword = '{{alnum:12}}'`, `storePassword("{{alnum:16}}")`],
    misses: [`storePassword System.getenv("KEYSTORE_PASSWORD")`, `storePassword keystoreProperties['storePassword']`, `keyPassword "$keyPass"`],
  },
  ...namedCases({
    "npm-legacy-token": ["NPM_TOKEN", "{{uuid}}", "{{hex:32}}"],
    "hex-api-key": ["HEX_API_KEY", "{{hex:32}}", "{{hex:31}}"],
    "anaconda-api-token": ["ANACONDA_API_TOKEN", "ab-{{uuid}}", "{{uuid}}"],
    "maven-central-token": ["MAVEN_CENTRAL_PASSWORD", "{{b64:44}}", "{{b64:43}}"],
    "develocity-access-key": ["DEVELOCITY_ACCESS_KEY", "ge.acme.dev={{lower:52}}", "ge.acme.dev={{lower:51}}"],
    "gradle-plugin-portal-secret": ["GRADLE_PUBLISH_SECRET", "{{alnum:32}}", "{{alnum:31}}"],
    "myget-api-key": ["MYGET_API_KEY", "{{uuid}}", "{{hex:32}}"],
    "cloudsmith-api-key": ["CLOUDSMITH_API_KEY", "{{hex:40}}", "{{hex:39}}"],
    "gemfury-token": ["GEMFURY_PUSH_TOKEN", "{{alnum:20}}", "{{letters:20}}"],
    "quay-token": ["QUAY_ROBOT_TOKEN", "{{upper:64}}", "{{upper:63}}"],
    "harbor-robot-secret": ["HARBOR_ROBOT_SECRET", "{{alnum:32}}", "{{alnum:31}}"],
    "chocolatey-api-key": ["CHOCO_API_KEY", "{{uuid}}", "{{hex:36}}"],
    "cocoapods-trunk-token": ["COCOAPODS_TRUNK_TOKEN", "{{hex:32}}", "{{hex:31}}"],
    "buf-token": ["BUF_TOKEN", "{{hex:64}}", "{{hex:63}}"],
    "apple-app-specific-password": ["APPLE_APP_SPECIFIC_PASSWORD", "{{lower:4}}-{{lower:4}}-{{lower:4}}-{{lower:4}}", "xxxx-xxxx-xxxx-xxxx"],
    "vs-marketplace-token": ["VSCE_PAT", "{{lower:52}}", "{{lower:51}}"],
    "open-vsx-legacy-token": ["OVSX_PAT", "{{uuid}}", "{{hex:32}}"],
    "mozilla-addons-secret": ["WEB_EXT_API_SECRET", "{{hex:64}}", "{{hex:63}}"],
  }),
}
