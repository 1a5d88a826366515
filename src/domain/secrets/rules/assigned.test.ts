import { expect, test } from "vitest"
import { expand, randomFrom } from "../generate.ts"
import { createSecretScanner } from "../scanner.ts"
import { assignedRules } from "./assigned.ts"

const row = {
  title: "Vendor key",
  provider: "Vendor",
  help: "https://vendor.example/",
  remediation: "Revoke it at the vendor.",
  envVar: "VENDOR_KEY",
}
const value = expand("{{hex:32}}", randomFrom(1))

function found(names: readonly string[], text: string): number {
  const rules = assignedRules([{ ...row, id: "vendor-key", names, value: "[a-f0-9]{32}" }])
  return createSecretScanner({ key: "test", rules }).scanText(text, "a.conf").length
}

test("a name is found with any separator in any of its places", () => {
  for (const name of [
    "acme_cloud_api_key",
    "acme-cloud-api-key",
    "acmeCloudApiKey",
    "ACME_CLOUD_apiKey",
    "acme-cloud_api-key",
    "ACMECLOUD_API_KEY",
  ]) {
    expect([name, found(["acme_cloud_api_key"], `${name}=${value}`)]).toEqual([name, 1])
  }
})

test("only a name that does not say that it is a secret needs a second word, whatever the other names are", () => {
  expect(found(["acme_api_key", "acme_cloud"], `ACME_API_KEY=${value}`)).toBe(1)
  expect(found(["acme_api_key", "acme_cloud"], `ACME_CLOUD_TOKEN=${value}`)).toBe(1)
  expect(found(["acme_api_key", "acme_cloud"], `ACME_CLOUD_REGION=${value}`)).toBe(0)
})

test("a longer value is another kind of value", () => {
  expect(found(["acme_api_key"], `ACME_API_KEY=${value}0`)).toBe(0)
  expect(found(["acme_api_key"], `ACME_API_KEY=${value}/path`)).toBe(0)
})
