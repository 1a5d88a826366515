/** The keyword index as bytes: the build makes it once, and a start looks into it without reading it first. */
import type { KeywordIndex } from "./keyword-index.ts"

/** Shift, acceptFrom, longest, whether the table is wide; then the length of each of the twelve arrays. */
const headNumbers = 4 + 12

export function packIndex(index: KeywordIndex): Uint8Array {
  const { automaton, keywords, words, follow, byPath, reaches, stemLengths } = index
  const { outputs, table, classes, shift, acceptFrom, longest } = automaton
  const arrays = [
    outputs.starts,
    outputs.items,
    keywords.starts,
    keywords.items,
    follow,
    byPath,
    words.starts,
    reaches,
    stemLengths,
    classes,
    words.bytes,
    table,
  ]
  const head = Uint32Array.of(shift, acceptFrom, longest, Number(table instanceof Uint32Array), ...arrays.map(({ length }) => length))
  return Buffer.concat([head, ...arrays].map(({ buffer, byteOffset, byteLength }) => padded(Buffer.from(buffer, byteOffset, byteLength))))
}

/** Each part begins where its kind of number may begin. */
function padded(bytes: Buffer): Buffer {
  return Buffer.concat([bytes, Buffer.alloc(paddedLength(bytes.length) - bytes.length)])
}

function paddedLength(bytes: number): number {
  return Math.ceil(bytes / 4) * 4
}

/** Undefined on a machine with the other byte order. */
export function unpackIndex(packed: Uint8Array): KeywordIndex | undefined {
  if (!littleEndian) return undefined
  const { buffer, byteOffset } = packed.byteOffset % 4 === 0 ? packed : Uint8Array.prototype.slice.call(packed)
  const [shift, acceptFrom, longest, wide, ...lengths] = new Uint32Array(buffer, byteOffset, headNumbers)
  let at = byteOffset + 4 * headNumbers
  function take<T extends { readonly byteLength: number }>(kind: new (from: ArrayBufferLike, at: number, length: number) => T, part: number): T {
    const array = new kind(buffer, at, lengths[part]!)
    at += paddedLength(array.byteLength)
    return array
  }
  const [outputStarts, outputItems, keywordStarts, keywordItems, follow, byPath, wordStarts] = [0, 1, 2, 3, 4, 5, 6].map((part) =>
    take(Uint32Array, part),
  )
  const reaches = take(Int32Array, 7)
  const [stemLengths, classes, wordBytes] = [8, 9, 10].map((part) => take(Uint8Array, part))
  const table = wide === 1 ? take(Uint32Array, 11) : take(Uint16Array, 11)
  const outputs = { starts: outputStarts!, items: outputItems! }
  const automaton = { classes: classes!, table, shift: shift!, acceptFrom: acceptFrom!, outputs, longest: longest! }
  const keywords = { starts: keywordStarts!, items: keywordItems! }
  const words = { starts: wordStarts!, bytes: wordBytes! }
  return { automaton, stemLengths: stemLengths!, keywords, words, follow: follow!, byPath: byPath!, reaches }
}

const littleEndian = new Uint8Array(Uint16Array.of(1).buffer)[0] === 1
