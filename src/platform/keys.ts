/** A person's signing key: Ed25519, kept encrypted in the state folder, and what others need to check a signature. */
import {
  createCipheriv,
  createDecipheriv,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  randomBytes,
  scrypt,
  sign as signBytes,
  verify as verifyBytes,
  type KeyObject,
} from "node:crypto"
import { chmod, mkdir, readdir } from "node:fs/promises"
import { join } from "node:path"
import { z } from "zod"
import { canonicalJson } from "../base/canonical-json.ts"
import { isoTime, type Clock } from "../base/clock.ts"
import { TipstaffError, messageOf, systemCode } from "../base/errors.ts"
import { sha256 } from "../base/hash.ts"
import { parseJson } from "../base/json.ts"
import { readText, statOf, writeNew } from "./files.ts"

/** OWASP Password Storage Cheat Sheet: scrypt with N=2^17, r=8, p=1, which takes 128 MiB of memory. */
export const keyCost: KeyCost = { n: 2 ** 17, r: 8, p: 1 }

export interface KeyCost {
  /** A power of two from 2^14 to 2^18. */
  readonly n: number
  readonly r: number
  readonly p: number
}

export const minPassphraseLength = 12
const minDistinctCharacters = 5
const maxKeyFileBytes = 16 * 1024
const keyNamePattern = /^[a-z0-9][a-z0-9._-]{0,63}$/

const base64 = z.string().regex(/^[A-Za-z0-9+/]*={0,2}$/)

const keyFile = z.strictObject({
  schema: z.literal("tipstaff.key/1"),
  name: z.string().regex(keyNamePattern),
  id: z.string().regex(/^[0-9a-f]{16}$/),
  algorithm: z.literal("ed25519"),
  created_at: z.iso.datetime(),
  public_key: base64,
  private_key: z.strictObject({
    kdf: z.strictObject({
      name: z.literal("scrypt"),
      // Bounded: a hostile file must not make us allocate gigabytes or compute for an hour.
      n: z.union([14, 15, 16, 17, 18].map((bits) => z.literal(2 ** bits))),
      r: z.literal(8),
      p: z.int().min(1).max(4),
      salt: base64.min(24).max(64),
    }),
    cipher: z.literal("aes-256-gcm"),
    nonce: base64.length(16),
    tag: base64.length(24),
    ciphertext: base64.min(4).max(512),
  }),
})

export type StoredKey = z.output<typeof keyFile>

/** An unlocked private key. It lives only as long as the command. */
export interface Signer {
  readonly keyId: string
  /** Base64 of the SPKI DER. */
  readonly publicKey: string
  /** Base64 of the 64-byte Ed25519 signature over the DSSE pre-authentication encoding of type and payload. */
  sign(payloadType: string, payload: string | Uint8Array): string
}

/**
 * Makes a key and writes `<stateDir>/keys/<name>.json`, mode 0600.
 * Throws `keys/invalid-name`, `keys/weak-passphrase`, `keys/exists`.
 */
export async function createKey(stateDir: string, name: string, passphrase: string, clock: Clock, cost: KeyCost = keyCost): Promise<StoredKey> {
  const path = keyPath(stateDir, name)
  assertStrongPassphrase(passphrase)
  if ((await statOf(path)) !== undefined) throw keyExists(name, path)
  const { publicKey, privateKey } = generateKeyPairSync("ed25519")
  const spki = publicKey.export({ type: "spki", format: "der" })
  const header = {
    schema: "tipstaff.key/1" as const,
    name,
    id: keyIdOf(publicKey),
    algorithm: "ed25519" as const,
    created_at: isoTime(clock.now()),
    public_key: spki.toString("base64"),
  }
  const salt = randomBytes(32)
  const nonce = randomBytes(12)
  const secret = await derive(passphrase, salt, cost)
  const cipher = createCipheriv("aes-256-gcm", secret, nonce)
  // The header is authenticated too, so that nobody can put another public key or name on this private key.
  cipher.setAAD(Buffer.from(canonicalJson(header)))
  const plain = privateKey.export({ type: "pkcs8", format: "der" })
  const ciphertext = Buffer.concat([cipher.update(plain), cipher.final()])
  plain.fill(0)
  secret.fill(0)
  const stored: StoredKey = {
    ...header,
    private_key: {
      kdf: { name: "scrypt", n: cost.n as StoredKey["private_key"]["kdf"]["n"], r: 8, p: cost.p, salt: salt.toString("base64") },
      cipher: "aes-256-gcm",
      nonce: nonce.toString("base64"),
      tag: cipher.getAuthTag().toString("base64"),
      ciphertext: ciphertext.toString("base64"),
    },
  }
  const folder = keyFolder(stateDir)
  await mkdir(folder, { recursive: true, mode: 0o700 })
  // An older, wider folder is narrowed: mkdir leaves an existing one as it is.
  await chmod(folder, 0o700)
  try {
    await writeNew(path, `${JSON.stringify(stored, null, 2)}\n`, 0o600)
  } catch (cause) {
    if (cause instanceof TipstaffError && cause.code === "file/exists") throw keyExists(name, path)
    throw cause
  }
  return stored
}

