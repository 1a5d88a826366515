/**
 * The loops of the secret engine that see every byte, in AssemblyScript: the build compiles them to WebAssembly
 * (dist/secret-kernel.wasm), src/domain/secrets/kernel.ts calls them. They trust their arguments: every address is of a
 * place that the caller laid out, with 64 readable bytes behind the text.
 */

let classes: usize = 0
let table: usize = 0
let shift: u32 = 0
let acceptFrom: u32 = 0
let follow: usize = 0
let notes: usize = 0
let notesOfLane: u32 = 0

/**
 * Where an automaton stands: the class of each byte, its table (16 bits an entry), for each accepting state the classes of
 * bytes (a bit each) that go on with one of its keywords, and room for the notes of each lane.
 */
export function place(classesAt: usize, tableAt: usize, shiftBy: u32, accepting: u32, followAt: usize, notesAt: usize, room: u32): void {
  classes = classesAt
  table = tableAt
  shift = shiftBy
  acceptFrom = accepting
  follow = followAt
  notes = notesAt
  notesOfLane = room
}

/** Told where things stand: the compiler keeps what a loop hands on in registers, and reads globals anew. */
function step(state: u32, at: usize, tableAt: usize, classesAt: usize, shiftBy: u32): u32 {
  return <u32>load<u16>(tableAt + ((<usize>(state << shiftBy) + <usize>load<u8>(classesAt + <usize>load<u8>(at))) << 1))
}

/** `end` fits 16 bits, since a text is shorter than that; so does the number of the accepting state. */
function note(lane: u32, count: u32, text: usize, end: u32, state: u32): u32 {
  const accepted = state - acceptFrom
  const behind = <u64>load<u8>(classes + <usize>load<u8>(text + end))
  if (((load<u64>(follow + ((<usize>accepted) << 3)) >> behind) & 1) == 0) return count
  store<u32>(notes + ((<usize>(lane * notesOfLane + count)) << 2), end | (accepted << 16))
  return count + 1
}

/**
 * Runs the automaton over eight lanes of `lane` bytes, each `steps` far: a step has to wait for the one before it, and
 * eight that have nothing to do with each other share that wait. The numbers of notes go to `counts`.
 */
export function sweep(text: usize, lane: u32, steps: u32, counts: usize): void {
  let s0: u32 = 0,
    s1: u32 = 0,
    s2: u32 = 0,
    s3: u32 = 0,
    s4: u32 = 0,
    s5: u32 = 0,
    s6: u32 = 0,
    s7: u32 = 0
  let n0: u32 = 0,
    n1: u32 = 0,
    n2: u32 = 0,
    n3: u32 = 0,
    n4: u32 = 0,
    n5: u32 = 0,
    n6: u32 = 0,
    n7: u32 = 0
  const t = table
  const c = classes
  const by = shift
  const accepting = acceptFrom
  for (let index: u32 = 0; index < steps; index++) {
    let at = text + index
    s0 = step(s0, at, t, c, by)
    at += lane
    s1 = step(s1, at, t, c, by)
    at += lane
    s2 = step(s2, at, t, c, by)
    at += lane
    s3 = step(s3, at, t, c, by)
    at += lane
    s4 = step(s4, at, t, c, by)
    at += lane
    s5 = step(s5, at, t, c, by)
    at += lane
    s6 = step(s6, at, t, c, by)
    at += lane
    s7 = step(s7, at, t, c, by)
    // It is a power of two, so the union is as large exactly when one of them is.
    if ((s0 | s1 | s2 | s3 | s4 | s5 | s6 | s7) < accepting) continue
    let end = index + 1
    if (s0 >= accepting) n0 = note(0, n0, text, end, s0)
    end += lane
    if (s1 >= accepting) n1 = note(1, n1, text, end, s1)
    end += lane
    if (s2 >= accepting) n2 = note(2, n2, text, end, s2)
    end += lane
    if (s3 >= accepting) n3 = note(3, n3, text, end, s3)
    end += lane
    if (s4 >= accepting) n4 = note(4, n4, text, end, s4)
    end += lane
    if (s5 >= accepting) n5 = note(5, n5, text, end, s5)
    end += lane
    if (s6 >= accepting) n6 = note(6, n6, text, end, s6)
    end += lane
    if (s7 >= accepting) n7 = note(7, n7, text, end, s7)
  }
  store<u32>(counts, n0, 0)
  store<u32>(counts, n1, 4)
  store<u32>(counts, n2, 8)
  store<u32>(counts, n3, 12)
  store<u32>(counts, n4, 16)
  store<u32>(counts, n5, 20)
  store<u32>(counts, n6, 24)
  store<u32>(counts, n7, 28)
}

/** A bit for each of 16 bytes: whether a run of encoded text may hold it (letters, digits and `% + - / \ _`). */
function encodedBytes(at: usize): u32 {
  // By the low half of a byte, the rows (high halves) in which it stands for such a character: bit 0 is row 2, bit 1 row 3,
  // bit 2 rows 4 and 6, bit 3 row 5, bit 4 row 7.
  const low = i8x16(26, 30, 30, 30, 30, 31, 30, 30, 30, 30, 28, 5, 12, 5, 4, 13)
  const rows = i8x16(0, 0, 1, 2, 4, 8, 4, 16, 0, 0, 0, 0, 0, 0, 0, 0)
  const bytes = v128.load(at)
  const inRow = i8x16.swizzle(low, v128.and(bytes, i8x16.splat(15)))
  const row = i8x16.swizzle(rows, i8x16.shr_u(bytes, 4))
  return <u32>i8x16.bitmask(i8x16.ne(v128.and(inRow, row), i8x16.splat(0)))
}

/**
 * Windows of 64 bytes, one every 32, that hold 24 such bytes in a row: writes the middle of each to `out` and answers
 * how many there are. Every run of 24 begins and ends in one of them.
 */
export function runs(text: usize, length: u32, out: usize): u32 {
  let count: u32 = 0
  let before: u64 = 0
  for (let at: u32 = 0; at < length; at += 32) {
    const here = <u64>(encodedBytes(text + at) | (encodedBytes(text + at + 16) << 16))
    const window = before | (here << 32)
    before = here
    // Bits that stand before 1, 3, 7, 15 and 23 others.
    let row = window & (window >> 1)
    row &= row >> 2
    row &= row >> 4
    row &= row >> 8
    row &= row >> 8
    if (row == 0) continue
    store<u32>(out + ((<usize>count) << 2), at)
    count++
  }
  return count
}

/** How many line feeds there are. */
export function lines(text: usize, length: u32): u32 {
  let count: u32 = 0
  for (let at: u32 = 0; at < length; at += 16) count += popcnt(<u32>i8x16.bitmask(i8x16.eq(v128.load(text + at), i8x16.splat(10))))
  return count
}
