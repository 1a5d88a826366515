/** Handlers of `tipstaff trust`. */
import { join } from "node:path"
import { TipstaffError, Refusal } from "../../base/errors.ts"
import { exitCode } from "../../base/exit-code.ts"
import { printable } from "../../base/mask.ts"
import type { Handler } from "../../base/operation.ts"
import type { World } from "../../base/world.ts"
import { writeWhole } from "../../platform/files.ts"
import { openRepository } from "../../platform/git.ts"
import { listKeys, unlockKey } from "../../platform/keys.ts"
import { askPassphrase } from "../../platform/passphrase.ts"
import { peopleDigest, type Person } from "./people.ts"
import { changesFolder, examineTrust, readPeople, readPin, trustChanged, writePin, type TrustState } from "./store.ts"
import { describeChange, formatTrust, signTrustChange, trustIn, trustRoles, type TrustFile } from "./trust.ts"

interface In {
  readonly repo?: string | undefined
}

interface State {
  readonly state: TrustState["state"]
  /** Of the listed people. */
  readonly digest: string
  readonly people: readonly Person[]
  readonly changes: readonly string[]
}

async function rootOf(world: World, input: In): Promise<string> {
  return (await openRepository(input.repo ?? world.cwd, { env: world.env, signal: world.signal })).root
}

export const handleShow: Handler<In, State> = async (world, input) => {
  const found = await examineTrust(world.stateDir, await rootOf(world, input), world.clock.now())
  const people = "trust" in found ? found.trust.people : found.listed
  const changes = found.state === "changed" ? describeChange(found.pinned.people, found.listed) : []
  const words: Readonly<Record<TrustState["state"], string>> = {
    trusted: "These people are trusted here:",
    advanced: "These people are trusted here, after signed changes:",
    changed: "Nobody is trusted: tipstaff.yaml was changed without a signature. Listed now:",
    unpinned: "Nobody is trusted yet: the people are taken over at the first approval or with tipstaff trust accept. Listed now:",
  }
  const holds = found.state === "trusted" || found.state === "advanced"
  const lines = [
    words[found.state],
    ...people.map(describePerson),
    ...(changes.length > 0 ? ["", "Changes since they were trusted:", ...changes] : []),
  ]
  return {
    exitCode: holds ? exitCode.ok : exitCode.refused,
    data: { state: found.state, digest: peopleDigest(people), people, changes },
    text: `${lines.map(printable).join("\n")}\n`,
  }
}

function describePerson(person: Person): string {
  const keys = person.keys.map((key) => (key.notAfter === undefined ? key.id : `${key.id} until ${key.notAfter}`)).join(", ")
  return `  ${person.id}  ${person.name}  roles ${person.roles.join(", ") || "none"}  keys ${keys || "none"}`
}

export const handleAccept: Handler<In, { readonly digest: string; readonly changes: readonly string[] }> = async (world, input) => {
  const root = await rootOf(world, input)
  // The passphrase file does not help here: accepting is for a person who has looked at the change.
  if (!world.terminal.interactive) {
    throw new TipstaffError("identity/not-interactive", "only a person at a terminal can accept a change of the trusted people", {
      next: "run tipstaff trust accept in a terminal, or let a trusted person sign with tipstaff trust sign",
    })
  }
  const listed = await readPeople(root)
  if (listed.length === 0)
    throw new TipstaffError("identity/no-people", "tipstaff.yaml lists nobody", { file: "tipstaff.yaml", next: "add people: first" })
  const pinned = await readPin(world.stateDir, root)
  const digest = peopleDigest(listed)
  const changes = describeChange(pinned?.people ?? [], listed)
  for (const line of changes) world.terminal.warn(printable(line))
  const phrase = `TRUST ${digest.slice(0, 12)}`
  const typed = await world.terminal.ask(`To trust these people, type exactly: ${phrase}\n> `)
  if (typed.trim() !== phrase) throw new Refusal("approvals/phrase-mismatch", "the words differ from the phrase", { next: `type exactly: ${phrase}` })
  await writePin(world.stateDir, root, trustIn(listed, "accepted", world.clock.now()))
  return { exitCode: exitCode.ok, data: { digest, changes }, text: `Trusted: ${listed.length} people, digest ${digest.slice(0, 12)}.\n` }
}

export const handleSign: Handler<
  In & { readonly key?: string | undefined },
  { readonly file: string; readonly from: string; readonly to: string }
> = async (world, input) => {
  const root = await rootOf(world, input)
  const pinned = await readPin(world.stateDir, root)
  if (pinned === undefined) throw notPinned()
  const listed = await readPeople(root)
  const to = peopleDigest(listed)
  if (to === pinned.digest)
    throw new TipstaffError("identity/nothing-to-sign", "the people in tipstaff.yaml are the trusted ones", { next: "change them first" })
  const { keys } = await listKeys(world.stateDir)
  const holders = pinned.people.filter((person) => trustRoles.some((role) => person.roles.includes(role)))
  const offered = keys.filter((key) => input.key === undefined || key.name === input.key)
  const own = offered.flatMap((key) => holders.filter((person) => person.keys.some((one) => one.id === key.id)).map((person) => ({ key, person })))[0]
  if (own === undefined) {
    throw new Refusal("approvals/role-not-held", `no key here belongs to a trusted person with one of the roles ${trustRoles.join(", ")}`, {
      next: holders.length > 0 ? `ask one of: ${holders.map((person) => person.id).join(", ")}` : "run tipstaff trust accept on each machine",
    })
  }
  for (const line of describeChange(pinned.people, listed)) world.terminal.warn(printable(line))
  const signer = await unlockKey(own.key, await askPassphrase(world, own.key.name))
  const change = signTrustChange(signer, own.person.id, pinned.digest, listed, world.clock.now())
  const file = join(changesFolder(root), `${to}.json`)
  await writeWhole(file, `${JSON.stringify(change, null, 2)}\n`)
  return { exitCode: exitCode.ok, data: { file, from: pinned.digest, to }, text: `Signed. Commit ${file} together with tipstaff.yaml.\n` }
}

export const handleExport: Handler<In, TrustFile> = async (world, input) => {
  const found = await examineTrust(world.stateDir, await rootOf(world, input), world.clock.now())
  if (found.state === "changed") throw trustChanged()
  if (found.state === "unpinned") throw notPinned()
  const exported = trustIn(found.trust.people, "exported", world.clock.now())
  return { exitCode: exitCode.ok, data: exported, text: formatTrust(exported) }
}

export function notPinned(): TipstaffError {
  return new TipstaffError("identity/not-pinned", "nobody is trusted here yet", {
    next: "run tipstaff trust accept, or name a trust file with --trust",
  })
}