/** Throws `keys/missing`, `keys/damaged`, `keys/open-permissions`, `keys/invalid-name`. */
export async function loadKey(stateDir: string, name: string): Promise<StoredKey> {
  const path = keyPath(stateDir, name)
  const stats = await statOf(path)
  if (stats === undefined) {
    throw new TipstaffError("keys/missing", `there is no key named ${name}`, { file: path, next: `make one with: tipstaff keys new ${name}` })
  }
  if (!stats.isFile()) throw new TipstaffError("keys/damaged", `${path} is not a regular file`, { file: path })
  if (process.platform !== "win32" && (stats.mode & 0o077) !== 0) {
    throw new TipstaffError("keys/open-permissions", `${path} can be read by other users`, { file: path, next: `run: chmod 600 ${path}` })
  }
  return parseKeyFile(await readText(path, maxKeyFileBytes), path, name)
}

function parseKeyFile(text: string, path: string, name: string): StoredKey {
  const damaged = (reason: string, cause?: unknown) =>
    new TipstaffError("keys/damaged", `${path} is not a key file: ${reason}`, {
      file: path,
      cause,
      next: "restore it from a backup or make a new key",
    })
  let value: unknown
  try {
    value = parseJson(text, path)
  } catch (cause) {
    throw damaged(messageOf(cause), cause)
  }
  const parsed = keyFile.safeParse(value)
  if (!parsed.success) throw damaged(`${parsed.error.issues[0]?.path.join(".") ?? ""} ${parsed.error.issues[0]?.message ?? ""}`.trim())
  if (parsed.data.name !== name) throw damaged(`it holds the key ${parsed.data.name}`)
  if (keyIdOf(parsePublicKey(parsed.data.public_key)) !== parsed.data.id) throw damaged("the key id does not belong to the public key")
  return parsed.data
}

export interface KeyList {
  readonly keys: readonly StoredKey[]
  /** Files in the key folder that could not be used, with the reason. */
  readonly unusable: readonly { readonly file: string; readonly reason: string }[]
}

/** All keys by name; a folder that does not exist yet holds none. */
export async function listKeys(stateDir: string): Promise<KeyList> {
  let names: string[] = []
  try {
    names = await readdir(keyFolder(stateDir))
  } catch (cause) {
    if (systemCode(cause) !== "ENOENT") throw new TipstaffError("file/unreadable", `${keyFolder(stateDir)} could not be read`, { cause })
  }
  const keys: StoredKey[] = []
  const unusable: { file: string; reason: string }[] = []
  for (const file of names.sort()) {
    try {
      if (!file.endsWith(".json")) throw new TipstaffError("keys/damaged", "not a key file")
      keys.push(await loadKey(stateDir, file.slice(0, -".json".length)))
    } catch (cause) {
      unusable.push({ file, reason: messageOf(cause) })
    }
  }
  return { keys, unusable }
}

/** Throws `keys/wrong-passphrase`, also when the file was altered: the two cannot be told apart. */
export async function unlockKey(stored: StoredKey, passphrase: string): Promise<Signer> {
  const { private_key: sealed, ...header } = stored
  const secret = await derive(passphrase, Buffer.from(sealed.kdf.salt, "base64"), sealed.kdf)
  let privateKey: KeyObject
  try {
    const decipher = createDecipheriv("aes-256-gcm", secret, Buffer.from(sealed.nonce, "base64"), { authTagLength: 16 })
    decipher.setAAD(Buffer.from(canonicalJson(header)))
    decipher.setAuthTag(Buffer.from(sealed.tag, "base64"))
    const plain = Buffer.concat([decipher.update(Buffer.from(sealed.ciphertext, "base64")), decipher.final()])
    privateKey = createPrivateKey({ key: plain, type: "pkcs8", format: "der" })
    plain.fill(0)
  } catch (cause) {
    throw new TipstaffError("keys/wrong-passphrase", `the key ${stored.name} did not open with this passphrase`, { cause })
  } finally {
    secret.fill(0)
  }
  return signerOf(privateKey)
}

/** A signer over a private key that is already in memory. */
export function signerOf(privateKey: KeyObject): Signer {
  const publicKey = createPublicKey(privateKey)
  return {
    keyId: keyIdOf(publicKey),
    publicKey: publicKey.export({ type: "spki", format: "der" }).toString("base64"),
    sign: (payloadType, payload) => signBytes(null, preAuthEncoding(payloadType, payload), privateKey).toString("base64"),
  }
}

/** PEM text of the public key, as openssl reads it. */
export function publicPem(publicKey: string): string {
  return parsePublicKey(publicKey).export({ type: "spki", format: "pem" }).toString()
}

