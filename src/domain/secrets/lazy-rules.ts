/** Rules that are read one by one, when something asks for them: a text brings up a few of the hundreds. */
import { expressionOf } from "./byte-pattern.ts"
import type { SecretRule } from "./rule.ts"

/** Their number, where each begins (offsets of the text, in bytes) and the last one ends, then each as JSON. */
export function packRules(rules: readonly SecretRule[]): Uint8Array {
  const texts = rules.map((rule) => Buffer.from(JSON.stringify({ ...rule, expression: expressionOf(rule) })))
  const numbers = new Uint32Array(rules.length + 2)
  numbers[0] = rules.length
  for (const [index, { length }] of texts.entries()) numbers[index + 2] = numbers[index + 1]! + length
  return Buffer.concat([Buffer.from(numbers.buffer), ...texts])
}

/** An array like any other, but for what it costs. */
export function unpackRules(packed: Uint8Array): readonly SecretRule[] {
  const bytes = Buffer.from(packed.buffer, packed.byteOffset, packed.length)
  const count = bytes.readUInt32LE(0)
  const text = 4 * (count + 2)
  const startOf = (place: number) => text + bytes.readUInt32LE(4 * (place + 1))
  const ruleAt = (place: number) => JSON.parse(bytes.toString("utf8", startOf(place), startOf(place + 1))) as SecretRule
  const placeOf = (key: string | symbol) => (typeof key === "string" && /^\d+$/.test(key) && Number(key) < count ? Number(key) : undefined)
  return new Proxy(Array<SecretRule | undefined>(count), {
    get(known, key, receiver) {
      const place = placeOf(key)
      return place === undefined ? (Reflect.get(known, key, receiver) as unknown) : (known[place] ??= ruleAt(place))
    },
    has: (known, key) => placeOf(key) !== undefined || Reflect.has(known, key),
  }) as SecretRule[]
}
