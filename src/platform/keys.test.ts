import { createPrivateKey, createPublicKey, generateKeyPairSync, sign } from "node:crypto"
import { chmod, mkdir, mkdtemp, readFile, rm, stat, symlink, writeFile } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import * as fc from "fast-check"
import { afterAll, beforeAll, expect, test } from "vitest"
import { fixedClock } from "../base/clock.ts"
import type { Terminal } from "../base/world.ts"
import {
  createKey,
  keyCost,
  listKeys,
  loadKey,
  parsePublicKey,
  preAuthEncoding,
  publicPem,
  signatureIsValid,
  signerOf,
  strictBase64,
  unlockKey,
} from "./keys.ts"
import { askNewPassphrase, askPassphrase } from "./passphrase.ts"

const clock = fixedClock("2026-11-20T12:00:00Z")
/** The least that the reader accepts, so that the suite stays fast. */
const cheap = { n: 2 ** 14, r: 8, p: 1 }
const passphrase = ["four", "plain", "random", "words"].join(" ")
const posix = process.platform !== "win32"

async function codeOf(work: Promise<unknown>): Promise<unknown> {
  return work.then(
    () => "no error",
    (thrown: { code?: string }) => thrown.code,
  )
}

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "tipstaff-keys-"))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

test("a key is made with the stated cost, opens with its passphrase and signs", async () => {
  const stateDir = join(folder, "full")
  const stored = await createKey(stateDir, "ada", passphrase, clock)
  expect(keyCost).toEqual({ n: 131072, r: 8, p: 1 })
  expect(stored.private_key.kdf).toMatchObject({ name: "scrypt", n: 131072, r: 8, p: 1 })
  expect(stored.created_at).toBe("2026-11-20T12:00:00Z")
  const signer = await unlockKey(await loadKey(stateDir, "ada"), passphrase)
  expect(signer.keyId).toBe(stored.id)
  const signature = signer.sign("text/plain", "hello")
  expect(signatureIsValid(parsePublicKey(stored.public_key), "text/plain", "hello", signature)).toBe(true)
  expect(signatureIsValid(parsePublicKey(stored.public_key), "text/html", "hello", signature)).toBe(false)
})

test("[S5.3-10] the file holds the private key only under AES-256-GCM, mode 0600 in a folder 0700", async () => {
  const stateDir = join(folder, "modes")
  await mkdir(join(stateDir, "keys"), { recursive: true, mode: 0o755 })
  const stored = await createKey(stateDir, "ada", passphrase, clock, cheap)
  const text = await readFile(join(stateDir, "keys", "ada.json"), "utf8")
  expect(stored.private_key.cipher).toBe("aes-256-gcm")
  expect(text).not.toContain("PRIVATE KEY")
  expect(text).not.toContain(passphrase)
  const modes = [await stat(join(stateDir, "keys", "ada.json")), await stat(join(stateDir, "keys"))].map((one) => (one.mode & 0o777).toString(8))
  expect(posix ? modes : ["600", "700"]).toEqual(["600", "700"])
})

test("what cannot be a key is refused with its own code", async () => {
  const stateDir = join(folder, "refusals")
  const stored = await createKey(stateDir, "ada", passphrase, clock, cheap)
  await expect(createKey(stateDir, "ada", passphrase, clock, cheap)).rejects.toMatchObject({ code: "keys/exists" })
  await expect(createKey(stateDir, "eve", "short", clock, cheap)).rejects.toMatchObject({ code: "keys/weak-passphrase" })
  await expect(createKey(stateDir, "eve", "aaaaaaaaaaaaaaaa", clock, cheap)).rejects.toMatchObject({ code: "keys/weak-passphrase" })
  for (const name of ["../ada", "", "Ada", "a/b", "a\0b", ".hidden", "x".repeat(65)]) {
    await expect(createKey(stateDir, name, passphrase, clock, cheap)).rejects.toMatchObject({ code: "keys/invalid-name" })
  }
  await expect(loadKey(stateDir, "nobody")).rejects.toMatchObject({ code: "keys/missing" })
  await expect(unlockKey(stored, `${passphrase}!`)).rejects.toMatchObject({ code: "keys/wrong-passphrase" })
})

