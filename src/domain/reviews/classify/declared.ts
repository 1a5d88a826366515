/** Classifies a subject that a person declared, without a Git range: the only way to a vendor or an audit. Pure. */
import { resultsOf, weigh, type Classification } from "./classification.ts"
import { attackSurfaces, dataKinds, typical, type AttackSurface, type DataKind, type Sensitivity } from "./suggestions.ts"
import { workTypes, type WorkTypeId } from "./work-types.ts"

/** The answers of an intake that classification reads; null and absent both mean "not answered". */
export interface DeclaredSubject {
  readonly kind: WorkTypeId
  readonly subject?: string
  readonly data?: readonly DataKind[] | null
  readonly attack_surface?: readonly AttackSurface[] | null
  readonly blast_radius?: "isolated" | "cross-system" | null
  readonly customer_data?: boolean | null
  readonly new_data_residency?: boolean | null
  readonly auth_architecture_change?: boolean | null
}

export function classifyDeclared(declared: DeclaredSubject): Classification {
  const { kind } = declared
  const text = `declared subject${declared.subject === undefined || declared.subject === "" ? "" : `: ${declared.subject}`}`
  const wide = typical[kind].wide
  const data = new Set(declared.data ?? typical[kind].data)
  if (declared.customer_data) data.add("customer data")
  return {
    ...weigh(resultsOf(new Map([[kind, [{ path: "", text }]]]))),
    data: dataKinds.filter((value) => data.has(value)),
    attackSurface: attackSurfaces.filter((value) => (declared.attack_surface ?? typical[kind].surface).includes(value)),
    blastRadius: declared.blast_radius
      ? { value: declared.blast_radius, reasons: ["declared"] }
      : { value: wide === undefined ? "isolated" : "cross-system", reasons: wide === undefined ? [] : [wide] },
    sensitivity: declaredSensitivity(declared),
    capabilities: [],
    newRoutes: [],
    newHosts: [],
    newVendors: [],
    unread: [],
    skipped: [],
    notes: workTypes[kind].triggerOrigin === "S1" ? [] : ["the trigger is a product default: S1 lost its own to a broken table row"],
    range: undefined,
    files: 0,
  }
}

/** HIGH on any of the three grounds of S1 section 4. A vendor counts until someone says that it holds no customer data. */
function declaredSensitivity(declared: DeclaredSubject): Sensitivity {
  const reasons: Sensitivity["reasons"][number][] = []
  if (declared.new_data_residency)
    reasons.push({ ground: "data residency", text: "the subject involves a new decision on where data lives", suggested: false })
  if (declared.kind === "vendor" && declared.customer_data !== false) {
    const text = declared.customer_data ? "the vendor accesses customer data" : "nobody has said whether the vendor accesses customer data"
    reasons.push({ ground: "vendor with customer data", text, suggested: !declared.customer_data })
  }
  if (declared.auth_architecture_change)
    reasons.push({ ground: "authentication architecture", text: "the architecture of authentication changes", suggested: false })
  return { level: reasons.length > 0 ? "HIGH" : "STANDARD", reasons }
}
