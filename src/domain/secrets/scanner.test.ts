import * as fc from "fast-check"
import { expect, test } from "vitest"
import { ruleCases } from "./cases.ts"
import { collapse } from "./collapse.ts"
import { expand, randomFrom } from "./generate.ts"
import { contextAfter, contextBefore, createSecretScanner, type Detection } from "./scanner.ts"

const scanner = createSecretScanner({ key: "test" })

function tokenIn(text: string | Uint8Array): Detection {
  const found = typeof text === "string" ? scanner.scanText(text, "a.txt") : scanner.scanBytes(text, "a.txt")
  return found.find((detection) => detection.rule.id === "github-pat-classic")!
}

const token = expand("{{crc:ghp_}}", randomFrom(11))

test.each([
  ["first\nsecond ", 2, 8],
  ["first\r\nsecond ", 2, 8],
  ["", 1, 1],
  ["é漢 ", 1, 4],
  ["😀 ", 1, 4],
  ["\n\n\n", 4, 1],
  ["\ufeff", 1, 2],
])("after %j the secret stands on line %i, column %i", (before, line, column) => {
  const found = tokenIn(`${before}${token}\n`)
  expect({ line: found.line, column: found.column, endLine: found.endLine, endColumn: found.endColumn }).toEqual({
    line,
    column,
    endLine: line,
    endColumn: column + 40,
  })
  expect(found.start).toBe(Buffer.byteLength(before))
  expect(found.end).toBe(Buffer.byteLength(before) + 40)
})

test("UTF-16 files are read in both byte orders, with offsets in their own bytes", () => {
  const little = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(`é😀\r\nkey ${token}\r\n`, "utf16le")])
  const big = Buffer.concat([Buffer.from([0xfe, 0xff]), Buffer.from(little.subarray(2)).swap16()])
  for (const bytes of [little, big]) {
    const found = tokenIn(bytes)
    expect({ line: found.line, column: found.column, start: found.start, end: found.end }).toEqual({
      line: 2,
      column: 5,
      start: 2 + 2 * 9,
      end: 2 + 2 * 49,
    })
  }
})

test("a private key spans its lines", () => {
  const found = scanner
    .scanText(`a\n${expand("{{pem:EC PRIVATE KEY}}", randomFrom(1))}\nb\n`, "k")
    .find((detection) => detection.rule.id === "private-key-pem")!
  expect([found.line, found.column, found.endLine, found.endColumn]).toEqual([2, 1, 10, 29])
})

test("[SX.1-11] a fingerprint depends on the key and the secret, not on the place or the name before it", () => {
  const other = createSecretScanner({ key: "other" })
  const first = tokenIn(token)
  const second = tokenIn(`\n\nGITHUB = ${token}`)
  expect(first.fingerprint).toMatch(/^[0-9a-f]{64}$/)
  expect(second.fingerprint).toBe(first.fingerprint)
  expect(other.scanText(token, "a").find((detection) => detection.rule.id === "github-pat-classic")!.fingerprint).not.toBe(first.fingerprint)
})

/** What a detection shows beside its rule, as text. */
function shown(detections: readonly Detection[]): string {
  return JSON.stringify(detections.map((detection) => ({ ...detection, rule: detection.rule.id })))
}

test.each(Object.entries(ruleCases))("[SX.1-11] no detection carries a raw value: %s", (_, { hits, misses, path = "a.conf" }) => {
  for (const template of [...hits, ...misses]) {
    const values: string[] = []
    const text = shown(scanner.scanText(expand(template, randomFrom(9), values), path))
    expect(values.filter((value) => value.length > 7 && text.includes(value))).toEqual([])
  }
})

function envVar(template: string): string | undefined {
  return scanner.scanText(expand(template, randomFrom(2)), "a.conf").find((detection) => detection.filtered === undefined)?.envVar
}

test("the suggested variable comes from the name beside the value, and from the rule otherwise", () => {
  expect(envVar(`smtp_password = "{{alnum:20}}"`)).toBe("SMTP_PASSWORD")
  expect(envVar(`clientSecret: "{{alnum:20}}"`)).toBe("CLIENT_SECRET")
  expect(envVar("AKIA{{base32:16}}")).toBe("AWS_ACCESS_KEY_ID")
  expect(envVar(`{{alnum:20}}_password = "{{alnum:20}}"`)).toBe("APP_SECRET")
})

test("whatever the bytes, a scan ends without an error and its spans lie in the file", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 400 }), fc.constantFrom("", "password = '", "eyJ", "-----BEGIN PRIVATE KEY-----"), (noise, word) => {
      const bytes = Buffer.concat([Buffer.from(noise), Buffer.from(word), Buffer.from(noise)])
      for (const { start, end, line, column } of scanner.scanBytes(bytes, "x.env")) {
        expect(start >= 0 && start <= end && end <= bytes.length && line >= 1 && column >= 1).toBe(true)
      }
    }),
  )
})

