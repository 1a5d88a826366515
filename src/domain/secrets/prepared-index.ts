/** The keyword index as bytes: the build makes it once, so that no start has to. */
import type { KeywordIndex } from "./keyword-index.ts"
import type { SecretRule } from "./rule.ts"

/** Its length in the first four bytes (little-endian), then this as JSON filled up with blanks, then what may follow and the automaton's table. */
interface Header extends Omit<KeywordIndex, "automaton" | "reaches" | "follow"> {
  /** Behind and ahead by turns; -1 is without bound, for which JSON has no number. */
  readonly reaches: readonly number[]
  /** Which rules it was made of; an index of others is of no use. */
  readonly made: string
  readonly automaton: Omit<KeywordIndex["automaton"], "classes" | "table">
  readonly classes: readonly number[]
  readonly wide: boolean
}

export function packIndex(rules: readonly SecretRule[], index: KeywordIndex): Uint8Array {
  const { automaton: whole, follow, ...rest } = index
  const { classes, table, ...automaton } = whole
  const header: Header = {
    ...rest,
    automaton,
    reaches: index.reaches.flatMap(({ behind, ahead }) => [behind, Number.isFinite(ahead) ? ahead : -1]),
    classes: [...classes],
    wide: table instanceof Uint32Array,
    made: namesOf(rules),
  }
  const json = Buffer.from(JSON.stringify(header))
  const start = Math.ceil((4 + json.length) / 4) * 4
  const packed = Buffer.alloc(start + follow.byteLength + table.byteLength, " ")
  packed.writeUInt32LE(start - 4)
  json.copy(packed, 4)
  for (const [numbers, at] of [
    [follow, start],
    [table, start + follow.byteLength],
  ] as const)
    packed.set(new Uint8Array(numbers.buffer, numbers.byteOffset, numbers.byteLength), at)
  return packed
}

/** Undefined when it was made of other rules, or on a machine with the other byte order. */
export function unpackIndex(packed: Uint8Array, rules: readonly SecretRule[]): KeywordIndex | undefined {
  if (!littleEndian) return undefined
  const bytes = Buffer.from(packed.buffer, packed.byteOffset, packed.byteLength)
  const start = 4 + bytes.readUInt32LE(0)
  const { made, automaton, classes, wide, reaches, ...rest } = JSON.parse(bytes.toString("utf8", 4, start)) as Header
  if (made !== namesOf(rules)) return undefined
  // A copy begins where its kind of number may begin.
  const { buffer } = Uint8Array.prototype.slice.call(packed, start)
  const follow = new Uint32Array(buffer, 0, 2 * automaton.outputs.length)
  const tableAt = follow.byteLength
  const bounds = (place: number) => (reaches[place] === -1 ? Number.POSITIVE_INFINITY : reaches[place]!)
  const reachOf = (place: number) => ({ behind: bounds(2 * place), ahead: bounds(2 * place + 1) })
  return {
    ...rest,
    follow,
    reaches: rules.map((_, place) => reachOf(place)),
    automaton: { ...automaton, classes: Uint8Array.from(classes), table: wide ? new Uint32Array(buffer, tableAt) : new Uint16Array(buffer, tableAt) },
  }
}

const littleEndian = new Uint8Array(Uint16Array.of(1).buffer)[0] === 1

function namesOf(rules: readonly SecretRule[]): string {
  return rules.map((rule) => rule.id).join(" ")
}
