/** Whether each credential lives in an allowed store, with no more than the needed scopes, and is rotated. Pure. */
import { isoDate, type Instant } from "../../../base/clock.ts"
import { day } from "../../../base/duration.ts"
import { maskSecret, printable } from "../../../base/mask.ts"
import { credentialStores, environmentOf, storePolicyOf, type CredentialStore, type StorePreset } from "../../secrets/stores.ts"
import type { Credential } from "./assessment.ts"
import type { ChecklistItemId } from "./checklist.ts"

export const defaultRotationDays = 90

export interface CredentialPolicy {
  /** The default is the store that the review procedure names. */
  readonly stores: readonly CredentialStore[]
}

export const defaultCredentialPolicy: CredentialPolicy = { stores: ["onepassword"] }

/**
 * The stores that every preset allows; the strictest wins, so two that have none in common allow none. An environment
 * that is not known is judged as production.
 */
export function storePolicy(presets: readonly StorePreset[], environment: string): CredentialPolicy {
  const { stores } = storePolicyOf(presets, environmentOf(environment))
  const all = Object.keys(credentialStores) as CredentialStore[]
  return { stores: all.filter((store) => stores.includes(store)) }
}

export interface CredentialCheck {
  readonly item: Extract<ChecklistItemId, "credential-store" | "minimum-permission" | "rotation">
  readonly credential: string
  readonly outcome: "pass" | "fail"
  readonly detail: string
}

/** The location is never repeated as it stands: a person may have pasted the secret itself. */
export function checkCredential(credential: Credential, policy: CredentialPolicy, now: Instant): CredentialCheck[] {
  const name = printable(credential.name)
  return [
    { item: "credential-store", credential: name, ...checkStore(credential, policy) },
    { item: "minimum-permission", credential: name, ...checkScopes(credential) },
    { item: "rotation", credential: name, ...checkRotation(credential, now) },
  ]
}

type Judged = Pick<CredentialCheck, "outcome" | "detail">

function checkStore({ location }: Credential, policy: CredentialPolicy): Judged {
  if (location.trim() === "") return { outcome: "fail", detail: "no location is recorded" }
  const store = (Object.keys(credentialStores) as CredentialStore[]).find((each) => credentialStores[each].test(location))
  if (store === undefined)
    return { outcome: "fail", detail: `the location ${maskSecret(printable(location))} is not a reference into a secret store` }
  if (!policy.stores.includes(store)) return { outcome: "fail", detail: `the store ${store} is not allowed; allowed: ${policy.stores.join(", ")}` }
  return { outcome: "pass", detail: `in the store ${store}` }
}

function checkScopes({ needed_scopes: needed, granted_scopes: granted }: Credential): Judged {
  const extra = granted.filter((scope) => !needed.includes(scope))
  if (extra.length > 0) return { outcome: "fail", detail: `granted but not needed: ${extra.map(printable).join(", ")}` }
  if (needed.length === 0) return { outcome: "fail", detail: "the needed scopes are not recorded" }
  if (granted.length === 0) return { outcome: "fail", detail: "the granted scopes are not recorded" }
  return { outcome: "pass", detail: `only what is needed: ${granted.map(printable).join(", ")}` }
}

function checkRotation(credential: Credential, now: Instant): Judged {
  if (credential.rotation === "never") {
    return credential.reason.trim() === ""
      ? { outcome: "fail", detail: "never rotated, without a reason" }
      : { outcome: "pass", detail: `never rotated: ${printable(credential.reason)}` }
  }
  const due = nextDue(credential)
  if (due === undefined) return { outcome: "fail", detail: "the day it was issued or rotated is not recorded" }
  const interval = `${credential.rotation === "" ? `${defaultRotationDays} days (default)` : credential.rotation}`
  if (due < isoDate(now)) return { outcome: "fail", detail: `rotation every ${interval} was due on ${due}` }
  return { outcome: "pass", detail: `rotation every ${interval}, next due on ${due}` }
}

/** The date of the next rotation; undefined for `never` and while the start is not known. */
export function nextDue(credential: Pick<Credential, "rotation" | "rotated_on">): string | undefined {
  if (credential.rotation === "never" || credential.rotated_on === "") return undefined
  const days = credential.rotation === "" ? defaultRotationDays : Number.parseInt(credential.rotation, 10)
  const due = Date.parse(`${credential.rotated_on}T00:00:00Z`) + days * day
  return new Date(due).getUTCFullYear() > 9999 ? undefined : isoDate(due)
}
