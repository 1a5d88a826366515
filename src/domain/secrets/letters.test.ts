import { expect, test } from "vitest"
import { looksLikeWords, plainLetters } from "./entropy.ts"
import { expand, randomFrom } from "./generate.ts"
import { piecesOf, surprise } from "./letters.ts"

test.each([
  "getElementById",
  "passwordResetTokenExpired",
  "expression",
  "exchange-rates",
  "RegularExpressionLiteralToken",
  "correct horse battery staple",
  "MAX_RETRY_COUNT",
  "organizationId2",
  "client_secret_basic",
  "kubernetes.io/service-account",
])("%s reads like words", (text) => {
  expect(looksLikeWords(text)).toBe(true)
})

test.each([
  "{{alnum:16}}",
  "{{alnum:32}}",
  "{{lower:20}}",
  "{{lowernum:24}}",
  "{{b64url:20}}",
  "{{letters:20}}",
  "{{hex:32}}",
  "{{base32:32}}",
  "{{uuid}}",
])("of a thousand values of %s at most eight read like words", (template) => {
  const random = randomFrom(3)
  const words = Array.from({ length: 1000 }, () => expand(template, random)).filter(looksLikeWords)
  expect(words.length).toBeLessThanOrEqual(8)
})

test("a word with a long number behind it is no name: people write passwords so", () => {
  expect(looksLikeWords("Falcon4821")).toBe(false)
  expect(looksLikeWords("falcon2")).toBe(true)
})

test("letters with accents are letters, read from bytes", () => {
  expect(plainLetters(Buffer.from("Clé secrète, Hasło, Größe").toString("latin1"))).toBe("Cle secrete, Haslo, Grosse")
})

test("common pairs cost less than rare ones, and nothing costs nothing", () => {
  expect(surprise(piecesOf("information"))).toBeLessThan(4)
  expect(surprise(piecesOf("xqzvkjw"))).toBeGreaterThan(7)
  expect(surprise([])).toBe(0)
})
