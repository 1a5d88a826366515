import { expect, test } from "vitest"
import { classifyDeclared } from "./declared.ts"
import { excessRights } from "./rights.ts"
import { workTypeIds } from "./work-types.ts"

test.each([
  [
    "[S1.2-1]",
    "integration",
    "New external integration (API, webhook, third-party service)",
    "Mandatory",
    "Before any credentials are issued or data is exchanged",
    "S1",
  ],
  [
    "[S1.2-2]",
    "agent-capability",
    "New agent capability (new MCP tool, new external API access for an agent)",
    "Mandatory",
    "Before capability is added to agent contract or settings.json",
    "S1",
  ],
  ["[S1.2-3]", "auth-code", "Code change touching authentication or credential handling", "Mandatory", "Before merge to main", "S1"],
  [
    "[S1.2-4]",
    "vendor",
    "New vendor relationship (any vendor who will hold the company's data)",
    "Mandatory",
    "Before any data is shared or a contract is signed",
    "product default",
  ],
  ["[S1.2-5]", "agent-contract", "Agent contract change expanding decision rights", "Recommended", "Before promotion to Active", "S1"],
  ["[S1.2-6]", "endpoint", "New public-facing endpoint or webhook", "Mandatory", "Before deployment", "S1"],
  [
    "[S1.2-7]",
    "quarterly-audit",
    "Quarterly credential and access audit",
    "Mandatory",
    "Standing cadence per SOP-OPS-credential-management-v1.0",
    "S1",
  ],
] as const)("%s [S1.2-8] a declared %s has one level and its trigger", (_, kind, label, level, trigger, triggerOrigin) => {
  const result = classifyDeclared({ kind })
  expect(result.workTypes).toEqual([{ id: kind, label, level, trigger, triggerOrigin, reasons: [{ path: "", text: "declared subject" }] }])
  expect(result.level).toBe(level)
})

test("[S1.1-1] the kinds are the seven work types", () => {
  expect(workTypeIds).toEqual(["integration", "agent-capability", "auth-code", "vendor", "agent-contract", "endpoint", "quarterly-audit"])
})

test.each([
  ["[S1.4-1] new data residency", { kind: "integration", new_data_residency: true }, "HIGH"],
  ["[S1.4-2] a vendor with customer data", { kind: "vendor", customer_data: true }, "HIGH"],
  ["[S1.4-2] a vendor about whom nobody has answered", { kind: "vendor" }, "HIGH"],
  ["[S1.4-3] a new architecture of authentication", { kind: "auth-code", auth_architecture_change: true }, "HIGH"],
  ["a vendor without customer data", { kind: "vendor", customer_data: false }, "STANDARD"],
  [
    "an integration that answers no three times",
    { kind: "integration", customer_data: false, new_data_residency: false, auth_architecture_change: false },
    "STANDARD",
  ],
] as const)("%s: sensitivity", (_, declared, level) => {
  expect(classifyDeclared(declared).sensitivity.level).toBe(level)
})

test("[S1.3-2] [S1.3-3] [S1.3-4] answers of the intake replace what is typical", () => {
  const result = classifyDeclared({ kind: "integration", data: ["code"], attack_surface: ["webhook"], blast_radius: "isolated", customer_data: true })
  expect([result.data, result.attackSurface, result.blastRadius.value]).toEqual([["customer data", "code"], ["webhook"], "isolated"])
})

test("[S1.6-3] a capability outside the table tells chief.staff and needs the COO; one inside needs neither", () => {
  const table = [
    { kind: "tool", value: "Read", agent: "writer" },
    { kind: "tool", value: "mcp__tickets__", match: "prefix" },
    { kind: "path", value: "docs/", match: "prefix" },
  ] as const
  const read = { kind: "tool", value: "Read" } as const
  expect(excessRights([read, { kind: "tool", value: "mcp__tickets__list" }], table, "writer")).toEqual({ excess: [], notify: [], approvals: [] })
  expect(excessRights([read], table, "other")).toEqual({ excess: [read], notify: ["chief.staff"], approvals: ["COO"] })
  expect(excessRights([{ kind: "path", value: "docs/../src/a" }], table).excess).toHaveLength(1)
  expect(excessRights([{ kind: "host", value: "Read" }], table).excess).toHaveLength(1)
  expect(excessRights([read], []).approvals).toEqual(["COO"])
})
