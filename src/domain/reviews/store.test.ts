import { mkdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { expect, test } from "vitest"
import { sha256 } from "../../base/hash.ts"
import { temporaryFolder } from "../../../test/support/repository.ts"
import {
  announce,
  digestOfEvidence,
  listEvidence,
  openEvidence,
  readAnnouncements,
  readEvidence,
  readState,
  writeEvidence,
  writeStamped,
  writeState,
} from "./store.ts"

const path = ".artifacts/review-security"
const fresh = async () => openEvidence(temporaryFolder(), path)
const now = Date.parse("2026-11-20T12:00:00Z")

test("evidence reads back; an unchanged artefact is not written again", async () => {
  const evidence = await fresh()
  expect(await readEvidence(evidence, "a/b.txt")).toBeUndefined()
  await writeEvidence(evidence, "a/b.txt", "one")
  const before = statSync(join(evidence.folder, "a/b.txt")).ino
  await writeEvidence(evidence, "a/b.txt", "one")
  expect([await readEvidence(evidence, "a/b.txt"), statSync(join(evidence.folder, "a/b.txt")).ino]).toEqual(["one", before])
  expect(await listEvidence(evidence, "a")).toEqual(["a/b.txt"])
  expect(await listEvidence(evidence, "missing")).toEqual([])
})

test("a new time stamp alone is no reason to write", async () => {
  const evidence = await fresh()
  expect(await writeStamped(evidence, "a.json", '{"at": "1", "x": 1}', "at")).toBe('{"at": "1", "x": 1}')
  expect(await writeStamped(evidence, "a.json", '{"at": "2", "x": 1}', "at")).toBe('{"at": "1", "x": 1}')
  expect(await writeStamped(evidence, "a.json", '{"at": "3", "x": 2}', "at")).toBe('{"at": "3", "x": 2}')
})

test("the digest of an artefact is that of its bytes, also with a byte order mark or without any text in it", async () => {
  const evidence = await fresh()
  await writeEvidence(evidence, "a", "x")
  const bytes = Buffer.from([0xef, 0xbb, 0xbf, 0x78])
  writeFileSync(join(evidence.folder, "marked"), bytes)
  writeFileSync(join(evidence.folder, "binary"), Buffer.from([0xff]))
  expect(await digestOfEvidence(evidence, "a")).toEqual({ sha256: sha256("x"), bytes: 1 })
  expect(await digestOfEvidence(evidence, "marked")).toEqual({ sha256: sha256(bytes), bytes: 4 })
  expect((await digestOfEvidence(evidence, "binary"))?.bytes).toBe(1)
  expect(await digestOfEvidence(evidence, "missing")).toBeUndefined()
})

test.each(["..", "../x", "a/../../x", "/etc"])("the evidence folder stays in the repository: %s", async (folder) => {
  await expect(openEvidence(temporaryFolder(), folder)).rejects.toMatchObject({ code: "file/outside" })
})

test("a link or a file in the way of the evidence folder is refused", async () => {
  const root = temporaryFolder()
  symlinkSync(temporaryFolder(), join(root, ".artifacts"))
  await expect(openEvidence(root, path)).rejects.toMatchObject({ code: "evidence/not-a-folder" })
  const other = temporaryFolder()
  writeFileSync(join(other, ".artifacts"), "x")
  await expect(openEvidence(other, path)).rejects.toMatchObject({ code: "evidence/not-a-folder" })
})

test("nothing is read, written, listed or appended through a link in the folder", async () => {
  const evidence = await fresh()
  const outside = temporaryFolder()
  writeFileSync(join(outside, "secret"), "")
  mkdirSync(evidence.folder, { recursive: true })
  symlinkSync(join(outside, "secret"), join(evidence.folder, "communication-log.jsonl"))
  symlinkSync(outside, join(evidence.folder, "folder"))
  const linked = { code: "evidence/linked" }
  await expect(readEvidence(evidence, "folder/secret")).rejects.toMatchObject(linked)
  await expect(writeEvidence(evidence, "folder/new", "x")).rejects.toMatchObject(linked)
  await expect(digestOfEvidence(evidence, "folder/secret")).rejects.toMatchObject(linked)
  await expect(listEvidence(evidence, "folder")).rejects.toMatchObject(linked)
  await expect(announce(evidence, { at: now, review: "SR-1", event: "e", text: "t" })).rejects.toMatchObject(linked)
  expect(readFileSync(join(outside, "secret"), "utf8")).toBe("")
})

test("[S4.8-8] announcements are only added, and an edited log is not continued", async () => {
  const evidence = await fresh()
  const say = (text: string) => announce(evidence, { at: now, review: "SR-1", event: "e", text })
  await say("one")
  await say("two")
  expect((await readAnnouncements(evidence)).map(({ text }) => text)).toEqual(["one", "two"])
  const file = join(evidence.folder, "communication-log.jsonl")
  const edited = readFileSync(file, "utf8").replace("one", "ONE")
  writeFileSync(file, edited)
  await expect(say("three")).rejects.toMatchObject({ code: "communication/invalid", line: 2 })
  expect(readFileSync(file, "utf8")).toBe(edited)
})

test("the state of a review reads back, and one edited into nonsense is not guessed at", async () => {
  const evidence = await fresh()
  expect(await readState(evidence)).toBeUndefined()
  const state = {
    schema: "tipstaff.review-state/1" as const,
    id: "SR-1",
    started_at: "2026-11-20T12:00:00Z",
    risk_numbers: { "F-1": 204 },
    failed_controls: { authentication: "2026-11-20" },
    history: [],
  }
  await writeState(evidence, state)
  expect(await readState(evidence)).toEqual(state)
  writeFileSync(join(evidence.folder, "review.json"), JSON.stringify({ ...state, risk_numbers: { "F-1": "204" } }))
  await expect(readState(evidence)).rejects.toMatchObject({ code: "review/state-invalid" })
})
