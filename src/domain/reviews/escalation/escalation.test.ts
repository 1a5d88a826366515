import { appendFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { expect, test } from "vitest"
import { temporaryFolder } from "../../../../test/support/repository.ts"
import { testWorld } from "../../../../test/support/world.ts"
import { requiredAuthority } from "../../approvals/authority.ts"
import type { RegisterRow } from "../../findings/register.ts"
import type { Session } from "../steps/open.ts"
import { openEvidence, type Evidence } from "../store.ts"
import { escalate } from "./escalate.ts"
import { acknowledge, notify, readNotifications, unacknowledged } from "./notifications.ts"
import { rotationHalts } from "./rotation.ts"

const now = Date.parse("2026-11-20T12:00:00Z")
const secret: RegisterRow = {
  id: "F-aaaaaaaaaaaa",
  severity: "critical",
  status: "open",
  owner: "",
  dueAt: undefined,
  remediationPlan: "",
  rollbackPlan: "",
  acceptance: "",
  title: 'AWS access key "in" text',
  where: "src/config.ts:3",
  class: "secrets",
  source: "tipstaff-secrets:aws",
  cwe: "CWE-798",
  foundAt: now,
  notes: "",
}

const fresh = async (): Promise<Evidence> => openEvidence(temporaryFolder(), ".artifacts/review-security")
const taskOf = (evidence: Evidence) => join(evidence.folder, "emergency-rotation/F-aaaaaaaaaaaa.yaml")

function rotate(evidence: Evidence): void {
  const text = readFileSync(taskOf(evidence), "utf8")
  writeFileSync(taskOf(evidence), text.replace('rotated_at: ""', "rotated_at: 2026-11-20T13:00:00Z").replace('rotated_by: ""', "rotated_by: ana"))
}

test("[S1.6-1] a credential in plain text halts the review and opens a rotation with place and clock", async () => {
  const evidence = await fresh()
  const halts = await rotationHalts(evidence, [secret], now)
  expect(halts).toHaveLength(1)
  expect(halts[0]).toMatchObject({
    state: "HALTED",
    reason: expect.stringContaining("src/config.ts:3 (F-aaaaaaaaaaaa); rotation due 2026-11-21T12:00:00Z") as string,
  })
  expect(readFileSync(taskOf(evidence), "utf8").split("\n").slice(1)).toEqual([
    "finding: F-aaaaaaaaaaaa",
    'credential: "AWS access key \\"in\\" text"',
    'location: "src/config.ts:3"',
    "severity: SEV2",
    'opened_at: "2026-11-20T12:00:00Z"',
    'due_at: "2026-11-21T12:00:00Z"',
    'rotated_at: ""',
    'rotated_by: ""',
    "",
  ])
})

test("[S1.6-1] the halt ends only when the credential is gone from the code and rotated by someone", async () => {
  const evidence = await fresh()
  const fixed: RegisterRow = { ...secret, status: "fixed" }
  await rotationHalts(evidence, [secret], now)
  expect(await rotationHalts(evidence, [fixed], now)).toHaveLength(1)
  expect(await rotationHalts(evidence, [], now)).toHaveLength(1)
  rotate(evidence)
  expect(await rotationHalts(evidence, [secret], now)).toHaveLength(1)
  expect(await rotationHalts(evidence, [fixed], now)).toEqual([])
})

test("[S1.6-1] a deleted rotation task comes back, also when the credential was removed from the code", async () => {
  const evidence = await fresh()
  await rotationHalts(evidence, [secret], now)
  rmSync(taskOf(evidence))
  expect(await rotationHalts(evidence, [{ ...secret, status: "fixed" }], now)).toHaveLength(1)
})

test.each<[string, Partial<RegisterRow>, number]>([
  ["a false positive, said by someone for a reason", { status: "false_positive", owner: "ana", notes: "a test vector" }, 0],
  ["a false positive that nobody stands for", { status: "false_positive" }, 1],
  ["an accepted risk", { status: "accepted", acceptance: "EX-1" }, 1],
])("[S1.6-1] after the halt: %s", async (_name, change, count) => {
  const evidence = await fresh()
  await rotationHalts(evidence, [secret], now)
  expect(await rotationHalts(evidence, [{ ...secret, ...change }], now)).toHaveLength(count)
})

test.each<[string, Partial<RegisterRow>]>([
  ["another class", { class: "sast" }],
  ["a weak hint", { severity: "medium" }],
])("%s opens no rotation", async (_name, change) => {
  expect(await rotationHalts(await fresh(), [{ ...secret, ...change }], now)).toEqual([])
})

test("a rotation task edited into nonsense stops the review with its line", async () => {
  const evidence = await fresh()
  await rotationHalts(evidence, [secret], now)
  appendFileSync(taskOf(evidence), "rotatedby: ana\n")
  await expect(rotationHalts(evidence, [secret], now)).rejects.toMatchObject({ code: "config/unknown-key", file: taskOf(evidence), line: 10 })
})

const notice = { who: "ceo", severity: "SEV1", text: "a leak" } as const

test("[S1.6-4] a notice is written once, and is open until someone confirms it", async () => {
  const evidence = await fresh()
  const added = await notify(evidence, [notice, notice, { ...notice, who: "coo" }], now)
  expect(added.map(({ who, at }) => [who, at])).toEqual([
    ["ceo", "2026-11-20T12:00:00Z"],
    ["coo", "2026-11-20T12:00:00Z"],
  ])
  expect(await notify(evidence, [notice], now + 1000)).toEqual([])
  await acknowledge(evidence, added[0]!.id, "carol", now + 2000)
  expect(unacknowledged(await readNotifications(evidence)).map(({ who }) => who)).toEqual(["coo"])
  await expect(acknowledge(evidence, "N-000000000000", "carol", now)).rejects.toMatchObject({ code: "notifications/unknown" })
})

test("[S1.6-4] a notice that cannot be delivered is reported with the one to be told", async () => {
  const evidence = await fresh()
  mkdirSync(join(evidence.folder, ".."), { recursive: true })
  writeFileSync(evidence.folder, "a file stands where the folder belongs")
  await expect(notify(evidence, [notice], now)).rejects.toMatchObject({ code: "notifications/undelivered", next: "tell ceo yourself, now" })
})

test("a line that is no notice is named; one without its line break is not glued to the next", async () => {
  const evidence = await fresh()
  await notify(evidence, [notice], now)
  const file = join(evidence.folder, "notifications.jsonl")
  writeFileSync(file, readFileSync(file, "utf8").trimEnd())
  await notify(evidence, [{ ...notice, who: "coo" }], now)
  expect(await readNotifications(evidence)).toHaveLength(2)
  appendFileSync(file, '\n{"id": "x"\n')
  await expect(readNotifications(evidence)).rejects.toMatchObject({ code: "notifications/invalid", file, line: 4 })
})

async function session(): Promise<Session & { world: ReturnType<typeof testWorld> }> {
  const evidence = await fresh()
  const parts = { world: testWorld(), root: join(evidence.folder, ".."), evidence, now, intake: { subject: "shop" }, state: { id: "SR-1" } }
  return parts as unknown as Session & { world: ReturnType<typeof testWorld> }
}

test("[S1.6-4] a critical finding tells the CEO in the same run, and stays open in the status until confirmed", async () => {
  const opened = await session()
  const result = await escalate(opened, {
    rows: [secret, { ...secret, id: "F-b", status: "fixed" }, { ...secret, id: "F-c", severity: "high" }],
    notify: [],
    exceedsRights: false,
  })
  expect(result.open).toMatchObject([
    {
      who: "ceo",
      severity: "SEV1",
      at: "2026-11-20T12:00:00Z",
      kind: "notice",
      text: 'SR-1 shop: F-aaaaaaaaaaaa AWS access key "in" text at src/config.ts:3',
    },
  ])
  expect(opened.world.lines[0]).toContain("SEV1: ceo is to be told: SR-1 shop: F-aaaaaaaaaaaa")
})

test.each([
  [true, ["chief.staff"], true],
  [false, [], false],
])("[S1.6-3] a change that exceeds an agent's rights (%s) tells %j and needs the COO (%s)", async (exceedsRights, told, coo) => {
  const rule = requiredAuthority({ kind: "code-change", risk: "low", exceedsRights })
  expect(rule.steps.some((step) => step.role === "coo")).toBe(coo)
  const { open } = await escalate(await session(), { rows: [], notify: rule.notify, exceedsRights })
  expect(open.map(({ who }) => who)).toEqual(told)
})
