/** The guard of a folder: its policy, and what reads the calls. */
import { join } from "node:path"
import { createAnalyser } from "../../domain/guard/analyse.ts"
import { decide, type Verdict } from "../../domain/guard/decide.ts"
import type { Effect } from "../../domain/guard/effect.ts"
import { protections, type FindProtection } from "../../domain/guard/protected.ts"
import { readers } from "../../domain/guard/readers.ts"
import type { Tools } from "../../domain/guard/tools.ts"
import { policyProtectedFiles, securityFilePath } from "../../domain/policy/protected-files.ts"
import { statOf } from "../../platform/files.ts"
import { homeOf } from "../secrets/home.ts"

export interface GuardAnswer extends Verdict {
  readonly effects: readonly Effect[]
}

const analyser = createAnalyser(readers)
export const guardTools: Tools = { analyser, readers }

export interface Guard {
  /** What is said to effects of a call that is made in this folder. Throws what loadSecurityFile does. */
  judge(effects: readonly Effect[], cwd: string): Promise<GuardAnswer>
}

/** The policy of each work tree is read once. */
export function createGuard(): Guard {
  const known = new Map<string, Promise<FindProtection>>()
  async function judge(effects: readonly Effect[], cwd: string): Promise<GuardAnswer> {
    const { root } = homeOf(cwd)
    const reading = known.get(root) ?? protectionOf(root)
    known.set(root, reading)
    return { ...decide(effects, { cwd, root, protection: await reading }), effects }
  }
  return { judge }
}

/** A policy that cannot be read lets nothing through. */
async function protectionOf(root: string): Promise<FindProtection> {
  // What is there and cannot be read is an error, also a link that leads nowhere.
  if ((await statOf(join(root, securityFilePath))) === undefined) return protections(policyProtectedFiles)
  const { loadSecurityFile } = await import("../../domain/policy/load-security.ts")
  const file = await loadSecurityFile(root)
  return protections(file?.settings.protected_files ?? policyProtectedFiles)
}
