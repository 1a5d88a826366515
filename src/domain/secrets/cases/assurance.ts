/** Cases of services that check code and of threat intelligence. */
import type { CasesByRule } from "../cases.ts"
import { namedCases } from "./named.ts"

export const assuranceCases: CasesByRule = {
  "code-climate-reporter-id": {
    hits: ["CC_TEST_REPORTER_ID={{hex:64}}", "  CC_TEST_REPORTER_ID: {{hex:64}}"],
    misses: ["CC_TEST_REPORTER_ID={{hex:63}}", "CC_TEST_REPORTER_ID: $CC_TEST_REPORTER_ID", "CC_TEST_REPORTER_ID={{hex:65}}"],
  },
  "snyk-scoped-token": {
    hits: ["snyk auth snyk_uat.{{hex:8}}.eyJ{{b64url:80}}.{{b64url:80}}", `SNYK_TOKEN="snyk_sat.{{hex:8}}.eyJ{{alnum:80}}.{{alnum:86}}"`],
    misses: ["snyk_uat.{{hex:8}}.eyJ{{b64url:80}}", "snyk_uat.{{hex:7}}.eyJ{{b64url:80}}.{{b64url:80}}", "snyk_uat.***"],
  },
  "socket-security-token": {
    hits: ["SOCKET_SECURITY_API_TOKEN=sktsec_{{b64url:44}}_api", `"apiToken": "sktsec_{{alnum:46}}_api"`],
    misses: ["sktsec_{{alnum:44}}", "sktsec_{{alnum:20}}_api", "sktsec_{{alnum:44}}_apix"],
  },
  "stackhawk-api-key": {
    hits: ["HAWK_API_KEY=hawk.{{alnum:20}}.{{alnum:20}}", `hawk init --key "hawk.{{b64url:20}}.{{b64url:20}}"`],
    misses: ["hawk.{{alnum:19}}.{{alnum:20}}", "tomahawk.{{alnum:20}}.{{alnum:20}}", "hawk.{{alnum:20}}.{{alnum:21}}"],
  },
  "aikido-token": {
    hits: ["AIKIDO_TOKEN=AIK_RUNTIME_1_234_EU_{{alnum:48}}", `apikey = "AIK_CI_{{alnum:60}}"`, "clientSecret: AIK_SECRET_{{alnum:64}}"],
    misses: ["AIKIDO_TOKEN=AIK_RUNTIME_YOUR_TOKEN_HERE", "AIK_CI_{{alnum:30}}", "AIK_OTHER_{{alnum:60}}"],
  },
  "tines-webhook": {
    hits: ["curl https://acme.tines.com/webhook/{{hex:32}}/{{hex:32}}", `"url": "https://acme-1.tines.io/webhook/intake/{{hex:32}}"`],
    misses: ["https://acme.tines.com/webhook/{{hex:32}}/{{hex:31}}", "https://acme.tines.com/webhook/<path>/<secret>"],
  },
  ...namedCases({
    "snyk-api-token": ["SNYK_TOKEN", "{{uuid}}", "{{hex:32}}"],
    "codecov-upload-token": ["CODECOV_TOKEN", "{{uuid}}", "{{hex:36}}"],
    "coveralls-repo-token": ["COVERALLS_REPO_TOKEN", "{{alnum:32}}", "{{alnum:31}}"],
    "codacy-project-token": ["CODACY_PROJECT_TOKEN", "{{hex:32}}", "{{hex:31}}"],
    "codacy-api-token": ["CODACY_API_TOKEN", "{{alnum:20}}", "{{alnum:19}}"],
    "sonarcloud-token": ["SONAR_TOKEN", "{{hex:40}}", "{{hex:39}}"],
    "deepsource-dsn": ["DEEPSOURCE_DSN", "https://{{hex:32}}@app.deepsource.com", "https://sampledsn@deepsource.io"],
    "semgrep-app-token": ["SEMGREP_APP_TOKEN", "{{hex:64}}", "{{hex:63}}"],
    "mend-key": ["WS_APIKEY", "{{hex:64}}", "{{hex:63}}"],
    "veracode-api-secret": ["VERACODE_API_KEY_SECRET", "vera01ei-{{hex:128}}", "{{hex:127}}"],
    "fossa-api-key": ["FOSSA_API_KEY", "{{hex:32}}", "{{hex:31}}"],
    "blackduck-api-token": ["BLACKDUCK_API_TOKEN", "{{b64:98}}==", "{{b64:97}}=="],
    "shodan-api-key": ["SHODAN_API_KEY", "{{alnum:32}}", "{{letters:32}}"],
    "virustotal-api-key": ["VIRUSTOTAL_API_KEY", "{{hex:64}}", "{{hex:63}}"],
    "hibp-api-key": ["HIBP_API_KEY", "{{hex:32}}", "{{hex:31}}"],
    "abuseipdb-api-key": ["ABUSEIPDB_API_KEY", "{{hex:80}}", "{{hex:79}}"],
    "censys-api-secret": ["CENSYS_API_SECRET", "{{alnum:32}}", "{{alnum:31}}"],
    "urlscan-api-key": ["URLSCAN_API_KEY", "{{uuid}}", "{{hex:32}}"],
    "securitytrails-api-key": ["SECURITYTRAILS_API_KEY", "{{alnum:32}}", "{{alnum:31}}"],
    "alienvault-otx-key": ["OTX_API_KEY", "{{hex:64}}", "{{hex:63}}"],
    "greynoise-api-key": ["GREYNOISE_API_KEY", "{{alnum:64}}", "{{letters:64}}"],
    "tenable-api-key": ["TENABLE_SECRET_KEY", "{{hex:64}}", "{{hex:63}}"],
    "crowdstrike-client-secret": ["FALCON_CLIENT_SECRET", "{{alnum:40}}", "{{alnum:39}}"],
    "hunter-api-key": ["HUNTER_API_KEY", "{{hex:40}}", "{{hex:39}}"],
  }),
}
