/** A secret that was found and stands in a commit already: taking it out is not enough, so a rotation task is opened. */
import type { World } from "../../base/world.ts"
import type { GitOptions } from "../../platform/git.ts"
import { stagedChanges } from "../../platform/git-index.ts"
import type { Detection, SecretScanner } from "../../domain/secrets/scanner.ts"
import { secretsInEarlierCommits } from "../../domain/scans/secrets/earlier-commits.ts"

export interface Exposure {
  /** Full commit id. */
  readonly commit: string
  /** The task, relative to the repository; undefined when it could not be written. */
  readonly task: string | undefined
}

/** By fingerprint. Only looks when something was found: a clean commit pays nothing. */
export async function exposuresOf(
  world: World,
  root: string,
  detections: readonly Detection[],
  scanner: SecretScanner,
  options: GitOptions,
): Promise<ReadonlyMap<string, Exposure>> {
  if (detections.length === 0) return new Map()
  const commits = await secretsInEarlierCommits(root, detections, scanner, await stagedChanges(root, options), options)
  const exposures = new Map<string, Exposure>()
  for (const [fingerprint, commit] of commits) {
    const detection = detections.find((one) => one.fingerprint === fingerprint)!
    exposures.set(fingerprint, { commit, task: await openTask(world, root, detection, commit) })
  }
  return exposures
}

async function openTask(world: World, root: string, detection: Detection, commit: string): Promise<string | undefined> {
  try {
    // Reviews are loaded only now: a hook that finds nothing starts without them.
    const { openRotation } = await import("../../domain/reviews/escalation/rotation.ts")
    const { openEvidence } = await import("../../domain/reviews/store.ts")
    const { loadSettings } = await import("../../domain/reviews/settings.ts")
    const { settings } = await loadSettings(root)
    const location = `${detection.path}, in the history since ${commit.slice(0, 12)}`
    const exposed = { finding: `committed-${detection.fingerprint.slice(0, 16)}`, credential: detection.rule.title, location }
    return await openRotation(await openEvidence(root, settings.review.evidence), exposed, world.clock.now())
  } catch {
    // The commit is blocked whatever happens here; the alert says that the task is missing.
    return undefined
  }
}
