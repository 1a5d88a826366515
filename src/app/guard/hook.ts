/** Handler of `tipstaff guard hook`: one event of an agent's host in, that host's own answer out. */
import type { ExitCode } from "../../base/exit-code.ts"
import { messageOf } from "../../base/errors.ts"
import type { Handler, Result } from "../../base/operation.ts"
import type { World } from "../../base/world.ts"
import { readStandardInput } from "../../platform/standard-input.ts"
import { eventEffects } from "../../domain/guard/event-effects.ts"
import type { HookDecision, HostEvent, HookOutput } from "../../domain/guard/hosts/event.ts"
import { hosts, type HostName } from "../../domain/guard/hosts/hosts.ts"
import { createGuard, guardTools, type GuardAnswer } from "./open.ts"

interface Input {
  readonly host: HostName
}

/** Never throws: what could not be judged is denied. */
export const handleGuardHook: Handler<Input, object> = async (world, { host }) => {
  let event: HostEvent | undefined
  try {
    event = hosts[host].parse(await readStandardInput())
    return answered(hosts[host].render(event, await decisionOn(event, world)), world)
  } catch (thrown) {
    const reason = `tipstaff could not judge this call, so it is denied: ${messageOf(thrown)}`
    return answered(hosts[host].render(event?.phase === "pre" ? event : undefined, { decision: "deny", reason }), world)
  }
}

async function decisionOn(event: HostEvent, world: World): Promise<HookDecision> {
  if (event.phase !== "pre") return { decision: "none", reason: "" }
  const cwd = event.cwd ?? event.workspaceRoots[0] ?? world.cwd
  const answer = await createGuard().judge(eventEffects(event, cwd, guardTools), cwd)
  return { decision: answer.decision, reason: reasonOf(answer) }
}

function reasonOf({ judgements }: GuardAnswer): string {
  return judgements.map(({ rule, reason }) => `${rule}: this call ${reason}.`).join("\n")
}

function answered({ stdout, stderr, exitCode }: HookOutput, world: World): Result<object> {
  if (stderr !== "") world.terminal.warn(stderr.trimEnd())
  return { exitCode: exitCode as ExitCode, data: {}, jsonLines: stdout, text: stdout }
}