function inOrder(list: readonly Detection[]): Detection[] {
  return list.toSorted((a, b) => a.start - b.start || (a.rule.id < b.rule.id ? -1 : 1))
}

test("a file read in pieces gives the same detections as in one", () => {
  const lines = Object.values(ruleCases).flatMap(({ hits }, index) => hits.map((hit) => expand(hit, randomFrom(index))))
  const bytes = Buffer.from(lines.join(" é\r\n"))
  const scan = scanner.begin("a.conf")
  const pieces: Detection[] = []
  for (let from = 0; from < bytes.length; from += 777) {
    const to = Math.min(bytes.length, from + 777)
    const offset = Math.max(0, from - contextBefore)
    pieces.push(...scan.examine(bytes.subarray(offset, Math.min(bytes.length, to + contextAfter)), offset, from, to))
  }
  const reported = scanner.scanBytes(bytes, "a.conf").filter(({ filtered }) => filtered === undefined)
  expect(inOrder(pieces)).toEqual(inOrder(reported))
})

test("several rules at one place become one exposure, the most specific first", () => {
  const exposures = collapse(scanner.scanText(`token = "${token}"\n`, "a.ts"))
  expect(exposures.map(({ rules, confidence }) => ({ rules: rules.map((rule) => rule.id), confidence }))).toEqual([
    { rules: ["github-pat-classic", "policy-7", "generic-quoted", "policy-3"], confidence: "high" },
  ])
})

test("a name and a random value make up for a format without a mark, not for a checksum that failed", () => {
  const confidences = (template: string) =>
    collapse(scanner.scanText(expand(template, randomFrom(2)), "src/a.ts")).map(({ confidence }) => confidence)
  expect(confidences(`const AGORA_APP_CERTIFICATE = "{{hex:32}}"`)).toEqual(["medium"])
  expect(confidences(`const TWITCH_CLIENT_SECRET = "{{lowernum:30}}"`)).toEqual(["high"])
  expect(confidences(`const token = "ghp_{{alnum:36}}"`)).toEqual(["low"])
})

test("a secret whose end alone can be searched for is reported as a whole, also across two pieces", () => {
  const key = expand("{{hex:32}}-us7", randomFrom(6))
  const other = expand("{{hex:32}}-us7", randomFrom(7))
  const text = `key: é ${key}\nkey: ${other}\n`
  const bytes = Buffer.from(text)
  const spans = ({ rule, start, end, line, column }: Detection) => [rule.id, start, end, line, column]
  const whole = scanner.scanText(text, "a.yaml").filter(({ rule }) => rule.id === "mailchimp-key")
  expect(whole.map(spans)).toEqual([
    ["mailchimp-key", 8, 44, 1, 8],
    ["mailchimp-key", 50, 86, 2, 6],
  ])
  expect(new Set(whole.map(({ fingerprint }) => fingerprint)).size).toBe(2)
  for (const cut of [20, 40, 60]) {
    const scan = scanner.begin("a.yaml")
    const pieces = [...scan.examine(bytes, 0, 0, cut), ...scan.examine(bytes, 0, cut, bytes.length)]
    expect(pieces.filter(({ rule }) => rule.id === "mailchimp-key").map(spans)).toEqual(whole.map(spans))
  }
})

test("a quoted text that covers two secrets hides neither", () => {
  const key = expand("AKIA{{base32:16}}", randomFrom(1))
  const exposures = collapse(scanner.scanText(`secret = "${token} and ${key}"\n`, "a.ts"))
  expect(exposures.map(({ rules }) => rules[0]!.id)).toEqual(["github-pat-classic", "aws-access-key-id"])
})

test("[S1.3-11] of the rule cases every secret is reported, and no harmless text with more than low confidence", () => {
  const missed: string[] = []
  const wrong: string[] = []
  for (const { hits, misses, path = "src/app.conf" } of Object.values(ruleCases)) {
    for (const hit of hits) if (collapse(scanner.scanText(expand(hit, randomFrom(5)), path)).length === 0) missed.push(hit)
    // A token cut short stands under a telling name still; texts without made-up values are harmless to every rule.
    for (const miss of misses.filter((text) => !text.includes("{{"))) {
      // What is no token for want of a boundary may still hide a key that the decoded text names.
      const reported = collapse(scanner.scanText(miss, path)).filter(({ detection }) => detection.decoded === undefined)
      if (reported.some(({ confidence }) => confidence !== "low")) wrong.push(miss)
    }
  }
  expect({ missed, wrong }).toEqual({ missed: [], wrong: [] })
})
