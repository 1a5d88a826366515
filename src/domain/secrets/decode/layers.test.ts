import { array, assert, constantFrom, nat, property, string } from "fast-check"
import { expect, test } from "vitest"
import { expand, randomFrom } from "../generate.ts"
import { decodeBudget, decodeLayers, type DecodedText } from "./layers.ts"

const token = `AWS_SECRET_ACCESS_KEY=${expand("{{b64:40}}", randomFrom(1))}`
const base64Of = (text: string | Uint8Array) => Buffer.from(text as string).toString("base64")
const hexOf = (text: string) => Buffer.from(text).toString("hex")
const wrap = (text: string, width: number, joint: string) => text.match(new RegExp(`.{1,${width}}`, "g"))!.join(joint)
const fours = (text: string) => [...text].map((c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, "0")}`).join("")
const utf16 = (text: string) => Buffer.from(text, "utf16le")

function decode(text: string | Uint8Array): DecodedText[] {
  const view = Buffer.from(text as string)
  return decodeLayers(view, 0, view.length)
}

function layersOf(text: string | Uint8Array): string[] {
  return decode(text).map(({ encodings, bytes }) => `${encodings.join(">")}: ${Buffer.from(bytes).toString()}`)
}

test.each<readonly [name: string, text: string | Uint8Array, layers: readonly string[]]>([
  ["base64 in a Kubernetes secret", `data:\n  key: ${base64Of(token)}\n`, ["base64"]],
  ["base64 without padding, assigned", `KEY=${base64Of(token).replace(/=+$/, "")}\n`, ["base64"]],
  ["base64 of the URL alphabet", `"${Buffer.from(token).toString("base64url")}"`, ["base64"]],
  ["base64 behind a name", `key_${base64Of(token)}`, ["base64"]],
  ["base64 in a path", `/v1/keys/${base64Of(token)}`, ["base64"]],
  ["base64 in lines", `-----BEGIN SECRET-----\n${wrap(base64Of(token.repeat(4)), 64, "\n")}\n-----END SECRET-----\n`, ["base64"]],
  ["base64 in indented lines", `key: |\n    ${wrap(base64Of(token.repeat(4)), 76, "\r\n    ")}\nother: word\n`, ["base64"]],
  ["base64 with escaped line breaks", `{"key":"${wrap(base64Of(token.repeat(4)), 64, "\\n")}\\n"}`, ["base64"]],
  ["base64 in joined strings", `key = "${wrap(base64Of(token.repeat(4)), 64, '" +\n  "')}"`, ["base64"]],
  ["base64 of UTF-16, as PowerShell takes it", `powershell -EncodedCommand ${base64Of(utf16(token))}`, ["base64>utf-16le"]],
  ["base64 of big-endian UTF-16", base64Of(utf16(token).swap16()), ["base64>utf-16be"]],
  ["UTF-16 without a byte order mark", utf16(`the key is ${token} and more`), ["utf-16le"]],
  ["hexadecimal", `key: ${hexOf(token)}`, ["hex"]],
  ["hexadecimal in capitals with 0x", `0x${hexOf(token).toUpperCase()}`, ["hex"]],
  ["hexadecimal in lines", wrap(hexOf(token.repeat(3)), 60, "\n"), ["hex"]],
  ["bytes as escapes", `"${hexOf(token).replace(/../g, "\\x$&")}"`, ["escape"]],
  ["UTF-16 units as escapes", `'${fours(token)}'`, ["escape"]],
  ["percent encoding", `url=${encodeURIComponent("postgres://app:s3cr&t/word@db.internal/main")}`, ["percent"]],
  ["base64 of base64", base64Of(base64Of(token)), ["base64", "base64>base64"]],
  ["hexadecimal of base64", hexOf(base64Of(token)), ["hex", "hex>base64"]],
  ["percent-encoded base64", `q=${encodeURIComponent(base64Of("ÿÿ?>~~ü" + token))}`, ["percent", "percent>base64"]],
])("%s", (_, text, layers) => {
  expect(decode(text).map(({ encodings }) => encodings.join(">"))).toEqual(layers)
})

test("what a layer says is the text that was encoded", () => {
  expect(layersOf(`data: ${base64Of("password: hunter2, for the admin")}`)).toEqual(["base64: password: hunter2, for the admin"])
  expect(layersOf("\\u0070assword\\u003d\\uD83D\\uDE00-and-more-of-it")).toEqual(["escape: password=😀-and-more-of-it"])
  expect(layersOf(`x "${wrap(base64Of("One line of text.".repeat(9)), 64, "\n")}"`)).toEqual([`base64: ${"One line of text.".repeat(9)}`])
})

test("origins are exact for percent and escapes, and whole groups for base64", () => {
  const percent = "to=amqp%3A%2F%2Fuser%3Apass%40host.example.com/path"
  const [decoded] = decode(percent)
  const at = Buffer.from(decoded!.bytes).indexOf("pass@")
  expect(percent.slice(...decoded!.originOf(at, at + 5))).toBe("pass%40")
  const base64 = `k: ${base64Of("abcdefghijklmnopqrstuvwxyz")}`
  const [text] = decode(base64)
  expect(text!.originOf(4, 5)).toEqual([3 + 4, 3 + 8])
})

test.each([
  ["a long identifier", "thisIsAVeryLongIdentifierOfSomeProgram_andMore_ofIt"],
  ["a path", "node_modules/someLibrary/dist/es2020/internal/helpers/index"],
  ["digests", "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08 sha512-".concat(base64Of(randomBytes(64)))],
  ["a certificate", wrap(base64Of(Buffer.concat([Buffer.from([0x30, 0x82, 3, 1]), randomBytes(700)])), 64, "\n")],
  ["a picture", `url(data:image/svg+xml;base64,${base64Of("<svg xmlns='http://www.w3.org/2000/svg'></svg>")})`],
  ["a link with spaces", "https://example.com/some%20long%20page%20about%20things"],
  ["a table of letters", "\\u0400-\\u04ff\\u0500-\\u052f\\u1c80-\\u1c8f\\u2de0-\\u2dff"],
])("%s is left alone", (_, text) => {
  expect(decode(text)).toEqual([])
})

function randomBytes(length: number): Buffer {
  const random = randomFrom(7)
  return Buffer.from(Array.from({ length }, () => Math.floor(random() * 256)))
}

test("text that turns into data is read as far as it is text", () => {
  const [text] = decode(base64Of(Buffer.concat([Buffer.from(`${token}\n`.repeat(20)), randomBytes(60_000)])))
  expect(Buffer.from(text!.bytes).includes(token)).toBe(true)
  expect(text!.bytes.length).toBeLessThan(10_000)
})

test("layers end at the fifth", () => {
  let text = token
  for (let layer = 0; layer < 7; layer += 1) text = base64Of(text)
  expect(decode(text).map(({ encodings }) => encodings.length)).toEqual([1, 2, 3, 4, 5])
})

test("a budget ends the work and says so", () => {
  const view = Buffer.from(`${base64Of(token)}\n\n`.repeat(50))
  const budget = decodeBudget(1000, 100)
  expect(decodeLayers(view, 0, view.length, budget).length).toBeLessThan(20)
  expect(budget.exhausted).toBe(true)
  const enough = decodeBudget()
  decodeLayers(view, 0, view.length, enough)
  expect(enough.exhausted).toBe(false)
})

test("pieces of a file give what the whole file gives", () => {
  const view = Buffer.from(Array.from({ length: 60 }, (_, i) => `k${i}: ${base64Of(`${token} number ${i}`)}\n`).join(""))
  const originsIn = (from: number, to: number) =>
    decodeLayers(view, from, to)
      .map((text) => text.originOf(0, text.bytes.length)[0])
      .filter((start) => start >= from && start < to)
  const pieces: number[] = []
  for (let from = 0; from < view.length; from += 331) pieces.push(...originsIn(from, Math.min(view.length, from + 331)))
  expect(pieces).toEqual(originsIn(0, view.length))
})

const encoders: Readonly<Record<string, (text: Buffer) => Buffer>> = {
  base64: (text) => Buffer.from(base64Of(text)),
  base64url: (text) => Buffer.from(text.toString("base64url")),
  "base64 lines": (text) => Buffer.from(wrap(base64Of(text), 76, "\n")),
  hex: (text) => Buffer.from(text.toString("hex")),
  "hex escapes": (text) => Buffer.from(text.toString("hex").replace(/../g, "\\x$&")),
  percent: (text) => Buffer.from(text.toString("hex").replace(/../g, "%$&")),
  "unicode escapes": (text) =>
    Buffer.from(
      [...text.toString()]
        .map((c) =>
          [
            ...utf16(c)
              .toString("hex")
              .matchAll(/(..)(..)/g),
          ]
            .map((m) => `\\u${m[2]}${m[1]}`)
            .join(""),
        )
        .join(""),
    ),
  "base64 of utf-16": (text) => Buffer.from(base64Of(utf16(text.toString()))),
  "hex of utf-16": (text) => Buffer.from(utf16(text.toString()).toString("hex")),
}
const layersIn = (name: string) => (name.includes("utf-16") ? 2 : 1)

const stacks = array(constantFrom(...Object.keys(encoders)), { minLength: 1, maxLength: 5 }).filter(
  (names) => names.reduce((sum, name) => sum + layersIn(name), 0) <= 5,
)
const surroundings = constantFrom("", "a: ", "x = '", 'line\nkey="', "(", "some words, then ", "é ")
const endings = constantFrom("", "\n", "'", '"\nnext: line\n', ")", " and more words", ";é")

test("random text in random stacks of encodings is found, and its origin decodes to it again", () => {
  assert(
    property(string({ unit: "grapheme", maxLength: 40 }), stacks, surroundings, endings, nat(9), (prose, stack, before, after, lead) => {
      const words = Buffer.from(`word ${"é".repeat(lead % 3)}${"x".repeat(lead)} and ${token} ${printableOnly(prose)}`)
      const encoded = stack.reduceRight<Buffer>((text, name) => encoders[name]!(text), words)
      const view = Buffer.concat([Buffer.from(before), encoded, Buffer.from(after)])
      const found = decodeLayers(view, 0, view.length).filter(({ bytes }) => Buffer.from(bytes).includes(token))
      expect(found.length, stack.join(" > ")).toBe(1)
      const start = Buffer.from(found[0]!.bytes).indexOf(token)
      const [from, to] = found[0]!.originOf(start, start + token.length)
      expect(from).toBeGreaterThanOrEqual(Buffer.byteLength(before))
      expect(to).toBeLessThanOrEqual(Buffer.byteLength(before) + encoded.length)
      if (stack.length > 1) return
      const again = decodeLayers(view.subarray(from, to), 0, to - from)
      expect(again.some(({ bytes }) => Buffer.from(bytes).includes(token))).toBe(true)
    }),
    { numRuns: 400, seed: 1 },
  )
})

function printableOnly(text: string): string {
  return text.replace(/[\p{Cc}\p{Cs}\p{Cn}]/gu, "")
}
