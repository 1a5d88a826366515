/** What the change suggests for the intake's first step: data, attack surface, blast radius, sensitivity. */
import type { WorkTypeId } from "./work-types.ts"

export const dataKinds = ["credentials", "customer data", "internal configs", "code"] as const
export type DataKind = (typeof dataKinds)[number]

export const attackSurfaces = ["external API", "webhook", "agent tool call", "file write"] as const
export type AttackSurface = (typeof attackSurfaces)[number]

export interface Sensitivity {
  /** HIGH asks for a council before the recommendation (S1 section 4). */
  readonly level: "HIGH" | "STANDARD"
  readonly reasons: readonly {
    readonly ground: "data residency" | "vendor with customer data" | "authentication architecture"
    readonly text: string
    /** Read from the change, to be confirmed by a person; a declared answer needs no confirmation. */
    readonly suggested: boolean
  }[]
}

export interface BlastRadius {
  readonly value: "isolated" | "cross-system"
  readonly reasons: readonly string[]
}

/** What each work type touches when nothing else is known. */
export const typical: Readonly<
  Record<WorkTypeId, { readonly data: readonly DataKind[]; readonly surface: readonly AttackSurface[]; readonly wide?: string }>
> = {
  integration: { data: ["credentials"], surface: ["external API"], wide: "an outside service is involved" },
  "agent-capability": { data: ["internal configs"], surface: ["agent tool call"], wide: "an agent reaches further than before" },
  "auth-code": { data: ["credentials", "code"], surface: [], wide: "everything behind the sign-in depends on it" },
  vendor: { data: ["customer data"], surface: ["external API"], wide: "an outside company holds data" },
  "agent-contract": { data: ["internal configs"], surface: ["agent tool call"] },
  endpoint: { data: ["code"], surface: ["external API"] },
  "quarterly-audit": { data: ["credentials"], surface: [], wide: "all active integrations are audited" },
}

export function isWebhook(path: string): boolean {
  return /(?:^|[/_.-])(?:web)?hooks?(?:$|[/_.-])|webhook/i.test(path)
}

/** Words in a route that suggest data about people. */
export function suggestsPeople(path: string): boolean {
  return /(?:^|[/_.-])(?:users?|customers?|accounts?|members?|patients?|persons?|people|profiles?|orders?|payments?|invoices?|billing|emails?|contacts?|employees?)(?:$|[/_.:{<[-])/i.test(
    path,
  )
}

const writes =
  /\b(?:writeFile|writeFileSync|appendFile|appendFileSync|createWriteStream|write_text|write_bytes|WriteFile|WriteAllText|WriteAllBytes|FileOutputStream|FileWriter|file_put_contents|os\.Create|shutil\.copy)\b|\bopen\([^()\n]{1,200},\s?["'][wax]/g

export function countWrites(text: string | undefined): number {
  return text === undefined ? 0 : (text.match(writes)?.length ?? 0)
}

// Names of regions of AWS (eu-central-1), Google Cloud (europe-west1) and Azure (westeurope).
const regions =
  /\b(?:(?:us|eu|ap|sa|ca|me|af|il|mx|cn)-(?:gov-)?(?:north|south|east|west|central|northeast|northwest|southeast|southwest)-[1-9]|(?:us|europe|asia|australia|northamerica|southamerica|africa|me)-(?:north|south|east|west|central|northeast|southeast|southwest)[1-9]\d?|(?:west|north|east|south)europe|(?:germanywestcentral|switzerlandnorth|francecentral|uksouth|ukwest|eastus2?|westus[23]?|centralus|swedencentral|norwayeast))\b/g

export function cloudRegions(text: string | undefined): Set<string> {
  return new Set(text?.match(regions))
}
