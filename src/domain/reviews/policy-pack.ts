/** The procedure that a review runs under: its id, version, owner and change log. Every record of a review cites it. */
import { canonicalJson, type Json } from "../../base/canonical-json.ts"
import { sha256 } from "../../base/hash.ts"

export const policyPack = {
  id: "SOP-OPS-security-review",
  version: "v1.0",
  owner: "security.ops",
  executiveSponsor: "coo",
  draftedBy: "sop.manager",
  changeLog: [{ version: "v1.0", date: "2026-04-21", change: "Initial draft by sop.manager" }],
} as const

export type PackStatus = "Draft" | "Active"

/** What the COO signs to activate the pack: another version is another pack. */
export const packFacts = { schema: "tipstaff.policy-pack/1", id: policyPack.id, version: policyPack.version } as const

export const packDigest: string = sha256(canonicalJson(policyPack as unknown as Json))

export const packUri = `tipstaff:policy-pack/${policyPack.id}/${policyPack.version}`
