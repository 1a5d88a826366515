import * as fc from "fast-check"
import { describe, expect, test } from "vitest"
import { cpuMs } from "../../../../test/support/cpu-time.ts"
import { byteTextOf, byteText } from "./byte-text.ts"
import { PatternFault } from "./go-class.ts"
import { parsePattern } from "./go-pattern.ts"
import { buildProgram, searchLinear } from "./linear.ts"
import { compilePattern, untilDone } from "./pattern.ts"
import { toBytes } from "./utf8-ranges.ts"

/** What is found from left to right, as text; a byte that is no character as U+FFFD. */
function found(pattern: string, text: string | Uint8Array): string[] {
  const bytes = typeof text === "string" ? byteTextOf(text) : byteText(Buffer.from(text).toString("latin1"))
  const compiled = compilePattern(pattern)
  const all: string[] = []
  for (let from = 0; from < bytes.chars.length;) {
    const span = compiled.find(bytes, from)
    if (span === undefined) break
    if (span[1] > span[0]) all.push(Buffer.from(bytes.chars.slice(...span), "latin1").toString("utf8"))
    from = Math.max(span[1], span[0] + 1)
  }
  return all
}

describe("a pattern in Go's syntax finds what it finds in Go", () => {
  test.each([
    ["flags hold to the end of their group", String.raw`a(?:b(?i)c|d)e`, "abCe aDe ade adE ABce", ["abCe", "aDe", "ade"]],
    ["flags of a group hold inside it alone", String.raw`(?i:ab)c`, "ABc ABC abc", ["ABc", "abc"]],
    ["flags are turned off again", String.raw`(?i)a(?-i)b(?i-s:C)`, "AbC aBc abc", ["AbC", "abc"]],
    ["a dot takes no line end", "a.b", "a\nb a\rb", ["a\rb"]],
    ["a dot takes a line end under s", "(?s)a.b", "a\nb", ["a\nb"]],
    ["^ and $ are the ends of the text", "^a$", "a\na", []],
    ["^ and $ are the ends of a line under m, after a line feed alone", "(?m)^a$", "a\na\rb\na", ["a", "a"]],
    [String.raw`\A and \z`, String.raw`(?m)\Aa|a\z`, "a a\na", ["a", "a"]],
    ["quoted text", String.raw`\Qa.b(\E+`, "a.b((( axb(", ["a.b((("]],
    ["named classes", "[[:alpha:]][[:^digit:]_][[:xdigit:]]", "z!F 1aa", ["z!F"]],
    ["Perl's classes know ASCII alone", String.raw`\w+`, "aé_1", ["a", "_1"]],
    ["white space has no vertical tab", String.raw`a\sb`, "a\vb a\fb", ["a\fb"]],
    ["a closing bracket first in a class", "[]a]+", "a]a", ["a]a"]],
    ["hyphens in a class", String.raw`[\d-z]+[+--]`, "1-z,", ["1-z,"]],
    ["octal, hexadecimal and control escapes", String.raw`\101\x42\x{43}\t\a`, "ABC\t\u0007", ["ABC\t\u0007"]],
    ["code points beyond ASCII", String.raw`\x{1F600}|[à-ü]`, "😀é", ["😀", "é"]],
    ["one dot for one character, whatever its bytes", "^.{3}$", "aé😀", ["aé😀"]],
    ["a negated class takes a whole character", "[^é]+", "aéb", ["a", "b"]],
    ["Unicode's classes", String.raw`\p{Greek}+|\pN`, "αβ9½", ["αβ", "9", "½"]],
    ["what is not of a Unicode class", String.raw`\PL+|\P{^Nd}`, "a1-", ["1-"]],
    ["case beyond ASCII", "(?i)straße ΟΔΟΣ k", "STRAßE οδος \u212a", ["STRAßE οδος \u212a"]],
    ["named groups of both spellings", "(?P<one>a)(?<two>b)", "ab", ["ab"]],
    ["a brace that counts nothing", "a{,2}{x", "a{,2}{x", ["a{,2}{x"]],
    ["the first choice wins, not the longest", "a|ab", "ab", ["a"]],
    ["ungreedy", "(?U)a+(?-U)b+", "aabb", ["aabb"]],
    ["lazy", "a+?", "aa", ["a", "a"]],
    ["a choice of nothing first", "(?:|a)+b?", "aab", ["b"]],
    ["edges of ASCII words", String.raw`\bé|\Bé`, "éaé", ["é", "é"]],
    ["a single byte", String.raw`\C`, "é", ["\ufffd", "\ufffd"]],
    ["a class of nothing", String.raw`[^\x00-\x{10FFFF}]|b`, "ab", ["b"]],
  ])("%s: %s", (_, pattern, text, expected) => {
    expect(found(pattern, text)).toEqual(expected)
  })

  test("a byte that is no character counts as one", () => {
    expect(found("^[^a].é$", Uint8Array.of(0xff, 0xc3, 0xc3, 0xa9))).toHaveLength(1)
    expect(found(String.raw`\x{FFFD}`, Uint8Array.of(0xe9, 0x61))).toHaveLength(1)
  })

  test("groups keep what an earlier round of a loop found", () => {
    expect(compilePattern("(?:(a)|b)*").capture(byteTextOf("ab"))).toEqual([
      [0, 2],
      [0, 1],
    ])
  })
})

