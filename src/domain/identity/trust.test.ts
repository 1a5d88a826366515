import { generateKeyPairSync } from "node:crypto"
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import * as fc from "fast-check"
import { afterEach, beforeEach, expect, test } from "vitest"
import { signerOf, type Signer } from "../../platform/keys.ts"
import { peopleDigest, peopleSettings, type Person } from "./people.ts"
import { changesFolder, examineTrust, pinPath, readPeople, trustedPeople, writePin } from "./store.ts"
import { describeChange, followChanges, formatTrust, parseTrust, parseTrustChange, signTrustChange, trustIn } from "./trust.ts"

const at = Date.parse("2026-11-20T12:00:00Z")
const signers = Object.fromEntries(["ada", "ben", "eve"].map((id) => [id, signerOf(generateKeyPairSync("ed25519").privateKey)])) as Record<
  string,
  Signer
>
const person = (id: string, ...roles: string[]) => ({ id, name: id, roles, keys: [{ id: signers[id]!.keyId, publicKey: signers[id]!.publicKey }] })
const list = (...people: ReturnType<typeof person>[]): readonly Person[] => peopleSettings.parse(people)

const first = list(person("ada", "security.ops"), person("ben", "product.owner"))
const second = list(person("ada", "security.ops"), person("ben", "coo"))
const third = list(person("ben", "coo"), person("eve", "security.ops"))

let folder: string
let root: string
let stateDir: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "tipstaff-trust-"))
  root = join(folder, "repository")
  stateDir = join(folder, "state")
  await mkdir(root)
})
afterEach(() => rm(folder, { recursive: true, force: true }))

async function write(people: readonly Person[]): Promise<void> {
  await writeFile(join(root, "tipstaff.yaml"), `version: 1\npeople: ${JSON.stringify(people)}\n`)
}

async function record(signer: string, from: readonly Person[], to: readonly Person[]): Promise<void> {
  const change = signTrustChange(signers[signer]!, signer, peopleDigest(from), to, at)
  await mkdir(changesFolder(root), { recursive: true })
  await writeFile(join(changesFolder(root), `${change.to}.json`), JSON.stringify(change))
}

test("the first use pins the people, and an edit of the file afterwards is refused", async () => {
  await write(first)
  expect(await examineTrust(stateDir, root, at)).toMatchObject({ state: "unpinned" })
  expect(await trustedPeople(stateDir, root, at)).toMatchObject({ firstUse: true, trust: { basis: "first-use" } })
  expect(await trustedPeople(stateDir, root, at)).toMatchObject({ firstUse: false })
  await write(second)
  await expect(trustedPeople(stateDir, root, at)).rejects.toMatchObject({ code: "identity/trust-changed" })
  expect(await examineTrust(stateDir, root, at)).toMatchObject({ state: "changed" })
  await write(first)
  expect(await trustedPeople(stateDir, root, at)).toMatchObject({ firstUse: false })
})

test("an empty list of people is not pinned", async () => {
  await expect(trustedPeople(stateDir, root, at)).rejects.toMatchObject({ code: "identity/no-people" })
  await write(first)
  expect(await trustedPeople(stateDir, root, at)).toMatchObject({ firstUse: true })
})

test("removing the file or the people after they were pinned is a change like any other", async () => {
  await write(first)
  await trustedPeople(stateDir, root, at)
  await rm(join(root, "tipstaff.yaml"))
  await expect(trustedPeople(stateDir, root, at)).rejects.toMatchObject({ code: "identity/trust-changed" })
})

test("a change signed by a trusted holder is followed, also over several steps", async () => {
  await write(first)
  await trustedPeople(stateDir, root, at)
  await write(third)
  await record("ada", first, second)
  await expect(trustedPeople(stateDir, root, at)).rejects.toMatchObject({ code: "identity/trust-changed" })
  await record("ben", second, third)
  expect(await trustedPeople(stateDir, root, at)).toMatchObject({ firstUse: false, trust: { basis: "signed", digest: peopleDigest(third) } })
  expect(await examineTrust(stateDir, root, at)).toMatchObject({ state: "trusted" })
})

