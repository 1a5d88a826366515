/** The declarations of `tipstaff hooks`. */
import { z } from "zod"
import { operation, type Operation } from "../../base/operation.ts"

const path = z.string().optional().meta({ positional: true, description: "the repository", placeholder: "PATH" })
const dryRun = z.boolean().default(false).meta({ description: "show what would be changed, change nothing" })

export const hookOperations = [
  operation({
    name: "hooks.install",
    summary: "install the Git hooks that block secrets in commits, messages and pushes",
    details:
      "An existing hook stays and is called first. Where husky, lefthook or the pre-commit framework manages the hooks, the checks are added there.",
    permission: "repository.configure",
    effect: "writes",
    schema: "tipstaff.hooks/1",
    input: z.object({ path, dryRun, uninstall: z.boolean().default(false).meta({ description: "take them away instead, as hooks uninstall does" }) }),
    load: async () => (await import("./hooks.ts")).handleHooksInstall,
  }),
  operation({
    name: "hooks.uninstall",
    summary: "take the Git hooks away and put back what was there before",
    permission: "repository.configure",
    effect: "writes",
    schema: "tipstaff.hooks/1",
    input: z.object({ path, dryRun }),
    load: async () => (await import("./hooks.ts")).handleHooksUninstall,
  }),
  operation({
    name: "hooks.status",
    summary: "say which hooks are active, through whom, and what would keep them from running",
    permission: "repository.read",
    effect: "reads",
    schema: "tipstaff.hooks-status/1",
    input: z.object({ path }),
    load: async () => (await import("./hooks.ts")).handleHooksStatus,
  }),
] as unknown as readonly Operation[]
