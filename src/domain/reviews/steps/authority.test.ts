import { generateKeyPairSync } from "node:crypto"
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterEach, beforeEach, expect, test } from "vitest"
import { signerOf } from "../../../platform/keys.ts"
import { trustedPeople } from "../../identity/store.ts"
import { peopleOf } from "./authority.ts"

const at = Date.parse("2026-11-20T12:00:00Z")
const signer = signerOf(generateKeyPairSync("ed25519").privateKey)
const ada = { id: "ada", name: "Ada", roles: ["coo"], keys: [{ id: signer.keyId, publicKey: signer.publicKey }] }

let folder: string
let root: string
let stateDir: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "tipstaff-people-"))
  root = join(folder, "repository")
  stateDir = join(folder, "state")
  await mkdir(root)
})
afterEach(() => rm(folder, { recursive: true, force: true }))

async function list(...people: readonly (typeof ada)[]): Promise<void> {
  await writeFile(join(root, "tipstaff.yaml"), `version: 1\npeople: ${JSON.stringify(people)}\n`)
}

async function seen() {
  const { trusted, known, unpinned, problem } = await peopleOf(stateDir, root, at)
  return { trusted: trusted.map((one) => one.id), known: known.map((one) => one.id), unpinned, problem }
}

test("whoever lists themselves is known, and trusted only once this machine has pinned the list", async () => {
  await list(ada)
  expect(await seen()).toEqual({ trusted: [], known: ["ada"], unpinned: true, problem: undefined })
  await trustedPeople(stateDir, root, at)
  expect(await seen()).toEqual({ trusted: ["ada"], known: ["ada"], unpinned: false, problem: undefined })
  await list({ ...ada, roles: ["coo", "ceo"] })
  expect(await seen()).toEqual({
    trusted: [],
    known: ["ada"],
    unpinned: false,
    problem: "the people in tipstaff.yaml differ from the trusted ones: tipstaff trust sign, or tipstaff trust accept",
  })
})

test("nobody is listed", async () => {
  expect(await seen()).toEqual({ trusted: [], known: [], unpinned: true, problem: "tipstaff.yaml names nobody under people:" })
})
