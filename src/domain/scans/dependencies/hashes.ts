/** Digests as lockfiles write them, turned into the spelling of a bill of materials. */
import type { PackageHash } from "./package.ts"

const algorithms: Readonly<Record<string, { readonly name: PackageHash["algorithm"]; readonly bytes: number }>> = {
  sha512: { name: "SHA-512", bytes: 64 },
  sha384: { name: "SHA-384", bytes: 48 },
  sha256: { name: "SHA-256", bytes: 32 },
  sha1: { name: "SHA-1", bytes: 20 },
  md5: { name: "MD5", bytes: 16 },
}

/** `sha512-<base64>`, several separated by spaces (W3C Subresource Integrity). What cannot be read is left out. */
export function hashesOfIntegrity(integrity: unknown): readonly PackageHash[] {
  if (typeof integrity !== "string" || integrity.length > 4096) return []
  return unique(
    integrity.split(" ").flatMap((part) => {
      const dash = part.indexOf("-")
      return dash < 0 ? [] : hashOf(part.slice(0, dash), Buffer.from(part.slice(dash + 1).split("?")[0] ?? "", "base64").toString("hex"))
    }),
  )
}

/** A digest in hexadecimal; an empty list when its length is wrong. */
export function hashOf(algorithm: string, hex: unknown): readonly PackageHash[] {
  const known = algorithms[algorithm]
  if (known === undefined || typeof hex !== "string" || hex.length !== known.bytes * 2 || !/^[0-9a-f]*$/i.test(hex)) return []
  return [{ algorithm: known.name, value: hex.toLowerCase() }]
}

/** Python locks list one digest per distribution file; only a package with a single file has one digest of its own. */
export function hashOfOnlyFile(files: unknown): readonly PackageHash[] {
  if (!Array.isArray(files) || files.length !== 1) return []
  const file: unknown = files[0]
  const text = typeof file === "string" ? file : hashField(file)
  const colon = text.indexOf(":")
  return colon < 0 ? [] : hashOf(text.slice(0, colon), text.slice(colon + 1))
}

function hashField(file: unknown): string {
  if (typeof file === "object" && file !== null && "hash" in file && typeof file.hash === "string") return file.hash
  return ""
}

function unique(hashes: readonly PackageHash[]): readonly PackageHash[] {
  return hashes.filter((hash, index) => hashes.findIndex((other) => other.algorithm === hash.algorithm) === index)
}