test("nobody can promote themselves, and nobody from outside can sign", () => {
  const pinned = trustIn(first, "first-use", at)
  const change = (who: string, to: readonly Person[]) => signTrustChange(signers[who]!, who, pinned.digest, to, at)
  expect(followChanges(pinned, peopleDigest(second), [change("ben", second)], at)).toBeUndefined()
  expect(followChanges(pinned, peopleDigest(third), [change("eve", third)], at)).toBeUndefined()
  expect(followChanges(pinned, peopleDigest(second), [change("ada", second)], at)).toEqual(second)
  expect(followChanges(pinned, peopleDigest(second), [change("ada", second)], at - 1000)).toBeUndefined()
})

test("a signed change with any part edited is no change", () => {
  const pinned = trustIn(first, "first-use", at)
  const good = signTrustChange(signers["ada"]!, "ada", pinned.digest, second, at)
  const edits = [
    { ...good, people: [...third], to: peopleDigest(third) },
    { ...good, people: [...third] },
    { ...good, person: "ben" },
    { ...good, created_at: "2026-11-19T12:00:00Z" },
    { ...good, key_id: signers["ben"]!.keyId },
    { ...good, signature: good.signature.replace(/^./, (letter) => (letter === "A" ? "B" : "A")) },
  ]
  for (const edit of edits) expect(followChanges(pinned, edit.to, [edit], at)).toBeUndefined()
})

test("changes that lead in a circle or nowhere end, without trust", () => {
  const pinned = trustIn(first, "first-use", at)
  const forth = signTrustChange(signers["ada"]!, "ada", peopleDigest(third), second, at)
  const back = signTrustChange(signers["ada"]!, "ada", peopleDigest(second), third, at)
  expect(followChanges(pinned, peopleDigest(second), [forth, back], at)).toBeUndefined()
})

test("the pin is bound to the place of the work tree, not to anything inside it", async () => {
  await write(first)
  const before = await pinPath(stateDir, root)
  await mkdir(join(root, ".git"))
  await writeFile(join(root, ".git", "config"), "[core]\n")
  expect(await pinPath(stateDir, root)).toBe(before)
})

test("a damaged pin is an error, never an empty or a new pin", async () => {
  await write(first)
  await writePin(stateDir, root, trustIn(first, "accepted", at))
  const path = await pinPath(stateDir, root)
  const bad = [
    "",
    "{}",
    "not json",
    formatTrust({ ...trustIn(first, "accepted", at), people: [...second] }),
    formatTrust(trustIn(first, "accepted", at)).replace("security.ops", "coo"),
  ]
  for (const text of bad) {
    await writeFile(path, text)
    await expect(trustedPeople(stateDir, root, at)).rejects.toMatchObject({ code: "identity/trust-invalid", file: path })
  }
})

test("a trust file is read back as it was written", () => {
  const trust = trustIn(first, "exported", at)
  expect(parseTrust(formatTrust(trust), "trust.json")).toEqual(trust)
})

test("a wrong people section is named by file and line", async () => {
  await writeFile(join(root, "tipstaff.yaml"), "version: 1\npeople:\n  - id: ada\n    name: Ada\n    roles: [Security Ops]\n")
  await expect(readPeople(root)).rejects.toMatchObject({ code: "config/invalid-people", file: "tipstaff.yaml", line: 5 })
})

test("what changed is told in one line per person", () => {
  expect(describeChange(first, third)).toEqual([
    `~ ben, roles product.owner -> coo, keys ${signers["ben"]!.keyId} -> ${signers["ben"]!.keyId}`,
    `+ eve, roles security.ops, keys ${signers["eve"]!.keyId}`,
    "- ada, roles security.ops",
  ])
})

test("reading trust files and changes never throws anything but its own error", () => {
  const garbage = fc.oneof(fc.string(), fc.json())
  fc.assert(
    fc.property(garbage, (text) => {
      expect(parseTrustChange(text, "x")).toBeUndefined()
      expect(() => parseTrust(text, "x")).toThrow(expect.objectContaining({ code: "identity/trust-invalid" }))
    }),
  )
})
