import * as fc from "fast-check"
import { expect, test } from "vitest"
import { ruleCases } from "./cases.ts"
import { expand, randomFrom } from "./generate.ts"
import { secretRules } from "./rules.ts"
import { policyRules } from "./rules/policy.ts"
import { bytePattern } from "./byte-pattern.ts"
import { createSearch } from "./search.ts"

const search = createSearch(secretRules)

interface Span {
  readonly rule: string
  readonly start: number
  readonly end: number
}

function byPlace(a: Span, b: Span): number {
  return a.rule < b.rule ? -1 : a.rule > b.rule ? 1 : a.start - b.start
}

function windowed(bytes: Uint8Array, path: string, pieceBytes = bytes.length + 1, context = bytes.length): Span[] {
  const file = search.beginFile(path)
  const spans: Span[] = []
  for (let from = 0; from < bytes.length; from += pieceBytes) {
    const to = Math.min(bytes.length, from + pieceBytes)
    const offset = Math.max(0, from - context)
    const { matches } = search.matches(bytes.subarray(offset, Math.min(bytes.length, to + context)), from - offset, to - offset, offset, file)
    for (const { rule, start, end } of matches) spans.push({ rule: rule.id, start: start + offset, end: end + offset })
  }
  return spans.sort(byPlace)
}

const wholeText = secretRules.map((rule) => ({
  rule,
  paths: rule.paths === undefined ? undefined : new RegExp(rule.paths),
  regex: new RegExp(bytePattern(rule), rule.ignoreCase ? "gi" : "g"),
}))

/** Each rule's expression over the whole text, as if there were no keywords. */
function whole(bytes: Uint8Array, path: string): Span[] {
  const text = Buffer.from(bytes).toString("latin1")
  const spans: Span[] = []
  for (const { rule, paths: only, regex } of wholeText) {
    if (only !== undefined && !only.test(path)) continue
    for (const match of text.matchAll(regex)) spans.push({ rule: rule.id, start: match.index, end: match.index + match[0].length })
  }
  return spans.sort(byPlace)
}

const paths = ["src/a.ts", "deploy/.env", "home/.netrc", "home/.npmrc", "home/.pgpass", "run.sh"]

const fragments: readonly string[] = [
  ...Object.values(ruleCases).flatMap(({ hits, misses }, index) => [...hits, ...misses].map((template) => expand(template, randomFrom(index + 1)))),
  ...secretRules.flatMap((rule) => rule.keywords),
  ..."\n \r\n \t = : \" ' ` , ; { } [ ] ( ) -----END api_key=' é 漢 \u00a0 \u2003 \0".split(" "),
]

test("keyword windows find what whole-text matching finds, span for span: all cases in one text", () => {
  for (const glue of ["\n", '"']) {
    const bytes = Buffer.from(fragments.join(glue))
    for (const path of paths.slice(0, 2)) expect(windowed(bytes, path)).toEqual(whole(bytes, path))
  }
}, 120_000)

test("keyword windows find what whole-text matching finds, span for span: random texts", () => {
  const piece = fc.oneof(
    { weight: 5, arbitrary: fc.constantFrom(...fragments) },
    { weight: 1, arbitrary: fc.string({ maxLength: 12, unit: "binary" }) },
  )
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 14 }), fc.constantFrom(...paths), (pieces, path) => {
      const bytes = Buffer.from(pieces.join(""))
      expect(windowed(bytes, path)).toEqual(whole(bytes, path))
    }),
    { numRuns: 100 },
  )
})

test("reading in pieces changes nothing, wherever the cut falls", () => {
  const bytes = Buffer.from(fragments.join("\n"))
  const expected = windowed(bytes, "deploy/.env")
  for (const pieceBytes of [101, 1000, 4099]) expect(windowed(bytes, "deploy/.env", pieceBytes, 8000)).toEqual(expected)
})