test.each([
  ["(?=a)", "looks ahead or behind"],
  ["(?<!a)b", "looks ahead or behind"],
  [String.raw`(a)\1`, "backreference"],
  ["(?P=n)", "backreference"],
  ["(?>a)", "atomic group"],
  ["(?x)a", "begins in a way"],
  ["(?#a)", "comment"],
  ["a**", "repeated without parentheses"],
  ["a{2}{3}", "repeated without parentheses"],
  ["*a", "nothing before it"],
  ["a|*", "nothing before it"],
  ["a{1001}", "counts above 1000"],
  ["(?:a{100}){100}", "multiply to more than 1000"],
  ["a{3,2}", "runs backwards"],
  ["[z-a]", "runs backwards"],
  ["(a", "no closing parenthesis"],
  ["a)", "no opening one"],
  ["[a", "no closing bracket"],
  ["[[:word", "no closing bracket"],
  ["[[:foo:]]", "no class called"],
  [String.raw`\p{Klingon}`, "no class called"],
  [String.raw`\pL{`, undefined],
  [String.raw`\Z`, String.raw`no escape \Z`],
  [String.raw`\x{110000}`, "hexadecimal"],
  ["a\\", "ends with a backslash"],
  ["(?P<n>a)(?P<n>b)", "two groups"],
  ["(".repeat(400) + ")".repeat(400), "nests deeper"],
  ["a".repeat(40_000), "longer than"],
  [String.raw`(?:\pL{20}){50}`, "too large"],
])("what Go does not take is named: %.30s", (pattern, fault) => {
  if (fault === undefined) expect(() => compilePattern(pattern)).not.toThrow()
  else {
    expect(() => compilePattern(pattern)).toThrow(PatternFault)
    expect(() => compilePattern(pattern)).toThrow(fault)
  }
})

const leaf = fc.constantFrom("a", "b", "é", ".", "[^a]", String.raw`\w`, String.raw`\b`, "^", "$", "(?m)^", "(?i)", "k", String.raw`\s`, "[a-c]")
const pattern = fc.letrec<{ tree: string }>((tie) => ({
  tree: fc.oneof(
    { maxDepth: 4 },
    leaf,
    fc.tuple(tie("tree"), tie("tree")).map(([a, b]) => a + b),
    fc.tuple(tie("tree"), tie("tree")).map(([a, b]) => `(?:${a}|${b})`),
    tie("tree").map((a) => `(${a})`),
    fc.tuple(tie("tree"), fc.constantFrom("*", "+", "?", "*?", "+?", "{2}", "{1,3}", "{0,2}?", "{2,}")).map(([a, times]) => `(?:${a})${times}`),
  ),
})).tree
const text = fc.array(fc.constantFrom("a", "b", "A", "k", "é", "\u212a", " ", "\n", "1", "😀"), { maxLength: 12 }).map((parts) => parts.join(""))

test("both ways to match find the same, groups included", () => {
  fc.assert(
    fc.property(pattern, text, (source, sample) => {
      const bytes = byteTextOf(sample)
      const compiled = compilePattern(source)
      const { tree, groups } = parsePattern(source)
      const slots = searchLinear(buildProgram(toBytes(tree, false), groups), bytes, 0, true)
      const linear = slots === undefined ? undefined : Array.from({ length: groups + 1 }, (_, index) => slots.slice(index * 2, index * 2 + 2))
      expect(compiled.capture(bytes)).toEqual(linear?.map(([start, end]) => (end === -1 ? undefined : [start, end])))
    }),
    { numRuns: 1500 },
  )
})

test("any text is found by its quoted self", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary", minLength: 1, maxLength: 20 }), text, (needle, before) => {
      fc.pre(!needle.includes("\\E") && !needle.endsWith("\\") && needle.isWellFormed())
      expect(found(String.raw`\A(?s:.*)\Q${needle}\E`, before + needle)).toEqual([before + needle])
    }),
  )
})

describe("no pattern takes longer than text times pattern", () => {
  test.each([
    ["(a+)+$", "a", "!"],
    ["(?i)(a+)+$", "a", "!"],
    ["(a+){17}$", "a", "!"],
    ["(?:[a-z]{0,50}[a-z]{0,50}){1,20}!", "x", ""],
    [String.raw`(?m)^(\w+\s?)*$`, "word ", "-"],
    ["(?:a|a|a)*b", "a", ""],
    [".*.*.*.*=x", "é", ""],
  ])("%s", (source, unit, end) => {
    const compiled = compilePattern(source)
    const timed = (size: number) => {
      const bytes = byteTextOf(unit.repeat(size) + end)
      const start = cpuMs()
      untilDone(50, () => void compiled.find(bytes, 0))
      return cpuMs() - start
    }
    // The first text may cost two stops; then the pattern is known.
    timed(200)
    timed(200)
    const large = timed(4000)
    expect(large).toBeLessThan(6000)
  })

  test("a pattern that the stack of V8 does not bear is matched all the same", () => {
    const bytes = byteText("ab".repeat(2_000_000) + "c")
    expect(compilePattern("(?:(a)|(b))*c").find(bytes, 0)).toEqual([0, 4_000_001])
  })

  test("a text on which all patterns together do too much is refused", () => {
    const bytes = { ...byteText("a".repeat(3000)), work: { left: 1000 } }
    const compiled = compilePattern("(?:(?:|a)*)*b")
    expect(() => compiled.find(bytes, 0)).toThrow("takes too long on this text")
  })
})