test("an altered key file never opens", async () => {
  const stateDir = join(folder, "altered")
  const stored = await createKey(stateDir, "ada", passphrase, clock, cheap)
  const other = await createKey(stateDir, "ben", passphrase, clock, cheap)
  const path = join(stateDir, "keys", "ada.json")
  const damaged: [string, unknown][] = [
    ["another schema", { ...stored, schema: "tipstaff.key/2" }],
    ["another public key", { ...stored, public_key: other.public_key }],
    ["another id", { ...stored, id: "0".repeat(16) }],
    ["another name", { ...stored, name: "ben" }],
    ["an unknown member", { ...stored, note: "" }],
    ["a cost of 2^30", { ...stored, private_key: { ...stored.private_key, kdf: { ...stored.private_key.kdf, n: 2 ** 30 } } }],
    ["a cost of 2^10", { ...stored, private_key: { ...stored.private_key, kdf: { ...stored.private_key.kdf, n: 2 ** 10 } } }],
    ["no key at all", {}],
  ]
  for (const [what, value] of damaged) {
    await writeFile(path, JSON.stringify(value))
    expect([what, await codeOf(loadKey(stateDir, "ada"))]).toEqual([what, "keys/damaged"])
  }
  await expect(unlockKey({ ...stored, id: other.id, public_key: other.public_key }, passphrase)).rejects.toMatchObject({
    code: "keys/wrong-passphrase",
  })
  await expect(unlockKey({ ...stored, private_key: other.private_key }, passphrase)).rejects.toMatchObject({ code: "keys/wrong-passphrase" })
})

test("keys that others can read, links and strange files are listed as unusable", async () => {
  const stateDir = join(folder, "list")
  expect(await listKeys(stateDir)).toEqual({ keys: [], unusable: [] })
  await createKey(stateDir, "ada", passphrase, clock, cheap)
  await createKey(stateDir, "open", passphrase, clock, cheap)
  await writeFile(join(stateDir, "keys", "notes.txt"), "x")
  await symlink(join(stateDir, "keys", "ada.json"), join(stateDir, "keys", "link.json"))
  if (posix) await chmod(join(stateDir, "keys", "open.json"), 0o644)
  const { keys, unusable } = await listKeys(stateDir)
  expect(keys.map((key) => key.name)).toEqual(posix ? ["ada"] : ["ada", "open"])
  expect(unusable.map((one) => one.file)).toEqual(posix ? ["link.json", "notes.txt", "open.json"] : ["link.json", "notes.txt"])
})

test("the pre-authentication encoding is that of DSSE version 1", () => {
  expect(preAuthEncoding("http://example.com/HelloWorld", "hello world").toString()).toBe("DSSEv1 29 http://example.com/HelloWorld 11 hello world")
  expect(preAuthEncoding("a", "é").toString()).toBe("DSSEv1 1 a 2 é")
})

test("only Ed25519 keys that need a private key are public keys", () => {
  const good = generateKeyPairSync("ed25519").publicKey
  const spki = good.export({ type: "spki", format: "der" }).toString("base64")
  const pem = good.export({ type: "spki", format: "pem" }).toString()
  expect(parsePublicKey(pem).equals(good)).toBe(true)
  expect(publicPem(spki)).toBe(pem)
  const rsa = generateKeyPairSync("rsa", { modulusLength: 2048 }).publicKey.export({ type: "spki", format: "pem" }).toString()
  const p256 = generateKeyPairSync("ec", { namedCurve: "P-256" }).publicKey.export({ type: "spki", format: "pem" }).toString()
  const x25519 = generateKeyPairSync("x25519").publicKey.export({ type: "spki", format: "pem" }).toString()
  const identity = Buffer.concat([Buffer.from("302a300506032b6570032100", "hex"), Buffer.from(`01${"00".repeat(31)}`, "hex")]).toString("base64")
  for (const text of ["", "x", rsa, p256, x25519, identity, spki.slice(0, 40), "A".repeat(5000)]) {
    expect(() => parsePublicKey(text)).toThrow(expect.objectContaining({ code: "keys/invalid-public-key" }))
  }
})

