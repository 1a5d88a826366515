import { execFileSync } from "node:child_process"
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { dirname, join } from "node:path"
import { afterEach, expect, test } from "vitest"
import { testWorld } from "../../../../test/support/world.ts"
import { handleGateChange } from "./change-gate.ts"
import { auditState } from "./status.ts"

const folders: string[] = []

afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true })
})

function git(root: string, ...args: readonly string[]): void {
  execFileSync("git", ["-C", root, "-c", "user.name=Dev", "-c", "user.email=dev@shop.example", ...args], { stdio: "pipe" })
}

/** A repository whose last commit brings in these files. */
function change(before: Readonly<Record<string, string>>, after: Readonly<Record<string, string>>): string {
  const root = mkdtempSync(join(tmpdir(), "tipstaff-change-"))
  folders.push(root)
  git(root, "init", "-q", "-b", "main")
  for (const files of [before, after]) {
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(root, path)), { recursive: true })
      writeFileSync(join(root, path), text)
    }
    git(root, "add", "-A")
    git(root, "commit", "-q", "--allow-empty", "-m", "step")
  }
  return root
}

test.each([
  [
    "[S1.2-2] an MCP server added to agent settings",
    { ".mcp.json": '{"mcpServers":{}}' },
    { ".mcp.json": '{"mcpServers":{"files":{"command":"npx","args":["files@1.0.0"]}}}' },
    "fail",
    1,
  ],
  [
    "[S1.2-3] code under authentication",
    { "auth/login.py": "def login(user):\n    return False\n" },
    { "auth/login.py": "def login(user):\n    return check_password(user)\n" },
    "fail",
    1,
  ],
  ["[S1.2-3] a comment elsewhere", { "shop/cart.py": "total = 1\n" }, { "shop/cart.py": "# counts\ntotal = 1\n" }, "pass", 0],
  [
    "[S1.2-5] an agent contract that gains rights",
    { "agents/reader.contract.yaml": "agent: reader\ndecision_rights: [read]\n" },
    { "agents/reader.contract.yaml": "agent: reader\ndecision_rights: [read, merge]\n" },
    "warn",
    0,
  ],
] as const)("[S1.1-2] %s, without a certificate", async (_name, before, after, status, code) => {
  const root = change({ "readme.md": "x", ...before }, after)
  const world = testWorld({ stateDir: mkdtempSync(join(tmpdir(), "tipstaff-state-")) })
  const result = await handleGateChange(world, { path: root })
  expect({ status: result.data.status, exitCode: result.exitCode }).toEqual({ status, exitCode: code })
  expect(world.lines.length).toBe(status === "warn" ? 1 : 0)
})

test("[S1.2-6] each new endpoint is listed, and none passes without a review", async () => {
  const app = "import express from 'express'\nconst app = express()\n"
  const root = change({ "app.ts": `${app}app.get("/old", list)\n` }, { "app.ts": `${app}app.get("/old", list)\napp.post("/hooks/stripe", paid)\n` })
  const { exitCode, data, text } = await handleGateChange(testWorld(), { path: root })
  expect([exitCode, data.status]).toEqual([1, "fail"])
  expect(data.endpoints).toEqual([{ method: "POST", path: "/hooks/stripe", where: "app.ts:4", webhook: true }])
  expect(text).toContain("  new endpoint POST /hooks/stripe: app.ts:4\n")
})

test("[S1.2-3] settings that cannot be read are not waved through", async () => {
  const root = change({ "readme.md": "x" }, { ".mcp.json": "{" })
  const result = await handleGateChange(testWorld(), { path: root })
  expect([result.data.status, result.exitCode]).toEqual(["fail", 2])
})

test.each([
  ["2026-11-20T12:00:00Z", false, "open"],
  ["2026-12-30T23:59:59Z", false, "open"],
  ["2026-12-31T00:00:00Z", false, "overdue"],
  ["2026-12-31T00:00:00Z", true, undefined],
])("[S1.2-7] on %s, with the quarter's audit filed: %s, the item is %s", async (at, filed, state) => {
  const items = await auditState(Date.parse(at), () => Promise.resolve(filed))
  expect(items[0]?.state).toBe(state)
})