// The points of small order and their sign-flipped spellings: with one of these as public key, anybody can sign
// (RFC 8032 leaves the check to the application). The last three are spellings beyond the field prime.
const weakPoints: ReadonlySet<string> = new Set([
  `01${"00".repeat(31)}`,
  `01${"00".repeat(30)}80`,
  "00".repeat(32),
  `${"00".repeat(31)}80`,
  `ec${"ff".repeat(30)}7f`,
  `ec${"ff".repeat(31)}`,
  "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
  "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa",
  "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
  "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85",
  `ed${"ff".repeat(30)}7f`,
  `ed${"ff".repeat(31)}`,
  `ee${"ff".repeat(30)}7f`,
])

/** From PEM or base64 SPKI DER. Throws `keys/invalid-public-key`: not a key, not Ed25519, or one that anybody can sign for. */
export function parsePublicKey(text: string): KeyObject {
  if (text.length > 4096) throw invalid("too long")
  const trimmed = text.trim()
  let key: KeyObject
  try {
    key = trimmed.startsWith("-----BEGIN PUBLIC KEY-----")
      ? createPublicKey(trimmed)
      : createPublicKey({ key: strictBase64(trimmed), type: "spki", format: "der" })
  } catch (cause) {
    throw invalid("it cannot be parsed", cause)
  }
  if (key.asymmetricKeyType !== "ed25519") throw invalid(`it is a key for ${key.asymmetricKeyType ?? "another algorithm"}`)
  if (weakPoints.has(key.export({ type: "spki", format: "der" }).subarray(-32).toString("hex"))) throw invalid("it is a point of small order")
  return key
}

function invalid(reason: string, cause?: unknown): TipstaffError {
  return new TipstaffError("keys/invalid-public-key", `not an Ed25519 public key: ${reason}`, {
    cause,
    next: "copy the line that tipstaff keys show prints",
  })
}

/** First 16 hexadecimal digits of the SHA-256 of the SPKI DER. */
export function keyIdOf(publicKey: KeyObject): string {
  return sha256(publicKey.export({ type: "spki", format: "der" })).slice(0, 16)
}

/** True only for the one spelling of the one valid signature. Never throws. */
export function signatureIsValid(publicKey: KeyObject, payloadType: string, payload: string | Uint8Array, signature: string): boolean {
  try {
    const bytes = strictBase64(signature)
    return bytes.length === 64 && verifyBytes(null, preAuthEncoding(payloadType, payload), publicKey, bytes)
  } catch {
    return false
  }
}

/** Bytes of standard padded base64 in its only canonical spelling. Throws TypeError otherwise. */
export function strictBase64(text: string): Buffer {
  // Buffer.from skips what it does not know and ignores spare bits; encoding again shows both.
  const bytes = Buffer.from(text, "base64")
  if (bytes.toString("base64") !== text) throw new TypeError("not canonical base64")
  return bytes
}

/** PAE of DSSE v1: binds the type to the bytes, so that a signature for one kind of record is none for another. */
export function preAuthEncoding(payloadType: string, payload: string | Uint8Array): Buffer {
  const body = typeof payload === "string" ? Buffer.from(payload, "utf8") : payload
  return Buffer.concat([Buffer.from(`DSSEv1 ${Buffer.byteLength(payloadType)} ${payloadType} ${body.length} `, "utf8"), body])
}

/** Throws `keys/weak-passphrase`. */
export function assertStrongPassphrase(passphrase: string): void {
  const characters = Array.from(passphrase.normalize("NFKC"))
  if (characters.length < minPassphraseLength || new Set(characters).size < minDistinctCharacters) {
    throw new TipstaffError(
      "keys/weak-passphrase",
      `the passphrase needs ${minPassphraseLength} characters, ${minDistinctCharacters} of them different`,
      {
        next: "use four or five random words",
      },
    )
  }
}

function derive(passphrase: string, salt: Uint8Array, cost: KeyCost): Promise<Buffer> {
  const { n: N, r, p } = cost
  const password = Buffer.from(passphrase.normalize("NFKC"), "utf8")
  return new Promise((resolve, reject) => {
    scrypt(password, salt, 32, { N, r, p, maxmem: 128 * N * r * p + 32 * 1024 * 1024 }, (error, key) => {
      password.fill(0)
      if (error) reject(error)
      else resolve(key)
    })
  })
}

function keyFolder(stateDir: string): string {
  return join(stateDir, "keys")
}

function keyPath(stateDir: string, name: string): string {
  if (!keyNamePattern.test(name)) {
    throw new TipstaffError("keys/invalid-name", "a key's name is 1 to 64 lower-case letters, digits, dots, hyphens and underscores")
  }
  return join(keyFolder(stateDir), `${name}.json`)
}

function keyExists(name: string, path: string): TipstaffError {
  return new TipstaffError("keys/exists", `a key named ${name} already exists`, {
    file: path,
    next: "choose another name; keys are never overwritten",
  })
}