test("a public key of small order is refused: older OpenSSL accepts a signature by anybody under it", () => {
  const spki = Buffer.concat([Buffer.from("302a300506032b6570032100", "hex"), Buffer.from(`01${"00".repeat(31)}`, "hex")])
  expect(() => parsePublicKey(spki.toString("base64"))).toThrow(/small order/)
})

test("base64 has one spelling per value", () => {
  fc.assert(fc.property(fc.uint8Array(), (bytes) => strictBase64(Buffer.from(bytes).toString("base64")).equals(Buffer.from(bytes))))
  for (const text of ["YQ", "YR==", "Y Q==", "YQ==\n", "YQ--", "=YQ=", "YQ=a"]) expect(() => strictBase64(text)).toThrow(TypeError)
})

test("a signature check never throws, whatever it is given", () => {
  const key = parsePublicKey(signerOf(generateKeyPairSync("ed25519").privateKey).publicKey)
  const anything = fc.property(fc.string(), fc.string(), fc.string(), (type, body, signature) => !signatureIsValid(key, type, body, signature))
  expect(fc.check(anything).failed).toBe(false)
})

test("a signature over the bare bytes, without the encoding, does not count", () => {
  const { privateKey } = generateKeyPairSync("ed25519")
  const raw = sign(null, Buffer.from("hello"), createPrivateKey(privateKey.export({ type: "pkcs8", format: "pem" }))).toString("base64")
  expect(signatureIsValid(createPublicKey(privateKey), "text/plain", "hello", raw)).toBe(false)
})

function terminal(...answers: string[]): Terminal & { asked: { question: string; hidden: boolean }[] } {
  const asked: { question: string; hidden: boolean }[] = []
  return {
    interactive: true,
    colour: false,
    asked,
    note: () => {},
    warn: () => {},
    progress: () => {},
    ask: (question, options) => {
      asked.push({ question, hidden: options?.hidden === true })
      return Promise.resolve(answers.shift() ?? "")
    },
  }
}

test("a passphrase is typed unseen, a new one twice", async () => {
  const asking = terminal(passphrase, passphrase)
  expect(await askNewPassphrase({ env: {}, cwd: folder, terminal: asking }, "ada")).toBe(passphrase)
  expect(asking.asked.map((one) => one.hidden)).toEqual([true, true])
  await expect(askNewPassphrase({ env: {}, cwd: folder, terminal: terminal(passphrase, "another one here") }, "ada")).rejects.toMatchObject({
    code: "keys/passphrases-differ",
  })
  await expect(askNewPassphrase({ env: {}, cwd: folder, terminal: terminal("short") }, "ada")).rejects.toMatchObject({ code: "keys/weak-passphrase" })
})

test("a passphrase may come from a private file outside the repository, and from no other", async () => {
  const repository = join(folder, "repository")
  await mkdir(join(repository, ".git"), { recursive: true })
  await mkdir(join(repository, "deep"))
  const outside = join(folder, "passphrase")
  await writeFile(outside, `${passphrase}\n`, { mode: 0o600 })
  const ask = (file: string) =>
    askPassphrase({ env: { TIPSTAFF_PASSPHRASE_FILE: file }, cwd: join(repository, "deep"), terminal: terminal("typed") }, "ada")
  expect(await ask(outside)).toBe(passphrase)
  expect(await ask("")).toBe("typed")
  const inside = join(repository, "passphrase")
  await writeFile(inside, passphrase, { mode: 0o600 })
  const link = join(folder, "link")
  await symlink(outside, link)
  const open = join(folder, "open")
  await writeFile(open, passphrase)
  await chmod(open, 0o644)
  for (const file of [inside, link, join(folder, "nowhere"), folder, "passphrase", ...(posix ? [open] : [])]) {
    expect([file, await codeOf(ask(file))]).toEqual([file, "keys/passphrase-file"])
  }
})

test("no variable and no argument carries the passphrase itself", async () => {
  const asking = terminal("typed")
  const env = { TIPSTAFF_PASSPHRASE: passphrase, PASSPHRASE: passphrase }
  expect(await askPassphrase({ env, cwd: folder, terminal: asking }, "ada")).toBe("typed")
})
