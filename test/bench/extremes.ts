/** Files that no person wrote: one of 2 GB with text here and there, and one line of 100 MB. Both return their bytes. */
import { closeSync, ftruncateSync, openSync, readFileSync, writeSync } from "node:fs"
import { join } from "node:path"
import { expand, randomFrom } from "../../src/domain/secrets/generate.ts"
import { materialBelow } from "./material.ts"

const gigabyte = 1024 ** 3

/** Holes are read as NUL; on a file system without holes it takes its place on the disk. */
export function withSparseFile(folder: string): number {
  const descriptor = openSync(join(folder, "image.bin"), "w")
  const line = `\ntoken = "${expand("{{alnum:40}}", randomFrom(1))}"\n`
  ftruncateSync(descriptor, 2 * gigabyte)
  for (const place of [0, gigabyte, 2 * gigabyte - line.length]) writeSync(descriptor, line, place)
  closeSync(descriptor)
  return 2 * gigabyte
}

const lineBytes = 100e6

/** Source text with its line breaks taken out, again and again. */
export function withLongLine(folder: string): number {
  const descriptor = openSync(join(folder, "bundle.js"), "w")
  const material = materialBelow("node_modules").filter(({ path }) => path.endsWith(".js"))
  let written = 0
  for (let index = 0; written < lineBytes; index += 1) {
    const text = readFileSync(material[index % material.length]!.path, "utf8").replaceAll(/[\r\n]+/g, " ")
    written += writeSync(descriptor, text)
  }
  closeSync(descriptor)
  return written
}
