/** What a team may adjust about classification; the defaults fit a repository that says nothing. */
import { z } from "zod"

const globs = z.array(z.string().min(1).max(400)).max(200)

/** The `classify` part of the product's configuration. Patterns are picomatch globs against paths from the root. */
export const classifySettings = z.strictObject({
  authPaths: globs.default([]).meta({ description: "more paths whose code is authentication or credential handling" }),
  agentContracts: globs
    .default([".claude/agents/**", "agents/*.contract.yaml", "agents/*.contract.yml", ".tipstaff/agents/*.yaml", ".tipstaff/agents/*.yml"])
    .meta({ description: "files that hold the contract of an agent" }),
  ignoredPaths: globs.default([]).meta({ description: "paths that are never classified; they are listed as skipped" }),
  ignoredHosts: z
    .array(z.string().min(1).max(253))
    .max(500)
    .default([])
    .meta({ description: "hosts that are no new integration; a leading dot covers subdomains" }),
  maxFileBytes: z
    .int()
    .min(1024)
    .max(64 * 1024 * 1024)
    .default(2 * 1024 * 1024)
    .meta({ description: "larger files are reported as unread" }),
})

export type ClassifySettings = z.output<typeof classifySettings>
