/** One secret, one report: what several rules found at the same place is put together under the rule that knows most. */
import type { Confidence, SecretRule } from "./rule.ts"
import type { Detection } from "./scanner.ts"

export interface Exposure {
  /** The most specific rule's detection. */
  readonly detection: Detection
  /** All rules that found it, the most specific first. */
  readonly rules: readonly SecretRule[]
  /** The highest confidence among them. */
  readonly confidence: Confidence
}

const kindRank = { provider: 0, structure: 1, generic: 2 } as const
const confidenceRank: Readonly<Record<Confidence, number>> = { high: 0, medium: 1, low: 2 }

interface Kept {
  readonly detection: Detection
  readonly rules: SecretRule[]
  confidence: Confidence
}

/**
 * Detections that were set aside take no part. A general rule whose span covers several specific secrets joins the first
 * of them and hides none. In the order of their place.
 */
export function collapse(detections: readonly Detection[]): Exposure[] {
  const reported = detections.filter((detection) => detection.filtered === undefined).sort((a, b) => a.start - b.start)
  const exposures: Exposure[] = []
  let cluster: Detection[] = []
  let clusterEnd = 0
  const close = () => {
    for (const kept of collapseCluster(cluster)) exposures.push(kept)
    cluster = []
  }
  for (const detection of reported) {
    if (detection.start >= clusterEnd) close()
    cluster.push(detection)
    clusterEnd = Math.max(clusterEnd, detection.end)
  }
  close()
  return exposures
}

/** Detections whose spans hang together. */
function collapseCluster(cluster: Detection[]): Kept[] {
  const kept: Kept[] = []
  for (const detection of cluster.sort(bySpecificity)) {
    const same = kept.find((exposure) => detection.start < exposure.detection.end && exposure.detection.start < detection.end)
    if (same === undefined) {
      kept.push({ detection, rules: [detection.rule], confidence: detection.confidence })
      continue
    }
    if (!same.rules.includes(detection.rule)) same.rules.push(detection.rule)
    if (confidenceRank[detection.confidence] < confidenceRank[same.confidence] && confirms(detection, same)) {
      same.confidence = detection.confidence
    }
  }
  return kept.sort((a, b) => a.detection.start - b.detection.start)
}

function bySpecificity(a: Detection, b: Detection): number {
  return (
    kindRank[a.rule.kind] - kindRank[b.rule.kind] ||
    confidenceRank[a.confidence] - confidenceRank[b.confidence] ||
    // The project's own rules check boundaries and structure; the policy's do not.
    Number(a.rule.tag === "policy") - Number(b.rule.tag === "policy") ||
    b.end - b.start - (a.end - a.start) ||
    a.start - b.start ||
    (a.rule.id < b.rule.id ? -1 : 1)
  )
}

/**
 * Only an equal span may raise the confidence. A name that says "password" tells nothing about a vendor's token whose
 * checksum failed, which is low; of one that is in doubt because its format has no mark, it says that the value is random.
 */
function confirms(detection: Detection, { detection: leading, confidence }: Kept): boolean {
  if (detection.start !== leading.start || detection.end !== leading.end) return false
  return detection.rule.kind === leading.rule.kind || confidence === "medium"
}
