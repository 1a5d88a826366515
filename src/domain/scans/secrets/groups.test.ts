import { expect, test } from "vitest"
import { pathGrouper } from "./groups.ts"

const groupsOf = pathGrouper()

test.each([
  ["prompts/triage.md", ["prompts"]],
  ["agents/billing/prompts/system.txt", ["prompts"]],
  ["AGENTS.md", ["prompts"]],
  ["packages/api/CLAUDE.md", ["prompts"]],
  ["review.prompt.md", ["prompts"]],
  [".claude/agents/reviewer.md", ["prompts", "config"]],
  [".claude/settings.json", ["config"]],
  [".env", ["config"]],
  [".env.production", ["config"]],
  ["deploy/values.yaml", ["config"]],
  ["config/database.rb", ["config"]],
  [".mcp.json", ["config"]],
  [".claude/projects/a/b.jsonl", ["config", "sessions"]],
  ["sessions/2026-01-01/log.txt", ["sessions"]],
  ["logs/agent.jsonl", ["sessions"]],
  ["src/index.ts", []],
])("[S1.3-8] %s belongs to %j", (path, groups) => {
  expect(groupsOf(path)).toEqual(groups)
})

test("[S1.3-8] further globs can be named for each group", () => {
  const own = pathGrouper({ sessions: ["runs/**"] })
  expect(own("runs/1/out.txt")).toEqual(["sessions"])
  expect(own("sessions/x")).toEqual(["sessions"])
})
