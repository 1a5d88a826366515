import { expect, test } from "vitest"
import { cpuMs } from "../../../../test/support/cpu-time.ts"
import { decodeLayers } from "./layers.ts"

const text = Buffer.from("a text of words and of words ")

/** What could make the search begin again and again: each is repeated. */
const units: readonly (readonly [name: string, unit: string])[] = [
  ["letters of base64", "QUFB"],
  ["one letter", "A"],
  ["words", "passwordTokens_"],
  ["base64 of text", text.toString("base64").replace(/=/g, "")],
  ["base64 of text in lines", `${Buffer.from("x".repeat(57)).toString("base64")}\n`],
  ["base64 of text that turns into data", `${text.toString("base64").replace(/=/g, "")}${"_".repeat(40)}`],
  ["base64 of text between percent signs", `${text.toString("base64").replace(/=/g, "")}%`],
  ["base64 of text between backslashes", `${text.toString("base64").replace(/=/g, "")}\\`],
  ["lines that grow shorter", `${"QUFB".repeat(20)}\n${"QUFB".repeat(19)}\n`],
  ["lines of data behind a line of text", `${Buffer.from("x".repeat(57)).toString("base64")}\n${"_".repeat(76)}\n`],
  ["hexadecimal", text.toString("hex")],
  ["hexadecimal of hexadecimal", Buffer.from(text.toString("hex")).toString("hex")],
  ["percent signs", "%"],
  ["percent encoding of nothing", "abcdefghijklmnopqrstuvwx%41%00%01%02."],
  ["percent encoding", "%41%42"],
  ["percent encoding of percent signs", "%25"],
  ["backslashes", "\\"],
  ["escapes of nothing", "abcdefghijklmnopqrstuvwx\\u0041\\u0042\\x00\\x01."],
  ["escapes", "\\u0041\\x42"],
  ["escapes that open", "\\u{"],
  ["surrogates", "\\ud83d"],
  ["separators", "/-_+"],
  ["joined strings", `${"QUFB".repeat(8)}" + "`],
  ["pictures", "data:image/png;base64,QUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFB "],
  ["UTF-16", "a\0"],
  ["half UTF-16", "a\0b\0c\0d\0e\0f\0g\0h\0\ud800"],
]

function msFor(view: Uint8Array): number {
  let best = Number.POSITIVE_INFINITY
  for (let round = 0; round < 3; round += 1) {
    const start = cpuMs()
    decodeLayers(view, 0, view.length)
    best = Math.min(best, cpuMs() - start)
  }
  return best
}

test.each(units)("%s: eight times the input takes about eight times as long", (_, unit) => {
  const [small, large] = [100_000, 800_000].map((size) => Buffer.from(unit.repeat(Math.ceil(size / unit.length))))
  msFor(small!)
  const ratio = () => msFor(large!) / Math.max(msFor(small!), 1)
  // A square would be sixty-four times; a busy machine is given a second chance.
  expect(Math.min(ratio(), ratio())).toBeLessThan(24)
})
