/** The three channels of an answer: standard output, standard error, exit code. */
import type { HookDecision, HookOutput } from "./event.ts"
import { reasonOf } from "./wording.ts"

/** No opinion, where silence means that. */
export const silence: HookOutput = { stdout: "", stderr: "", exitCode: 0 }

export function answer(json: object | undefined): HookOutput {
  return json === undefined ? silence : { stdout: JSON.stringify(json), stderr: "", exitCode: 0 }
}

/** Exit code 2 with the reason, besides what the host reads as JSON. */
export function refusal(decision: HookDecision, json?: object): HookOutput {
  return { stdout: json === undefined ? "" : JSON.stringify(json), stderr: reasonOf(decision), exitCode: 2 }
}

/** Where any other exit code than 0 would lose the JSON that refuses. */
export function refusalByJson(decision: HookDecision, json: object): HookOutput {
  return { stdout: JSON.stringify(json), stderr: reasonOf(decision), exitCode: 0 }
}

/** Undefined instead of an object without keys. */
export function filled<T extends object>(json: T): T | undefined {
  return Object.keys(json).length === 0 ? undefined : json
}
