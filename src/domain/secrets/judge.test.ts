import { expect, test } from "vitest"
import { expand, randomFrom } from "./generate.ts"
import { createSecretScanner } from "./scanner.ts"

const scanner = createSecretScanner({ key: "test" })

/** `confidence`, or the reason why it is set aside, of each rule that matches. */
function verdicts(template: string, path = "src/app.ts"): Record<string, string> {
  const found = scanner.scanText(expand(template, randomFrom(4)), path)
  return Object.fromEntries(found.map((detection) => [detection.rule.id, detection.filtered ?? detection.confidence]))
}

const q = '"'

test("[S2.1-11] slugs that end in sk- are set aside, keys are not, wherever they stand", () => {
  for (const slug of ["risk-", "task-", "disk-", "desk-", "flask-"])
    expect(verdicts(`${slug}{{lower:26}}`)).toEqual({ "policy-6": "a word that ends in sk-, not a key" })
  expect(verdicts("sk-{{alnum:24}}")["policy-6"]).toBe("high")
  expect(verdicts(String.raw`key\nsk-{{alnum:24}}`)["policy-6"]).toBe("high")
  expect(verdicts("url%3Dsk-{{alnum:24}}")["policy-6"]).toBe("high")
  // Glued to a word, yet random: kept, with little confidence.
  expect(verdicts("desk-{{alnum:40}}")["policy-6"]).toBe("low")
  expect(verdicts("sk-{{lower:26}}")["policy-6"]).toBe("low")
})

test("[S2.1-12] a checksum that fails lowers the confidence and hides nothing", () => {
  expect(verdicts("{{crc:ghp_}}")).toEqual({ "policy-7": "high", "github-pat-classic": "high" })
  expect(verdicts("ghp_{{alnum:36}}")).toEqual({ "policy-7": "low", "github-pat-classic": "low" })
})

test("a checksum that holds counts in test material too; other tokens there count less", () => {
  expect(verdicts("{{crc:ghp_}}", "test/fixtures/a.json")["github-pat-classic"]).toBe("high")
  expect(verdicts("sk_live_{{alnum:24}}", "src/pay.ts")["stripe-live-key"]).toBe("high")
  expect(verdicts("sk_live_{{alnum:24}}", "src/pay.test.ts")["stripe-live-key"]).toBe("medium")
  expect(verdicts("{{pem:PRIVATE KEY}}", "test/server.key")["private-key-pem"]).toBe("low")
})

test.each([
  [`password: ${q}{{alnum:24}}${q}`, "src/a.ts", "high"],
  [`password: ${q}{{password}}${q}`, "src/a.ts", "medium"],
  [`password: ${q}{{lower:1}}${q}`, "src/a.ts", "low"],
  [`password: ${q}([A-Za-z0-9+/]{86}==)${q}`, "src/a.ts", "an expression that describes values"],
  [`password: ${q}([^;]+);Endpoint=${q}`, "src/a.ts", "an expression that describes values"],
  [`password: ${q}(.+?)Q${q}`, "src/a.ts", "an expression that describes values"],
  [`password: ${q}changeme${q}`, "src/a.ts", "a placeholder or a documented example"],
  [`password: ${q}hunter2${q}`, "src/a.ts", "low"],
  [`password: ${q}postgres${q}`, "src/a.ts", "low"],
  [`password: ${q}{{alnum:24}}${q}`, "test/a.test.ts", "low"],
  [`password: ${q}{{alnum:24}}${q}`, "docs/setup.md", "medium"],
  [`password: ${q}{{alnum:24}}${q}`, "package-lock.json", "in a lock file, which lists digests"],
  [`password: ${q}<your password>${q}`, "src/a.ts", "a template to be filled in"],
  [`password = ${q}\${DB_PASSWORD}${q}`, "src/a.ts", "a template to be filled in"],
  [`password = ${q}process.env.DB_PASSWORD${q}`, "src/a.ts", "a reference, not a value"],
  [`password = ${q}os.getenv('X')${q}`.replaceAll("'", ""), "src/a.ts", "a reference, not a value"],
  [`password = ${q}op://vault/item/field${q}`, "src/a.ts", "a reference, not a value"],
  [`password: ${q}string${q}`, "api.yaml", "a type or a literal"],
  [`password: ${q}********${q}`, "src/a.ts", "no letter or digit in it"],
  [`password: ${q}Please sign in again.${q}`, "src/a.ts", "a message for people"],
  [`password: ${q}Passwort${q}`, "locales/de.json", "a translation"],
  [`password: ${q}correct horse battery staple${q}`, "src/a.ts", "low"],
  [`forgot_password: ${q}{{alnum:12}}${q}`, "src/a.ts", "the name says that it is no secret"],
  [`password: ${q}{{uuid}}${q}`, "src/a.ts", "medium"],
  [`password: ${q}Passwort${q}`, "src/a.ts", "low"],
  [`password: ${q}\u5bc6\u7801${q}`, "src/a.ts", "words of a natural language"],
  [`password: ${q}\u2022\u2022\u2022\u2022${q}`, "src/a.ts", "no letter or digit in it"],
  [`password: ${q}Saisissez votre mot de passe${q}`, "src/a.ts", "a message for people"],
  [`password = ${q}^(?=.*[a-z])(?=.*[0-9]).{12,}$${q}`, "src/a.ts", "an expression that describes values"],
  [`password: ${q}input[name=password]${q}`, "src/a.ts", "an expression that describes values"],
  [`passwd: ${q}^9.0.2${q}`, "package.json", "a version"],
  [`${q}PWD=${q}+cmd.Dir, ${q}A=${q}`, "src/a.go", "code between two quoted texts"],
  [`password: ${q}{{password}}${q}`, "db/init.sql", "medium"],
  [`password: ${q}{{password}}${q}`, "build/Dockerfile", "medium"],
] as const)("[S2.1-7] %s in %s: %s", (template, path, expected) => {
  expect(verdicts(template, path)["policy-2"]).toBe(expected)
})

