/** The scans of a review, begun while the change is still being read. */
import { sha256 } from "../../../base/hash.ts"
import { stateKey } from "../../../platform/state-key.ts"
import { hashTarget, listTarget, type Target } from "../../scans/target.ts"
import { ownFolders, rootCommit, type Opened, type ReviewRequest } from "./open.ts"
import { scanStep, type ScanOutcome } from "./scan.ts"

interface Scanning {
  readonly done: Promise<{ readonly target: Target; readonly scan: ScanOutcome }>
  /** Other work while it runs; the scan is stopped, and leaves no results, when that work fails. */
  beside<T>(work: () => Promise<T>): Promise<T>
}

export function startScan(opened: Opened, request: ReviewRequest, version: string): Scanning {
  const stop = new AbortController()
  const world = { ...opened.world, signal: AbortSignal.any([opened.world.signal, stop.signal]) }
  let listed = () => {}
  const listing = new Promise<void>((resolve) => (listed = resolve))
  const gitOptions = { ...opened.gitOptions, signal: world.signal }
  const done = scanTarget({ ...opened, world, gitOptions }, request, version, stop.signal, listed)
  // Whoever awaits it hears of a failure; until then it is not an unhandled one.
  done.catch(listed)
  return {
    done,
    beside: async (work) => {
      // Two walks through one folder at a time are slower than one after the other.
      await listing
      try {
        return await work()
      } catch (thrown) {
        stop.abort(thrown)
        await done.catch(() => {})
        throw thrown
      }
    },
  }
}

async function scanTarget(
  opened: Opened,
  request: ReviewRequest,
  version: string,
  stop: AbortSignal,
  onListed: () => void,
): Promise<{ target: Target; scan: ScanOutcome }> {
  const { world, root, settings, evidence, state } = opened
  world.terminal.progress("reading", 0, undefined)
  const listed = await listTarget(root, ownFolders(settings), settings.review.exclude, opened.gitOptions)
  onListed()
  const first = (await rootCommit(opened)) ?? state.id
  const target = hashTarget(listed, opened.gitOptions)
  target.catch(() => {})
  const scan = await scanStep(world, evidence, {
    settings,
    listed,
    target,
    offline: request.offline,
    rescan: request.rescan,
    version,
    fingerprintKey: sha256(`tipstaff/secret-fingerprint/1\n${first}`),
    stateKey: await stateKey(world.stateDir, "scan"),
    failedOn: new Set(state.history.filter((entry) => entry.gate1 === "fail").map((entry) => entry.scan_digest)),
    stop,
  })
  return { target: await target, scan }
}
