/** What the guard's hook needs at once, in a file of its own: it answers before every call of an agent. */
import { handleGuardHook } from "../../app/guard/hook.ts"

export { execute, listenForInterrupts } from "./execute.ts"
export const handlers = { guardHook: handleGuardHook } as const