test("the mark of an encrypted form, the setting behind a variable and the name of a kind of secret are no values", () => {
  expect(verdicts('secret "$9$abc";', "src/app.conf")).toEqual({ "named-spaced": "the mark of an encrypted form, without the rest" })
  expect(verdicts("host=db password=$PASS dbname=app", "src/app.conf")).toEqual({ "named-spaced": "behind a variable, not its value" })
  expect(verdicts('"google-api-key": "gcp-api-key"')).toEqual({ "generic-quoted": "the name of a kind of secret" })
})

test.each([
  [`${q}encryptionKey${q}: ${q}encryptionKey1024${q}`, "src/a.go", "generic-quoted", "the name itself"],
  [`newPassword: ${q}Nouveau mot de passe${q}`, "src/a.ts", "generic-quoted", "the label of a field"],
  [`passphrase: ${q}top secret${q}`, "test/a.test.ts", "generic-quoted", "a simple value in test material"],
  [`passphrase: ${q}top secret${q}`, "docs/a.md", "generic-quoted", "a simple value in a document"],
  [`passphrase: ${q}meadow copper violin harbor${q}`, "docs/a.md", "generic-quoted", "low"],
  [`passphrase = ${q}copper-violin-meadow-42${q}`, "src/a.ts", "generic-quoted", "low"],
  [`dbPassword = ${q}FalconMeadow42${q}`, "src/a.ts", "generic-quoted", "low"],
  [`POSTGRES_PASSWORD: copper-violin-meadow-42`, "compose.yaml", "generic-unquoted", "low"],
  [
    `arn = arn:aws:secretsmanager:eu-central-1:123456789012:secret:app-{{alnum:6}}`,
    "infra/a.tf",
    "generic-unquoted",
    "part of the name of a resource",
  ],
  [`#define TEST_PASS 0x00800000`, "src/a.h", "generic-define", "a number"],
  [`https://ada:{{alnum:12}}@example.com/`, "src/a.ts", "url-password", "an address reserved for examples"],
  [`https://ada:{{alnum:12}}@example.com.internal/`, "src/a.ts", "url-password", "medium"],
  [`"csrfmiddlewaretoken" value="{{alnum:32}}"`, "src/a.html", "named-pair", "the name says that it is no secret"],
] as const)("%s in %s, %s: %s", (template, path, rule, expected) => {
  expect(verdicts(template, path)[rule]).toBe(expected)
})

