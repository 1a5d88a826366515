/** The deployment check: reads the manifests of one environment and names every secret that comes from nowhere allowed. */
import { messageOf, TipstaffError } from "../../../base/errors.ts"
import { readText } from "../../../platform/files.ts"
import { collapse } from "../../secrets/collapse.ts"
import type { SecretScanner } from "../../secrets/scanner.ts"
import type { StorePolicy } from "../../secrets/stores.ts"
import { faultOf, speaksOfAnother } from "./judge.ts"
import { readers, type ClusterFacts, type Variable } from "./variables.ts"

export interface StoreFault {
  readonly path: string
  /** 1-based. */
  readonly line: number
  readonly name: string
  readonly reason: string
}

export interface StoreReport {
  readonly faults: readonly StoreFault[]
  /** Paths of the manifests that were read. */
  readonly examined: readonly string[]
  readonly unread: readonly { readonly path: string; readonly reason: string }[]
}

const maxBytes = 5 * 1024 * 1024

export interface ManifestFile {
  /** As reports name it. */
  readonly path: string
  readonly file: string
  /** Named by the person: read whatever environment its path speaks of. */
  readonly chosen: boolean
}

export async function checkStores(files: readonly ManifestFile[], policy: StorePolicy, scanner: SecretScanner): Promise<StoreReport> {
  const facts: ClusterFacts = { externalSecrets: new Map(), secretStores: new Map() }
  const variables: Variable[] = []
  const others: Literal[] = []
  const examined: string[] = []
  const unread: { path: string; reason: string }[] = []
  for (const { path, file, chosen } of files) {
    const fitting = readers.filter(
      (reader) => reader.matches(path) && (reader.environments?.includes(policy.environment) ?? policy.environment !== "ci"),
    )
    if (fitting.length === 0 || (!chosen && speaksOfAnother(path, policy.environment))) continue
    try {
      const text = await readText(file, maxBytes)
      const reader = fitting.find(({ sniff }) => sniff?.(text) ?? true)
      if (reader === undefined) continue
      variables.push(...reader.read(path, text, facts))
      others.push(...literalsIn(path, text, scanner))
      examined.push(path)
    } catch (thrown) {
      unread.push({ path, reason: reasonOf(thrown) })
    }
  }
  const faults = variables.flatMap((variable): StoreFault[] => {
    const reason = faultOf(variable, policy, facts)
    return reason === undefined ? [] : [{ path: variable.path, line: variable.line, name: variable.name, reason }]
  })
  // A line that was judged by its variable is not judged again: a reference may look random.
  const known = new Set(variables.map(({ path, line }) => `${path}\0${line}`))
  faults.push(...others.filter(({ path, line, spansPair }) => !known.has(`${path}\0${line}`) && !(spansPair && known.has(`${path}\0${line - 1}`))))
  return { faults: faults.map(({ path, line, name, reason }) => ({ path, line, name, reason })).sort(byPlace), examined, unread }
}

interface Literal extends StoreFault {
  /** The name stands before the value, mostly on the line above. */
  readonly spansPair: boolean
}

/** A secret under a harmless name, as in the password of an address. */
function literalsIn(path: string, text: string, scanner: SecretScanner): Literal[] {
  return collapse(scanner.scanText(text, path)).flatMap(({ detection, confidence }) =>
    confidence === "low"
      ? []
      : [{ path, line: detection.line, name: detection.rule.title, reason: "a literal secret", spansPair: detection.rule.id === "named-pair" }],
  )
}

function byPlace(a: StoreFault, b: StoreFault): number {
  return a.path < b.path ? -1 : a.path > b.path ? 1 : a.line - b.line
}

function reasonOf(thrown: unknown): string {
  const line = thrown instanceof TipstaffError && thrown.line !== undefined ? ` (line ${thrown.line})` : ""
  return `${messageOf(thrown).slice(0, 300)}${line}`
}
