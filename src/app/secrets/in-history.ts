/** Adds to findings of files whether the history of their repository holds them already. Costs nothing when nothing was found. */
import { existsSync } from "node:fs"
import { dirname, join, relative, sep } from "node:path"
import type { World } from "../../base/world.ts"
import type { SecretFinding } from "../../domain/secrets/report.ts"
import { homeOf } from "./home.ts"
import type { SecretScan } from "./run.ts"

/** In their order. Findings of commits, of standard input and outside of a repository stay as they are. */
export async function withHistory(findings: readonly SecretFinding[], scan: SecretScan, world: World): Promise<readonly SecretFinding[]> {
  const { kind } = scan.source
  if (findings.length === 0 || (kind !== "folder" && kind !== "file" && kind !== "staged")) return findings
  const { inHistory } = await import("../../domain/scans/secrets/in-history.ts")
  const answers = new Map<SecretFinding, boolean | undefined>()
  for (const [root, members] of byRepository(findings, scan)) {
    const placed = members.map(({ path, fingerprint }) => ({ path, fingerprint }))
    const known = await inHistory(root, placed, scan.scanner, { env: world.env, signal: world.signal })
    for (const [index, { finding }] of members.entries()) answers.set(finding, known[index])
  }
  return findings.map((finding) => {
    const answer = answers.get(finding)
    return answer === undefined ? finding : { ...finding, inHistory: answer }
  })
}

interface Member {
  readonly finding: SecretFinding
  /** From the root of its own repository. */
  readonly path: string
  readonly fingerprint: string
}

/** A submodule has a history of its own. */
function byRepository(findings: readonly SecretFinding[], { home, placeOf }: SecretScan): ReadonlyMap<string, Member[]> {
  const groups = new Map<string, Member[]>()
  for (const finding of findings) {
    const place = placeOf.get(finding)
    if (place === undefined) continue
    const file = join(home.root, place.path)
    const { root } = homeOf(dirname(file))
    if (!existsSync(join(root, ".git"))) continue
    const member = { finding, path: relative(root, file).split(sep).join("/"), fingerprint: place.fingerprint }
    groups.set(root, [...(groups.get(root) ?? []), member])
  }
  return groups
}
