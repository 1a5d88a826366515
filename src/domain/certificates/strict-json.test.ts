import * as fc from "fast-check"
import { expect, test } from "vitest"
import { cpuMs } from "../../../test/support/cpu-time.ts"
import { readStrictJson } from "./strict-json.ts"

function read(text: string | Uint8Array): unknown {
  const result = readStrictJson(typeof text === "string" ? Buffer.from(text) : text)
  return "fault" in result ? result.fault : result.value
}

test("a name that stands twice in one object is refused, in two objects it is not", () => {
  const cases: [string, unknown][] = [
    ['{"a":1,"b":1}', { a: 1, b: 1 }],
    ['{"a":1,"a":1}', "duplicate-keys"],
    ['{"a":1,"\\u0061":2}', "duplicate-keys"],
    ['{"a" \n : 1, "a"\t:2}', "duplicate-keys"],
    ['{"a":{"a":1}}', { a: { a: 1 } }],
    ['[{"a":1},{"a":2}]', [{ a: 1 }, { a: 2 }]],
    ['{"a":[{"b":1,"b":1}]}', "duplicate-keys"],
    ['{"a":"\\":","b":"a"}', { a: '":', b: "a" }],
    ['{"":1,"":2}', "duplicate-keys"],
    ['{"__proto__":{}}', "malformed"],
    ['["__proto__","a","a"]', ["__proto__", "a", "a"]],
    ["", "malformed"],
    ['{"a":1', "malformed"],
    ["[".repeat(201), "too-deep"],
    ["[".repeat(200) + "]".repeat(200), JSON.parse("[".repeat(200) + "]".repeat(200))],
  ]
  for (const [text, expected] of cases) expect([text, read(text)]).toEqual([text, expected])
  expect(read(Uint8Array.of(0x22, 0xff, 0x22))).toBe("not-utf8")
})

test("what JSON.stringify writes is read back unchanged", () => {
  const values = fc.jsonValue().filter((value) => !JSON.stringify(value).includes("__proto__"))
  expect(fc.check(fc.property(values, (value) => JSON.stringify(read(JSON.stringify(value))) === JSON.stringify(value))).failed).toBe(false)
})

test("reading never throws", () => {
  expect(fc.check(fc.property(fc.uint8Array(), (bytes) => typeof readStrictJson(bytes) === "object")).failed).toBe(false)
})

function spent(count: number): number {
  const text = Buffer.from(`[${Array.from({ length: count }, (_, index) => `{"\\u0061\\"${index}":"${"\\\\".repeat(20)}"}`).join(",")}]`)
  const start = cpuMs()
  for (let round = 0; round < 5; round += 1) readStrictJson(text)
  return cpuMs() - start
}

test("time grows with the length of the text, not with its square", () => {
  spent(5000)
  expect(spent(20_000) / Math.max(spent(5000), 0.5)).toBeLessThan(14)
})
