import { expect, test } from "vitest"
import { collapse } from "./collapse.ts"
import { expand, randomFrom } from "./generate.ts"
import { contextAfter, contextBefore, createSecretScanner, type Detection } from "./scanner.ts"

const scanner = createSecretScanner({ key: "test" })
const token = expand("{{crc:ghp_}}", randomFrom(31))
const awsKey = expand("AKIA{{base32:16}}", randomFrom(31))
const password = expand("{{alnum:20}}", randomFrom(32))

const base64 = (text: string | Uint8Array) => Buffer.from(text as string).toString("base64")
const hex = (text: string | Uint8Array) => Buffer.from(text as string).toString("hex")
const percent = (text: string) => Buffer.from(text).toString("hex").replace(/../g, "%$&")
const utf16 = (text: string) => Buffer.from(text, "utf16le")

function exposed(text: string | Uint8Array, path = "a.yaml") {
  const detections = typeof text === "string" ? scanner.scanText(text, path) : scanner.scanBytes(text, path)
  return collapse(detections).map(({ detection }) => detection)
}

const shown = (detections: readonly Detection[]) => detections.map(({ rule, decoded, line, column }) => ({ rule: rule.id, decoded, line, column }))

test.each<readonly [string, string | Uint8Array, readonly string[], number]>([
  ["base64", `data:\n  key: ${base64(`token: ${token}\n`)}\n`, ["base64"], 16],
  ["base64 of base64", `data:\n  key: ${base64(base64(`key: ${token}.`))}\n`, ["base64", "base64"], 12],
  ["hexadecimal of base64", `data:\n  key: ${hex(base64(`key: ${token}.`))}\n`, ["hex", "base64"], 16],
  ["percent encoding", `data:\n  key: ${percent(token)}\n`, ["percent"], 8],
  ["UTF-16 in base64", `data:\n  key: ${base64(utf16(token))}\n`, ["base64", "utf-16le"], 8],
])("a token in %s is found at the place of its encoded form", (_, text, decoded, column) => {
  expect(shown(exposed(text))).toEqual([{ rule: "github-pat-classic", decoded, line: 2, column }])
})

test("a hidden secret has the fingerprint and the masked form of the secret itself", () => {
  const [clear] = exposed(token)
  const [hidden] = exposed(`key: ${base64(token)}`)
  expect([hidden!.fingerprint, hidden!.masked]).toEqual([clear!.fingerprint, clear!.masked])
  expect(clear!.decoded).toBeUndefined()
})

test("a named value in a decoded text is judged as in any text: a password is found, a placeholder is not", () => {
  expect(shown(exposed(`data: ${base64(`DB_PASSWORD=${password}\n`)}\n`, "secret.yaml"))).toEqual([
    { rule: expect.any(String) as unknown, decoded: ["base64"], line: 1, column: expect.any(Number) as unknown },
  ])
  for (const harmless of ["DB_PASSWORD=${DB_PASSWORD}\n", "password = 'changeme-please'\n", "DB_PASSWORD=<your password here>\n"])
    expect(exposed(`data: ${base64(harmless)}\n`, "secret.yaml")).toEqual([])
})

test("what is found in the clear does not come up again, decoded", () => {
  const part = (json: string) => Buffer.from(json).toString("base64url")
  const jwt = `${part('{"alg":"HS256","typ":"JWT"}')}.${part(`{"sub":"app","password":"${password}"}`)}.${expand("{{alnum:43}}", randomFrom(3))}`
  const url = `postgres://app:${password}%2F%26x@db.internal/main`
  for (const text of [
    `auth: ${jwt}\n`,
    `url: ${url}\n`,
    `Authorization: Basic ${base64(`svc-deploy:${password}`)}\n`,
    `%74%6f%6b%65%6e%20is%20${token}\n`,
  ]) {
    expect(exposed(text).map(({ decoded }) => decoded)).toEqual([undefined])
  }
})

test("two secrets side by side in one encoded text are two", () => {
  for (const lead of ["", "a", "ab"]) {
    const found = exposed(`${base64(`${lead} ${token}\n${awsKey}\n`)}\n`, "x.txt")
    expect(found.map(({ rule }) => rule.id)).toEqual(["github-pat-classic", "aws-access-key-id"])
  }
})

test("a comment beside the encoded form may allow it", () => {
  const allowing = createSecretScanner({ key: "test", allow: { now: 0, rules: () => new Set(["github-pat-classic"]) } })
  const text = `key: ${base64(token)} # tipstaff:allow github-pat-classic revoked long ago until=1970-01-10\n`
  expect(allowing.scanText(text, "a.yaml").map(({ rule, allowed }) => [rule.id, allowed])).toContainEqual(["github-pat-classic", true])
})

test("a scanner that is told not to decode finds what stands in the clear only", () => {
  const plain = createSecretScanner({ key: "test", decode: false })
  expect(plain.scanText(`key: ${base64(token)}\n`, "a.yaml").filter(({ rule }) => rule.id === "github-pat-classic")).toEqual([])
})

test("what a file hides beyond the budget is said", () => {
  const reasons: string[] = []
  scanner.scanBytes(Buffer.from(`${base64(`a line of text and ${token}`)}\n\n`.repeat(60_000)), "a.txt", (reason) => reasons.push(reason))
  expect(reasons).toEqual(["it holds more encoded text than is decoded; the rest was examined as it stands only"])
  scanner.scanBytes(Buffer.from(base64(token)), "a.txt", (reason) => reasons.push(reason))
  expect(reasons).toHaveLength(1)
})

function inPieces(bytes: Uint8Array, size: number): Detection[] {
  const scan = scanner.begin("a.conf")
  const found: Detection[] = []
  for (let from = 0; from < bytes.length; from += size) {
    const to = Math.min(bytes.length, from + size)
    const offset = Math.max(0, from - contextBefore)
    found.push(...scan.examine(bytes.subarray(offset, Math.min(bytes.length, to + contextAfter)), offset, from, to))
  }
  return found
}

const inOrder = (list: readonly Detection[]) => list.toSorted((a, b) => a.start - b.start || (a.rule.id < b.rule.id ? -1 : 1))

test.each([1, 40, 333, 777])("pieces of %i bytes give what the whole file gives, hidden secrets included", (size) => {
  const encoders = [base64, hex, percent, (text: string) => base64(utf16(text)), (text: string) => hex(base64(text)), (text: string) => text]
  const lines = Array.from({ length: size === 1 ? 6 : 60 }, (_, index) => {
    const text = `password = "${expand("{{alnum:20}}", randomFrom(index))}" and ${expand("{{crc:ghp_}}", randomFrom(index + 500))}`
    return `entry${index}: ${encoders[index % encoders.length]!(text)} é\r\n`
  })
  const bytes = Buffer.from(lines.join(""))
  const whole = scanner.scanBytes(bytes, "a.conf").filter(({ filtered }) => filtered === undefined)
  expect(inOrder(inPieces(bytes, size))).toEqual(inOrder(whole))
  expect(new Set(whole.map(({ decoded }) => decoded?.join(">") ?? ""))).toEqual(
    new Set(["base64", "hex", "percent", "base64>utf-16le", "hex>base64", ""]),
  )
})
