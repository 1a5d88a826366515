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
    "acme.cloud.api.key",
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

test.each([
  ["an assignment", "acme_api_key = '{}'"],
  ["a setting without quotes", "ACME_API_KEY={}"],
  ["another side of a default", "process.env.ACME_API_KEY ?? `{}`"],
  ["an argument", 'os.getenv("ACME_API_KEY", "{}")'],
  ["a type", 'acmeApiKey: string = "{}"'],
  ["a type of Rust", 'const ACME_API_KEY: &str = "{}";'],
  ["bytes", 'acmeApiKey = []byte("{}")'],
  ["an array of characters", 'char acme_api_key[] = "{}";'],
  ["three quotes", 'acme_api_key = """{}"""'],
  ["JSON within JSON", String.raw`"{\"acmeApiKey\":\"{}\",\"a\":1}"`],
  ["a pair of attributes", '<add key="AcmeApiKey" value="{}" />'],
  ["a pair of fields", '{"name":"ACME_API_KEY","value":"{}"}'],
  ["a pair over two lines", "- name: ACME_API_KEY\n  value: {}\n"],
  ["a variable of Terraform", 'variable "acme_api_key" {\n  type = string\n  default = "{}"\n}'],
  ["an element", "<acmeApiKey>{}</acmeApiKey>"],
  ["an element with a name", '<property name="acme.api.key">{}</property>'],
  ["a property list", "<key>AcmeApiKey</key>\n\t<string>{}</string>"],
  ["a block", "acme_api_key: |\n  {}\n"],
  ["a call", 'client.setAcmeApiKey("{}")'],
  ["a macro", '#define ACME_API_KEY "{}"'],
  ["an option", "acme login --acme-api-key {}"],
  ["a list", '(setq acme-api-key "{}")'],
  ["a row of a table", "| `ACME_API_KEY` | `{}` | production |"],
  ["a sentence", "The acme_api_key is `{}`."],
])("a value is found in %s", (_, text) => {
  expect(found(["acme_api_key"], text.replace("{}", value))).toBe(1)
})

test.each([
  ["another statement", "acme_api_key = load()\n{}"],
  ["the next setting", "acme_api_key:\nchecksum: {}"],
  ["further words", "acme_api_key of the commit {}"],
  ["a comparison of another name", '<add key="AcmeApiKey" type="{}" />'],
])("a value is not taken from %s", (_, text) => {
  expect(found(["acme_api_key"], text.replace("{}", value))).toBe(0)
})