/** As the seed writes them, in Python's notation. */
const seeds = [
  String.raw`(?i)(api[_-]?key|apikey)\s*[=:]\s*["\']?[a-zA-Z0-9]{20,}`,
  String.raw`(?i)(secret|password|passwd|pwd)\s*[=:]\s*["\'][^"\']+`,
  String.raw`(?i)(token)\s*[=:]\s*["\']?[a-zA-Z0-9_-]{20,}`,
  String.raw`(?i)(connection[_-]?string|connstr)\s*[=:]\s*["\'][^"\']+`,
  String.raw`(?i)(private[_-]?key)\s*[=:]\s*["\'][^"\']+`,
  "sk-[a-zA-Z0-9]{20,}",
  "ghp_[a-zA-Z0-9]{36}",
  "AKIA[A-Z0-9]{16}",
]

test("[S2.1-6…13] the eight patterns are the policy's, character for character", () => {
  expect(policyRules.map((rule) => `${rule.ignoreCase ? "(?i)" : ""}${rule.pattern}`)).toEqual(seeds)
})

// Unicode's white space as Python's re sees it in text.
const pythonSpace = String.raw`[\t-\r\x1c-\x20\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]`

test("[S2.1-6…13] over bytes they hit what the policy's patterns hit over text, spans included", () => {
  const parts = [
    "api_key",
    "APIKEY",
    "secret",
    "Password",
    "pwd",
    "token",
    "conn",
    "connstr",
    "connection-string",
    "private_key",
    "=",
    ":",
    " ",
    "\t",
    "\n",
  ]
  const more = [
    "\u00a0",
    "\u2003",
    "\u3000",
    "\u0085",
    "\u001c",
    "'",
    '"',
    "é",
    "漢",
    "😀",
    "x",
    "sk-",
    "ghp_",
    "AKIA",
    "A1b2C3d4E5f6G7h8I9j0",
    "ABCDEFGH12345678",
    "_-",
  ]
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...parts, ...more), { maxLength: 16 }), (pieces) => {
      const text = pieces.join("")
      const expected: Span[] = []
      for (const [index, seed] of seeds.entries()) {
        const regex = new RegExp(seed.replace("(?i)", "").replaceAll("\\s", pythonSpace), seed.startsWith("(?i)") ? "gi" : "g")
        for (const match of text.matchAll(regex)) {
          const start = Buffer.byteLength(text.slice(0, match.index))
          expected.push({ rule: `policy-${index + 1}`, start, end: start + Buffer.byteLength(match[0]) })
        }
      }
      const found = windowed(Buffer.from(text), "a.ts").filter((span) => span.rule.startsWith("policy-"))
      expect(found).toEqual(expected.sort(byPlace))
    }),
    { numRuns: 1000 },
  )
})

function policyHits(id: string, text: string): number {
  return windowed(Buffer.from(text), "a.ts").filter((span) => span.rule === id).length
}

function madeUp(template: string): string {
  return expand(template, randomFrom(7))
}

test("[S2.1-6] [S2.1-8] [S2.1-11] [S2.1-12] [S2.1-13] one character too few is no hit", () => {
  const edges = [
    ["policy-1", "api_key={{alnum:20}}", "api_key={{alnum:19}}"],
    ["policy-3", "token={{alnum:20}}", "token={{alnum:19}}"],
    ["policy-6", "sk-{{alnum:20}}", "sk-{{alnum:19}}"],
    ["policy-7", "ghp_{{alnum:36}}", "ghp_{{alnum:35}}"],
    ["policy-8", "AKIA{{upper:16}}", "AKIA{{upper:15}}"],
  ] as const
  for (const [id, enough, short] of edges) {
    expect([id, policyHits(id, madeUp(enough))]).toEqual([id, 1])
    expect([id, policyHits(id, madeUp(short))]).toEqual([id, 0])
  }
})

test("[S2.1-7] [S2.1-9] [S2.1-10] a quoted value is a hit, a call is none", () => {
  expect(policyHits("policy-4", ["connection_string:", '"x"'].join(" "))).toBe(1)
  expect(policyHits("policy-4", ["ConnStr=", "'x'"].join(""))).toBe(1)
  expect(policyHits("policy-4", "connection_string = build()")).toBe(0)
  expect(policyHits("policy-5", ["private-key =", '"x"'].join(" "))).toBe(1)
  expect(policyHits("policy-5", "private_key = load(path)")).toBe(0)
  expect(policyHits("policy-2", ["password:", '"x"'].join(" "))).toBe(1)
  expect(policyHits("policy-2", `password = os.getenv("X")`)).toBe(0)
})