test.each([
  ["BACKEND_", "high"],
  ["website_", "high"],
  ["casino", "high"],
  ["nextPage", "the name says that it is no secret"],
  ["forgot_", "the name says that it is no secret"],
  ["NO_", "the name says that it is no secret"],
  ["csrf_", "the name says that it is no secret"],
])("%sPassword: %s", (before, expected) => {
  expect(verdicts(`${before}Password = ${q}{{alnum:24}}${q}`)["policy-2"]).toBe(expected)
})

test("a placeholder in base64 is one still", () => {
  const value = Buffer.from("changeme").toString("base64")
  expect(verdicts(`  db-password: ${value}`, "k8s/a.yaml")["generic-unquoted"]).toBe("a placeholder or a documented example")
  expect(verdicts("  db-password: {{b64:16}}", "k8s/a.yaml")["generic-unquoted"]).toBe("high")
})

test.each([
  ["%EF%BF%BD", "src/url.js", "characters that nobody types"],
  ["%EF%BF%BDnode", "src/url.js", "characters that nobody types"],
  ["pass%5B%7F", "test/url.js", "characters that nobody types"],
  ["pass%5B%7F", "src/url.js", "low"],
  ["%F0%9F%92%A9", "src/url.js", "words of a natural language"],
  ["%60%7B%7D", "src/url.js", "no letter or digit in it"],
  ["%20!%22$%&()*", "src/url.js", "no letter or digit in it"],
  ["%3A%40c", "test/url.js", "a simple value in test material"],
  ["%3Cpassword%3E", "src/url.js", "a template to be filled in"],
  ["{{alnum:12}}%40{{alnum:8}}", "src/url.js", "high"],
  ["{{alnum:6}}%ff", "src/url.js", "medium"],
])("percent-encoding is judged by what it stands for: %s in %s: %s", (value, path, expected) => {
  expect(verdicts(`'password': '${value}'`, path)["generic-quoted"]).toBe(expected)
  if (!value.includes("!")) expect(verdicts(`https://:${value}@db.internal/`, path)["url-password"]).toBe(expected)
})

test.each([
  [`setPassword("meadow copper violin harbor")`, "named-call", "low"],
  [`getenv("DB_PASSWORD", "meadow copper violin harbor")`, "generic-argument", "low"],
  [`getenv("DB_PASSWORD", "meadow copper violin")`, "generic-argument", "too simple for a secret in a call"],
  [`getenv("DB_TOKEN", "meadow copper violin harbor")`, "generic-argument", "too simple for a generated token"],
  [`setPassword("contains only digits and letters")`, "named-call", "a message for people"],
  [`t("password", "minimum length twelve characters")`, "generic-argument", "a message for people"],
  [`password = "must be at least twelve characters"`, "generic-quoted", "a message for people"],
  [`passphrase = "contains only digits"`, "generic-quoted", "a message for people"],
  [`passphrase = "meadow copper violin harbor"`, "generic-quoted", "low"],
  [`passphrase = "config/keys/deploy.pem"`, "generic-quoted", "a reference, not a value"],
  [`passphrase = "src/login.ts:42"`, "generic-quoted", "a reference, not a value"],
])("passphrases are told from messages: %s: %s, %s", (text, rule, expected) => {
  expect(verdicts(text)[rule]).toBe(expected)
})

test("the header of a web token alone opens nothing", () => {
  expect(verdicts(`token: "${part({ alg: "HS256", typ: "JWT" })}"`)["policy-3"]).toBe("the header of a token, without the rest")
})

test("minified code and binary files do not fill a report with generic findings", () => {
  const minified = `${"var a=1;".repeat(400)}password:"${"Passw"}ort1"${",b=2".repeat(800)}`
  expect(verdicts(minified, "src/a.js")["policy-2"]).toBe("in minified or generated code")
  expect(verdicts(`\u0000\u0001 password = "{{alnum:24}}"`, "a.bin")["policy-2"]).toBe("in a binary file")
  expect(verdicts("\u0000\u0001 {{crc:ghp_}}", "a.bin")["github-pat-classic"]).toBe("high")
})

function part(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString("base64url")
}

test("the documented example of a JSON Web Token is no secret", () => {
  const example = `${part({ alg: "HS256", typ: "JWT" })}.${part({ sub: "1234567890", name: "John Doe" })}.{{b64url:43}}`
  expect(verdicts(example)["jwt"]).toBe("the documented example of a JSON Web Token")
})
