/** Operations of the guard. */
import { z } from "zod"
import { hostNames } from "../../domain/guard/hosts/event.ts"
import { operation } from "../../base/operation.ts"

const guardCheck = operation({
  name: "guard.check",
  summary: "say what a command or a tool call would do, and whether policy lets an agent do it",
  details:
    'With --stdin each line is a call: {"id","command"} or {"id","tool","input"}, with an optional "cwd"; each answer is a line {"id","decision","rules","effects"}. Nothing is run. decision is none (no opinion), ask (a person must approve) or deny. Exit code 0: nothing to say against it. 1: ask or deny. 2: a line that is no call.',
  permission: "guard.check",
  effect: "reads",
  schema: "tipstaff.guard-check/1",
  input: z.object({
    command: z.string().optional().meta({ description: "the command", placeholder: "TEXT" }),
    stdin: z.boolean().default(false).meta({ description: "calls as JSON Lines on standard input" }),
    cwd: z.string().optional().meta({ description: "where the call would be made, when it is not the current folder", placeholder: "DIR" }),
  }),
  load: async () => (await import("./check.ts")).handleGuardCheck,
})

const guardHook = operation({
  name: "guard.hook",
  summary: "answer an event that an agent's host hands in on standard input, by that host's own rules",
  details: "What is wrong with a call is said to the agent. An event that cannot be read, and every fault of the guard itself, is a denial.",
  permission: "guard.check",
  effect: "reads",
  schema: "tipstaff.guard-hook/1",
  input: z.object({ host: z.enum(hostNames).meta({ description: "the host whose event it is" }) }),
  load: async () => (await import("./hook.ts")).handleGuardHook,
})

export const guardOperations = [guardCheck, guardHook]
