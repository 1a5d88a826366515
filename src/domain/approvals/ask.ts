/** Asks a person at the terminal for a decision, has them sign it with their own key, and files it. */
import type { Json } from "../../base/canonical-json.ts"
import { Refusal, TipstaffError } from "../../base/errors.ts"
import { printable } from "../../base/mask.ts"
import type { World } from "../../base/world.ts"
import { listKeys, unlockKey, type StoredKey } from "../../platform/keys.ts"
import { askPassphrase } from "../../platform/passphrase.ts"
import { requireHolders, type Person } from "../identity/people.ts"
import { signApproval, type ApprovalRecord } from "./approval.ts"
import { phraseFault, phraseFor, type ApprovalKind, type Decision } from "./phrase.ts"
import { writeApproval } from "./store.ts"

export interface ApprovalRequest {
  readonly kind: ApprovalKind
  readonly role: string
  readonly decision: Decision
  readonly facts: { readonly [key: string]: Json }
  readonly target: string
  readonly statement: string
  /** What is signed, in words: told before the phrase is asked for. */
  readonly summary: readonly string[]
  /** Milliseconds from now. */
  readonly lifetimeMs: number
  /** Name of the key file; needed only when several of the person's keys lie here. */
  readonly key?: string
  /** Who asked; they may not approve. */
  readonly requesters: readonly string[]
}

/**
 * Throws `identity/unbound-role`, Refusal `approvals/role-not-held`, `approvals/own-request`, `approvals/never-valid`,
 * `approvals/phrase-mismatch`, and what keys and terminal throw.
 */
export async function askForApproval(
  world: World,
  people: readonly Person[],
  evidenceFolder: string,
  request: ApprovalRequest,
): Promise<{ readonly record: ApprovalRecord; readonly path: string }> {
  const holders = requireHolders(people, request.role)
  const { key, person } = await chooseKey(world, holders, request)
  if (request.requesters.includes(person.id)) {
    throw new Refusal("approvals/own-request", `${person.id} asked for this and cannot be the one who approves it`, {
      next: `ask another holder of ${request.role}`,
    })
  }
  for (const line of request.summary) world.terminal.note(printable(line))
  const expected = phraseFor(request.kind, request.decision, request.target)
  const typed = await world.terminal.ask(`To go on as ${person.name} (${request.role}), type exactly: ${expected}\n> `)
  // Checked before the passphrase is asked for: a wrong word should not cost one.
  if (phraseFault(typed, expected) === "never-valid") {
    throw new Refusal("approvals/never-valid", "this answer never approves anything", { next: `type exactly: ${expected}` })
  }
  if (phraseFault(typed, expected) !== undefined) {
    throw new Refusal("approvals/phrase-mismatch", "the words differ from the phrase", { next: `type exactly: ${expected}` })
  }
  const signer = await unlockKey(key, await askPassphrase(world, key.name))
  const createdAt = world.clock.now()
  const record = signApproval(signer, {
    kind: request.kind,
    facts: request.facts,
    target: request.target,
    role: request.role,
    person: person.id,
    decision: request.decision,
    phrase: typed,
    statement: request.statement,
    createdAt,
    expiresAt: createdAt + request.lifetimeMs,
  })
  return { record, path: await writeApproval(evidenceFolder, record) }
}

/** The key on this machine that belongs to one of the holders. Throws `keys/no-usable-key`, `keys/ambiguous`, Refusal `approvals/role-not-held`. */
export async function chooseKey(
  world: Pick<World, "stateDir">,
  holders: readonly Person[],
  request: { readonly role: string; readonly key?: string },
): Promise<{ readonly key: StoredKey; readonly person: Person }> {
  const { keys } = await listKeys(world.stateDir)
  const offered = request.key === undefined ? keys : keys.filter((key) => key.name === request.key)
  if (offered.length === 0) {
    throw new TipstaffError(
      "keys/no-usable-key",
      request.key === undefined ? "there is no key on this machine" : `there is no key named ${request.key}`,
      {
        next: "make one with tipstaff keys new NAME and add its public key to the person in tipstaff.yaml",
      },
    )
  }
  const pairs = offered.flatMap((key) => holders.filter((holder) => holder.keys.some((one) => one.id === key.id)).map((person) => ({ key, person })))
  const [first, second] = pairs
  if (first === undefined) {
    throw new Refusal("approvals/role-not-held", `no key on this machine belongs to a person who holds ${request.role}`, {
      next: `ask one of: ${holders.map((holder) => holder.id).join(", ")}`,
    })
  }
  if (second !== undefined) {
    throw new TipstaffError("keys/ambiguous", `several keys here could sign as ${request.role}: ${pairs.map((pair) => pair.key.name).join(", ")}`, {
      next: "name one with --key",
    })
  }
  return first
}
