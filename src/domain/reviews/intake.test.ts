import * as fc from "fast-check"
import { expect, test } from "vitest"
import { intakeSchema, intakeTemplate, openIntake, parseIntake, riskOf, sensitivityOf, suggestedRisk, type Intake } from "./intake.ts"
import { packDigest, packFacts, packUri, policyPack } from "./policy-pack.ts"

const answered: Intake = intakeSchema.parse({
  subject: "shop",
  scope: "all",
  environment: "production",
  regulatory_scope: ["SOC2"],
  customer_data: false,
  new_data_residency: false,
  auth_architecture_change: false,
  confirmed_by: "ana",
})

test("the template reads back, whatever the subject is called", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), fc.string(), (subject, scope) => {
      const { settings } = parseIntake(intakeTemplate(subject, scope, "vendor"), "intake.yaml")
      expect([settings.subject, settings.scope, settings.kind]).toEqual([subject, scope, "vendor"])
    }),
  )
})

test("a fresh template answers nothing but what the change shows", () => {
  const { settings } = parseIntake(intakeTemplate("shop", "all", "code-change"), "intake.yaml")
  expect(openIntake(settings)).toMatchObject([
    {
      basis: "could_not_check",
      text: "the scope is not confirmed: no answer for environment, confirmed_by, regulatory_scope, customer_data, new_data_residency, auth_architecture_change",
    },
  ])
  expect(openIntake(answered)).toEqual([])
})

test.each([
  ["subject", "  "],
  ["scope", ""],
  ["environment", "\t"],
  ["confirmed_by", ""],
  ["regulatory_scope", []],
  ["customer_data", null],
  ["new_data_residency", null],
  ["auth_architecture_change", null],
])("a review does not go on while %s has no answer", (key, blank) => {
  expect(openIntake({ ...answered, [key]: blank })[0]?.text).toBe(`the scope is not confirmed: no answer for ${key}`)
})

test("a typo in the intake is named by line with a suggestion", () => {
  expect(() => parseIntake("subject: a\nenviroment: b\n", "intake.yaml")).toThrow(
    expect.objectContaining({ code: "config/unknown-key", line: 2, message: expect.stringContaining("did you mean environment?") as string }),
  )
})

test.each<[Partial<Intake>, "HIGH" | "STANDARD"]>([
  [{}, "STANDARD"],
  [{ new_data_residency: true }, "HIGH"],
  [{ auth_architecture_change: true }, "HIGH"],
  [{ kind: "vendor", customer_data: true }, "HIGH"],
  [{ kind: "vendor", customer_data: null }, "HIGH"],
  [{ kind: "vendor", customer_data: false }, "STANDARD"],
  [{ kind: "code-change", customer_data: true }, "STANDARD"],
])("sensitivity of %j is %s", (change, level) => {
  expect(sensitivityOf({ ...answered, ...change }).level).toBe(level)
})

const exposure = (change: object) =>
  ({ attack_surface: [], other_surface: "", data: [], other_data: "", blast_radius: "isolated", ...change }) as unknown as Parameters<
    typeof suggestedRisk
  >[0]

test.each([
  [{}, "low"],
  [{ other_surface: "a port" }, "medium"],
  [{ data: ["credentials"] }, "medium"],
  [{ other_surface: "a port", data: ["customer data"] }, "high"],
  [{ other_surface: "a port", data: ["customer data"], blast_radius: null }, "critical"],
  [{ blast_radius: "cross-system" }, "medium"],
])("the suggested risk of %j is %s, unless a person says otherwise", (change, risk) => {
  expect(suggestedRisk(exposure(change))).toBe(risk)
  expect(riskOf({ ...answered, risk: "critical" }, exposure(change))).toBe("critical")
})

test("the policy pack has an id, a version and a change log, and its digest binds them", () => {
  expect(policyPack).toMatchObject({
    id: "SOP-OPS-security-review",
    version: "v1.0",
    owner: "security.ops",
    executiveSponsor: "coo",
    changeLog: [{ version: "v1.0", date: "2026-04-21", change: "Initial draft by sop.manager" }],
  })
  expect([packUri, packFacts.version]).toEqual(["tipstaff:policy-pack/SOP-OPS-security-review/v1.0", "v1.0"])
  expect(packDigest).toMatch(/^[0-9a-f]{64}$/)
})
