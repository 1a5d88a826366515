import { chmod, mkdtemp, readdir, rm, writeFile } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterEach, beforeEach, expect, test } from "vitest"
import { fixedClock } from "../../base/clock.ts"
import type { World } from "../../base/world.ts"
import { createKey } from "../../platform/keys.ts"
import { peopleSettings, type Person } from "../identity/people.ts"
import { subjectOf, verifyApproval } from "./approval.ts"
import { askForApproval, type ApprovalRequest } from "./ask.ts"

const clock = fixedClock("2026-11-20T12:00:00Z")
const cheap = { n: 2 ** 14, r: 8, p: 1 }
const passphrase = ["four", "plain", "random", "words"].join(" ")
const request: ApprovalRequest = {
  kind: "disposition",
  role: "coo",
  decision: "approve",
  facts: { review: "SR-1" },
  target: "SR-1",
  statement: "agreed",
  summary: ["You sign: APPROVE for storefront"],
  lifetimeMs: 3_600_000,
  requesters: ["ada"],
}

let folder: string
let people: readonly Person[]
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "tipstaff-ask-"))
  const key = await createKey(join(folder, "state"), "mine", passphrase, clock, cheap)
  people = peopleSettings.parse([
    { id: "ben", name: "Ben", roles: ["coo"], keys: [{ id: key.id, publicKey: key.public_key }] },
    { id: "ada", name: "Ada", roles: ["security.ops"] },
  ])
  await writeFile(join(folder, "passphrase"), passphrase)
  await chmod(join(folder, "passphrase"), 0o600)
})
afterEach(() => rm(folder, { recursive: true, force: true }))

function world(answers: string[], questions: string[] = []): World {
  return {
    clock,
    env: {},
    cwd: folder,
    stateDir: join(folder, "state"),
    signal: new AbortController().signal,
    fetch,
    terminal: {
      interactive: true,
      colour: false,
      note: (line) => {
        questions.push(line)
      },
      warn: () => {},
      progress: () => {},
      ask: (question) => {
        questions.push(question)
        return Promise.resolve(answers.shift() ?? "")
      },
    },
  }
}

test("a person types the phrase and the passphrase, and the signed record lies in the evidence folder", async () => {
  const questions: string[] = []
  const { record } = await askForApproval(world(["APPROVE REVIEW SR-1", passphrase], questions), people, join(folder, "evidence"), request)
  expect(questions).toEqual([
    "You sign: APPROVE for storefront",
    "To go on as Ben (coo), type exactly: APPROVE REVIEW SR-1\n> ",
    "Passphrase of the key mine: ",
  ])
  expect(verifyApproval(record, { people, at: clock.now(), subject: subjectOf(request.facts), kind: "disposition" }).outcome).toBe("pass")
  expect(await readdir(join(folder, "evidence", "approvals"))).toEqual([`${record.id}.json`])
})

test("[S2.2-14] a yes, a near miss or a wrong passphrase writes nothing", async () => {
  const refused: [string[], string][] = [
    [["yes"], "approvals/never-valid"],
    [["approve review SR-1"], "approvals/phrase-mismatch"],
    [["APPROVE REVIEW SR-1", "not the passphrase"], "keys/wrong-passphrase"],
  ]
  for (const [answers, code] of refused) {
    await expect(askForApproval(world(answers), people, join(folder, "evidence"), request)).rejects.toMatchObject({ code })
  }
  expect((await readdir(folder)).sort()).toEqual(["passphrase", "state"])
})

test("[S1.5-6] [S1.0-2] the requester, a person without the role and an unbound role are refused", async () => {
  const refused: [Partial<ApprovalRequest>, string][] = [
    [{ requesters: ["ben"] }, "approvals/own-request"],
    [{ role: "security.ops" }, "approvals/role-not-held"],
    [{ role: "ceo" }, "identity/unbound-role"],
    [{ key: "other" }, "keys/no-usable-key"],
  ]
  for (const [change, code] of refused) {
    await expect(askForApproval(world(["APPROVE REVIEW SR-1", passphrase]), people, folder, { ...request, ...change })).rejects.toMatchObject({
      code,
    })
  }
})
