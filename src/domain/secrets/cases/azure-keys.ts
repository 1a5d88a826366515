/** Test material only: cases of rules/azure-keys.ts. */
import type { CasesByRule } from "../cases.ts"
import { token } from "./carriers.ts"

/** 32 bytes with a signature. */
const key32 = (mark: string) =>
  token(`{{b64:33}}${mark}A{{alnum:5}}=`, `{{alnum:32}}${mark}A{{alnum:5}}=`, `{{alnum:33}}${mark}Z{{alnum:5}}=`, `{{alnum:33}}${mark}A{{alnum:4}}`)

/** 64 bytes with a signature. */
const key64 = (mark: string) => token(`{{b64:76}}${mark}{{alnum:5}}g==`, `{{alnum:75}}${mark}{{alnum:5}}g==`, `{{alnum:76}}${mark}{{alnum:5}}b==`)

export const azureKeyCases: CasesByRule = {
  "azure-annotated-key": token(
    "{{alnum:52}}JQQJ99BFAC{{alnum:14}}ACOG{{alnum:4}}",
    "{{alnum:51}}JQQJ99BFAC{{alnum:14}}ACOG{{alnum:4}}",
    "{{alnum:52}}JQQJ88BFAC{{alnum:14}}ACOG{{alnum:4}}",
    "{{alnum:52}}JQQJ99BZAC{{alnum:14}}ACOG{{alnum:4}}",
  ),
  "azure-functions-key": token("{{b64url:44}}AzFu{{alnum:5}}Q==", "{{alnum:43}}AzFu{{alnum:5}}Q==", "{{alnum:44}}AzFu{{alnum:5}}B=="),
  "azure-redis-key": key32("AzCa"),
  "azure-messaging-key": key32("+ASb"),
  "azure-iot-key": key32("AIoT"),
  "azure-event-grid-key": key32("AZEG"),
  "azure-api-management-key": key64("APIM"),
  "azure-machine-learning-key": key64("+AMC"),
  "azure-container-registry-password": token("{{b64:42}}+ACRA{{alnum:5}}", "{{alnum:41}}+ACRA{{alnum:5}}", "{{alnum:42}}+ACRZ{{alnum:5}}"),
}
