import { execFileSync } from "node:child_process"
import { closeSync, mkdtempSync, openSync, rmSync, statSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { constants, deflateRawSync, gzipSync } from "node:zlib"
import { strToU8, zipSync } from "fflate"
import { afterAll, expect, test } from "vitest"
import { cpuMs } from "../../../../../test/support/cpu-time.ts"
import { randomFrom } from "../../../secrets/generate.ts"
import { archiveKind } from "./kind.ts"
import { type ArchiveLimits, defaultLimits } from "./limits.ts"
import { readArchive } from "./read-archive.ts"
import { type ArchiveSource, bytesSource, fileSource } from "./source.ts"

/** `path: text` for what was read, `path! reason` for what was not. */
async function listOf(source: Uint8Array | ArchiveSource, limits: Partial<ArchiveLimits> = {}, path = "a"): Promise<string[]> {
  const lines: string[] = []
  const from = source instanceof Uint8Array ? bytesSource(source) : source
  for await (const entry of readArchive(path, from, { ...defaultLimits, ...limits }))
    lines.push("bytes" in entry ? `${entry.path}: ${Buffer.from(entry.bytes.subarray(0, 60)).toString()}` : `${entry.path}! ${entry.notScanned}`)
  return lines
}

const zip = (files: Record<string, string | Uint8Array>) =>
  Buffer.from(zipSync(Object.fromEntries(Object.entries(files).map(([name, text]) => [name, typeof text === "string" ? strToU8(text) : text]))))

/** A header of one file as POSIX.1-2001 has it, with its content. */
function tarEntry(name: string, content: string | Uint8Array, type = "0", size?: Buffer): Buffer {
  const bytes = Buffer.from(content as string)
  const header = Buffer.alloc(512)
  header.write(name.slice(0, 100), 0)
  header.write("0000644\0", 100)
  header.write(`${bytes.length.toString(8).padStart(11, "0")}\0`, 124)
  size?.copy(header, 124)
  header.write(type, 156)
  header.write("ustar\x0000", 257)
  header.fill(32, 148, 156)
  header.write(
    `${header
      .reduce((sum, byte) => sum + byte, 0)
      .toString(8)
      .padStart(6, "0")}\0 `,
    148,
  )
  return Buffer.concat([header, bytes, Buffer.alloc((512 - (bytes.length % 512)) % 512)])
}
const tar = (...entries: Buffer[]) => Buffer.concat([...entries, Buffer.alloc(1024)])
const pax = (records: Record<string, string>) =>
  Object.entries(records)
    .map(([key, value]) => {
      const rest = ` ${key}=${value}\n`
      const length = Buffer.byteLength(rest) + 2
      return `${length > 99 ? length + 1 : length}${rest}`
    })
    .join("")

const folder = mkdtempSync(join(tmpdir(), "archives-"))
afterAll(() => rmSync(folder, { recursive: true }))

test.each<readonly [name: string, bytes: Uint8Array, lines: readonly string[]]>([
  ["zip", zip({ "x/y.txt": "hello", "z.env": "KEY=1" }), ["a!/x/y.txt: hello", "a!/z.env: KEY=1"]],
  ["zip without entries", zip({}), []],
  ["tar", tar(tarEntry("d/", "", "5"), tarEntry("d/e.txt", "hello"), tarEntry("l", "", "2")), ["a!/d/e.txt: hello"]],
  ["gzip", gzipSync("hello"), ["a!/a: hello"]],
  ["gzip of an empty file", gzipSync(""), ["a!/a: "]],
  ["gzip in several members", Buffer.concat([gzipSync("hello "), gzipSync("world")]), ["a!/a: hello world"]],
  ["packed tar", gzipSync(tar(tarEntry("e.txt", "hello"), tarEntry("f.txt", "x"))), ["a!/e.txt: hello", "a!/f.txt: x"]],
  [
    "tar with a long name of GNU",
    tar(tarEntry("././@LongLink", `${"d/".repeat(80)}n\0`, "L"), tarEntry("cut", "hello")),
    [`a!/${"d/".repeat(80)}n: hello`],
  ],
  ["tar with a pax name", tar(tarEntry("p", pax({ path: "näme/ü", mtime: "1.5" }), "x"), tarEntry("cut", "hello")), ["a!/näme/ü: hello"]],
  ["tar with a size in binary", tar(tarEntry("b", "hello", "0", Buffer.from([0x80, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 5]))), ["a!/b: hello"]],
  ["text", Buffer.from("no archive"), []],
])("%s", async (_, bytes, lines) => {
  expect(await listOf(bytes)).toEqual(lines)
})

test("archives inside archives", async () => {
  const inner = zip({ "c.txt": "hello" })
  expect(await listOf(gzipSync(tar(tarEntry("b.jar", inner), tarEntry("d.gz", gzipSync("world")))), {}, "a.tgz")).toEqual([
    "a.tgz!/b.jar!/c.txt: hello",
    "a.tgz!/d.gz!/d: world",
  ])
})

test("ten archives inside each other: three are opened, the fourth is reported", async () => {
  let bytes = zip({ "x.txt": "hello" })
  for (let layer = 0; layer < 9; layer += 1) bytes = zip({ [`${layer}.zip`]: bytes })
  expect(await listOf(bytes)).toEqual(["a!/8.zip!/7.zip!/6.zip! archives are nested deeper than 3"])
  expect(await listOf(bytes, { depth: 10 })).toEqual(["a!/8.zip!/7.zip!/6.zip!/5.zip!/4.zip!/3.zip!/2.zip!/1.zip!/0.zip!/x.txt: hello"])
})

test.each([
  ["zstd", "\x28\xb5\x2f\xfd\x04---"],
  ["xz", "\xfd7zXZ\0--"],
  ["bzip2", "BZh9\x31\x41\x59\x26\x53\x59"],
  ["7z", "7z\xbc\xaf\x27\x1c"],
  ["rar", "Rar!\x1a\x07\x01"],
])("%s is known and reported", async (kind, text) => {
  const bytes = Buffer.from(text, "latin1")
  expect(await listOf(bytes)).toEqual([`a! ${kind} archives are not supported`])
  expect(await listOf(zip({ inner: bytes }))).toEqual([`a!/inner! ${kind} archives are not supported`])
})

test("a kind is told by its bytes alone", () => {
  expect([zip({}), gzipSync("x"), tar(tarEntry("x", "")), Buffer.from("PK"), Buffer.from("BZh is a word"), Buffer.alloc(0)].map(archiveKind)).toEqual(
    ["zip", "gzip", "tar", undefined, undefined, undefined],
  )
})

test("files that merely begin alike are none", () => {
  const text = Buffer.alloc(600, "x")
  text.write("ustar", 257)
  const bytes = ["\x1f\x8b\x00\x00", "\x1f\x8b\x08\xff", "\x28\xb5\x2f\xfd----", "BZhx\x31\x41\x59\x26\x53\x59"].map((head) =>
    Buffer.from(head, "latin1"),
  )
  expect([text, ...bytes].map(archiveKind)).toEqual([undefined, undefined, undefined, undefined, undefined])
})

/** Where the first record of the central directory stands. */
const directoryAt = (bytes: Buffer) => bytes.indexOf("PK\x01\x02", 0, "latin1")

function changed(bytes: Buffer, change: (copy: Buffer, record: number) => void): Buffer {
  const copy = Buffer.from(bytes)
  change(copy, directoryAt(copy))
  return copy
}

const long = zip({ "x.txt": "hello ".repeat(100) })

test.each<readonly [name: string, bytes: Buffer, reason: string]>([
  ["an encrypted entry", changed(long, (b, at) => b.writeUInt16LE(1, at + 8)), "a!/x.txt! it is encrypted"],
  ["an unknown method", changed(long, (b, at) => b.writeUInt16LE(99, at + 10)), "a!/x.txt! compression method 99 is not supported"],
  ["a wrong checksum", changed(long, (b, at) => b.writeUInt32LE(7, at + 16)), "a!/x.txt! damaged zip entry: its checksum is wrong"],
  ["a wrong size", changed(long, (b, at) => b.writeUInt32LE(7, at + 24)), "a!/x.txt! damaged zip entry: its size is not what the archive says"],
  ["an absurd size", changed(long, (b, at) => b.writeUInt32LE(0xfffffff0, at + 24)), "a!/x.txt! it is larger than 32 MiB when unpacked"],
  ["a place outside", changed(long, (b, at) => b.writeUInt32LE(0xfffff, at + 42)), "a!/x.txt! damaged zip entry: it lies outside of the file"],
  ["broken content", changed(long, (b) => b.fill(0xff, 36, 44)), "a!/x.txt! damaged zip entry: it cannot be unpacked"],
  ["a broken list", changed(long, (b, at) => b.write("QQ", at)), "a! damaged zip archive: its list of entries is damaged"],
  ["no end", long.subarray(0, long.length - 30), "a! damaged zip archive: it has no list of entries, or is cut short"],
  ["a part of several", changed(long, (b) => b.writeUInt16LE(1, b.length - 18)), "a! damaged zip archive: it is one of several parts"],
  [
    "an absurd list",
    changed(long, (b) => b.writeUInt32LE(0xfffff, b.length - 10)),
    "a! damaged zip archive: its list of entries lies outside of the file",
  ],
])("zip with %s", async (_, bytes, reason) => {
  expect(await listOf(bytes)).toEqual([reason])
})

test("more entries than the end says are read, and the difference is reported", async () => {
  const bytes = changed(long, (b) => b.writeUInt16LE(9, b.length - 12))
  expect((await listOf(bytes)).at(-1)).toBe("a! it says that it has 9 entries, and lists 1")
})

test.each<readonly [name: string, bytes: Buffer, lines: readonly string[]]>([
  [
    "a wrong checksum",
    changed(tar(tarEntry("x", "hello"), tarEntry("y", "")), (b) => b.writeUInt8(66, 1024)),
    ["a!/x: hello", "a! damaged tar archive: a header's checksum is wrong"],
  ],
  ["a file that is cut short", tarEntry("x", "hello").subarray(0, 515), ["a! damaged tar archive: it is cut short"]],
  ["a header that is cut short", tar(tarEntry("x", "hello")).subarray(0, 1100), ["a!/x: hello", "a! damaged tar archive: it is cut short"]],
  [
    "an absurd size",
    tar(tarEntry("x", "", "0", Buffer.from("77777777777\0"))),
    ["a!/x! it is larger than 32 MiB when unpacked", "a! damaged tar archive: it is cut short"],
  ],
  [
    "a size beyond numbers",
    tar(tarEntry("x", "", "0", Buffer.from("8fffffffffffffffffffffff", "hex"))),
    ["a! damaged tar archive: a header's size makes no sense"],
  ],
  ["a sparse file", tar(tarEntry("x", "hello", "S"), tarEntry("y", "hi")), ["a!/x! sparse files are not supported", "a!/y: hi"]],
  [
    "extended headers of nonsense",
    tar(tarEntry("x", "99999 path=x\n", "x"), tarEntry("y", "hi")),
    ["a! damaged tar archive: an extended header makes no sense"],
  ],
])("tar with %s", async (_, bytes, lines) => {
  expect(await listOf(bytes)).toEqual(lines)
})

test("content behind the end of a tar archive is read as well", async () => {
  expect(await listOf(Buffer.concat([tar(tarEntry("x", "hello")), tar(tarEntry("y", "world"))]))).toEqual(["a!/x: hello", "a!/y: world"])
})

test("names that step outside are read, and spelled so that they lead nowhere", async () => {
  const names = { "../../x": "1", "/etc/y": "2", "c:\\..\\z": "3", "n\n\x1b[31m": "4" }
  expect(await listOf(zip(names))).toEqual(["a!/(..)/(..)/x: 1", "a!/etc/y: 2", "a!/c:/(..)/z: 3", "a!/n??[31m: 4"])
})

test("entries of one name are all read", async () => {
  expect(await listOf(tar(tarEntry("x", "first"), tarEntry("x", "second")))).toEqual(["a!/x: first", "a!/x: second"])
})

test("gzip that is cut short or damaged is reported", async () => {
  const bytes = gzipSync(randomBytes(200_000))
  const cut = await listOf(bytes.subarray(0, 150_000))
  expect(cut.at(-1)).toBe("a! damaged gzip file: it is cut short")
  const broken = Buffer.from(bytes)
  broken.writeUInt32LE(1, broken.length - 8)
  expect((await listOf(broken)).at(-1)).toBe("a! damaged gzip file: it cannot be unpacked in full")
})

function randomBytes(length: number): Buffer {
  const random = randomFrom(5)
  return Buffer.from(Array.from({ length }, () => Math.floor(random() * 256)))
}

test("a gigabyte of zeros in a small file stays small", async () => {
  const gigabyte = Buffer.concat(Array.from({ length: 16 }, () => gzipSync(Buffer.alloc(64 * 1024 * 1024), { level: constants.Z_BEST_SPEED })))
  const started = cpuMs()
  expect((await listOf(gigabyte)).at(-1)).toMatch(/^a! it unpacks to more than 200 times its size/)
  const packed = deflateRawSync(Buffer.alloc(20 * 1024 * 1024))
  expect(await listOf(handMadeZip("zeros", packed, 20 * 1024 * 1024))).toEqual([
    "a!/zeros! it unpacks to more than 200 times its size, as archives made to fill memory do",
  ])
  expect(cpuMs() - started).toBeLessThan(2000)
})

/** One entry with sizes as told, whatever the content is. */
function handMadeZip(name: string, packed: Buffer, unpacked: number): Buffer {
  const record = (size: number, signature: string) => {
    const bytes = Buffer.alloc(size)
    bytes.write(signature, 0, "latin1")
    return bytes
  }
  const local = record(30, "PK\x03\x04")
  local.writeUInt16LE(name.length, 26)
  const listed = record(46, "PK\x01\x02")
  listed.writeUInt16LE(8, 10)
  listed.writeUInt32LE(packed.length, 20)
  listed.writeUInt32LE(unpacked, 24)
  listed.writeUInt16LE(name.length, 28)
  const end = record(22, "PK\x05\x06")
  for (const at of [8, 10]) end.writeUInt16LE(1, at)
  end.writeUInt32LE(46 + name.length, 12)
  end.writeUInt32LE(30 + name.length + packed.length, 16)
  return Buffer.concat([local, Buffer.from(name), packed, listed, Buffer.from(name), end])
}

test("limits on all bytes, one file and entries are kept and told", async () => {
  const many = zip(Object.fromEntries(Array.from({ length: 20 }, (_, i) => [`${i}`, randomBytes(1000)])))
  expect((await listOf(many, { entries: 5 })).slice(5)).toEqual(["a! the archive holds more than 5 entries; the rest was not unpacked"])
  expect((await listOf(many, { totalBytes: 4500 })).slice(4)).toEqual([
    "a!/4! the archive unpacks to more than 4500 bytes; the rest was not unpacked",
    "a! the archive unpacks to more than 4500 bytes; the rest was not unpacked",
  ])
  expect((await listOf(many, { entryBytes: 900 }))[0]).toBe("a!/0! it is larger than 900 bytes when unpacked")
  const packedTar = gzipSync(tar(tarEntry("x", randomBytes(5000)), tarEntry("y", "hi")))
  expect(await listOf(packedTar, { entryBytes: 900 })).toEqual(["a!/x! it is larger than 900 bytes when unpacked", "a!/y: hi"])
  expect((await listOf(packedTar, { totalBytes: 1000 })).at(-1)).toBe("a! the archive unpacks to more than 1000 bytes; the rest was not unpacked")
})

test("a file is read in parts, not whole", async () => {
  const file = join(folder, "large.zip")
  writeFileSync(file, zip({ "a.bin": randomBytes(300_000), "b.txt": "hello" }))
  const descriptor = openSync(file, "r")
  const source = fileSource(descriptor, statSync(file).size)
  let most = 0
  const read = (position: number, length: number) => {
    const bytes = source.read(position, length)
    most = Math.max(most, bytes.length)
    return bytes
  }
  const lines = await listOf({ size: source.size, read }, { entryBytes: 1000 })
  closeSync(descriptor)
  expect(lines).toEqual(["a!/a.bin! it is larger than 1000 bytes when unpacked", "a!/b.txt: hello"])
  expect(most).toBeLessThan(100_000)
})

/** The system's own programs, where there are some. */
function made(file: string, program: string, args: readonly string[]): Buffer | undefined {
  try {
    execFileSync(program, args, { cwd: folder, stdio: ["ignore", "pipe", "ignore"] })
    const path = join(folder, file)
    const descriptor = openSync(path, "r")
    const bytes = Buffer.from(fileSource(descriptor, statSync(path).size).read(0, statSync(path).size))
    closeSync(descriptor)
    return bytes
  } catch {
    return undefined
  }
}

const python = `
import zipfile, sys
z = zipfile.ZipFile("py.zip", "w", zipfile.ZIP_DEFLATED, allowZip64=True)
with z.open("w.txt", "w", force_zip64=True) as f: f.write(b"wide")
z.writestr("d/", "")
z.close()
z = zipfile.ZipFile("lzma.zip", "w", zipfile.ZIP_LZMA)
z.writestr("x.txt", "hello")
z.close()
`

test.each([
  ["zip", "sys.zip", "zip", ["-q", "sys.zip", "s.txt"], ["a!/s.txt: hello"]],
  ["zip from a pipe, with sizes behind the content", "p.zip", "sh", ["-c", "cat s.txt | zip -q p.zip -"], ["a!/-: hello"]],
  ["zip with a password", "pw.zip", "zip", ["-q", "-P", "x", "pw.zip", "s.txt"], ["a!/s.txt! it is encrypted"]],
  ["tar", "sys.tar.gz", "tar", ["-czf", "sys.tar.gz", "s.txt"], ["a!/s.txt: hello"]],
  ["zip64 from Python", "py.zip", "python3", ["-c", python], ["a!/w.txt: wide"]],
  ["LZMA from Python", "lzma.zip", "python3", ["-c", python], ["a!/x.txt! compression method 14 is not supported"]],
] as const)("an archive of the system's own: %s", async (_, file, program, args, lines) => {
  writeFileSync(join(folder, "s.txt"), "hello")
  const bytes = made(file, program, args)
  if (bytes === undefined) return
  expect(await listOf(bytes)).toEqual(lines)
})

test("random damage never throws and never hangs", async () => {
  const random = randomFrom(11)
  const inner = zip({ "c.txt": "hello ".repeat(50), "d.bin": randomBytes(500) })
  const whole = [
    inner,
    gzipSync(tar(tarEntry("b.zip", inner), tarEntry("x", pax({ path: "long" }), "x"), tarEntry("y", "hi"))),
    tar(tarEntry("z", gzipSync("text"))),
  ]
  for (let round = 0; round < 600; round += 1) {
    const bytes = Buffer.from(whole[round % whole.length]!)
    const changes = 1 + Math.floor(random() * 6)
    for (let change = 0; change < changes; change += 1) bytes[Math.floor(random() * bytes.length)] = Math.floor(random() * 256)
    const end = random() < 0.3 ? Math.floor(random() * bytes.length) : bytes.length
    for (const line of await listOf(bytes.subarray(0, end), { totalBytes: 1_000_000 })) expect(line).toMatch(/^a(?:[:!])/)
  }
})
