/** Convenes the council: every model is asked the same question, and what it said is kept with its hashes. */
import { isoTime } from "../../../base/clock.ts"
import { second } from "../../../base/duration.ts"
import { TipstaffError } from "../../../base/errors.ts"
import { sha256 } from "../../../base/hash.ts"
import type { World } from "../../../base/world.ts"
import { askMember, clientFor } from "./ask.ts"
import { localEndpoint } from "./endpoint.ts"
import type { CouncilRecord } from "./record.ts"
import type { CouncilSettings } from "./settings.ts"

export interface Matter {
  readonly review: string
  readonly targetDigest: string
  readonly invokedBy: string
  /** What the members read. Masked already: it holds no secret. */
  readonly brief: string
}

/** Throws `council/not-local` before anything is sent, `council/unreachable`, `council/no-models`. */
export async function convene(world: World, settings: CouncilSettings, matter: Matter): Promise<CouncilRecord> {
  const endpoint = await localEndpoint(settings.endpoint, world.env)
  const invokedAt = isoTime(world.clock.now())
  const installed = await installedModels(world, endpoint)
  const models = settings.models.length > 0 ? settings.models : [...installed.keys()].slice(0, 9)
  if (models.length === 0)
    throw new TipstaffError("council/no-models", `${endpoint} has no model`, {
      next: "pull at least two models with ollama pull, then run tipstaff council again",
    })
  const members = []
  // One after the other: two models seldom fit into memory together.
  for (const [index, model] of models.entries()) {
    world.terminal.progress(`council: ${model}`, index, models.length)
    members.push(
      await askMember(world, {
        endpoint,
        model,
        modelDigest: installed.get(model) ?? "",
        brief: matter.brief,
        timeoutMs: settings.timeoutSeconds * second,
      }),
    )
  }
  return {
    schema: "tipstaff.council/1",
    review_id: matter.review,
    brief_sha256: sha256(matter.brief),
    target_digest: matter.targetDigest,
    invoked_by: matter.invokedBy,
    invoked_at: invokedAt,
    endpoint,
    members,
    minimum: settings.minimum,
  }
}

async function installedModels(world: World, endpoint: string): Promise<Map<string, string>> {
  const signal = AbortSignal.any([world.signal, AbortSignal.timeout(10 * second)])
  try {
    const { models } = await clientFor(world, endpoint, signal).list()
    return new Map(models.map((model) => [model.name, model.digest]))
  } catch (cause) {
    throw new TipstaffError("council/unreachable", `no Ollama server answers at ${endpoint}`, {
      cause,
      next: "start it with ollama serve, then run tipstaff council again; the review waits",
    })
  }
}
