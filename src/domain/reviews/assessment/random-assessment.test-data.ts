/** Random assessments for property tests. */
import * as fc from "fast-check"
import type { Assessment } from "./assessment.ts"
import { answers, checklistItems, controlAreas, controlStatuses, subjectKinds } from "./checklist.ts"
import { attackSurfaces, blastRadii, dataKinds, surfaceVerdicts } from "./assessment.ts"

/** Text with what breaks tables, Markdown and terminals. */
export const hostileText = fc.oneof(
  { weight: 3, arbitrary: fc.constant("") },
  fc.string({ unit: "binary", maxLength: 30 }),
  fc
    .array(
      fc.constantFrom(
        "|",
        "\\",
        "\n",
        "\r\n",
        "<br>",
        "&lt;",
        "<b onload=x>",
        "`",
        "---",
        "```",
        "<!--",
        "\t",
        " ",
        "é",
        "漢",
        "🔒",
        "_x_",
        "*",
        "| a |",
        "Verified",
      ),
      { maxLength: 8 },
    )
    .map((parts) => parts.join("")),
)

const date = fc.oneof(
  fc.constant(""),
  fc.integer({ min: 0, max: 40_000 }).map((days) => new Date(days * 86_400_000).toISOString().slice(0, 10)),
)
const yesNo = fc.constantFrom("yes", "no", "") as fc.Arbitrary<"yes" | "no" | "">
const scopes = fc.array(fc.stringMatching(/^[^\s,]{1,8}$/), { maxLength: 4 })

function blankOr<const T extends string>(words: readonly T[]): fc.Arbitrary<T | ""> {
  return fc.constantFrom<T | "">(...words, "")
}

export const assessments: fc.Arbitrary<Assessment> = fc.record({
  subject: fc.record({
    kind: blankOr(subjectKinds),
    name: hostileText,
    scope: hostileText,
    form: fc.constantFrom("full" as const, "light" as const),
    touches_auth: yesNo,
    reviewer: hostileText,
  }),
  exposure: fc.record({
    data: fc.subarray([...dataKinds]),
    attack_surface: fc.subarray([...attackSurfaces]),
    other_surface: hostileText,
    blast_radius: blankOr(blastRadii),
    verdict: blankOr(surfaceVerdicts),
  }),
  controls: fc.subarray(controlAreas.map((area) => area.name)).chain((names) =>
    fc.tuple(
      ...names.map((name) =>
        fc.record({
          name: fc.constant(name),
          status: fc.constantFrom(...controlStatuses),
          evidence: hostileText,
          reason: hostileText,
          assessor: hostileText,
          date,
          owner: hostileText,
          severity: blankOr(["critical", "high", "medium", "low", "info"]),
        }),
      ),
    ),
  ),
  checklist: fc
    .subarray(checklistItems.map((item) => item.id))
    .chain((ids) =>
      fc.tuple(
        ...ids.map((id) => fc.record({ id: fc.constant(id), answer: fc.constantFrom(...answers), notes: hostileText, assessor: hostileText, date })),
      ),
    ),
  credentials: fc.uniqueArray(
    fc.record({
      name: fc.oneof(hostileText, fc.string({ minLength: 1 })).filter((name) => name !== "" && name.length <= 200),
      location: hostileText,
      needed_scopes: scopes,
      granted_scopes: scopes,
      rotation: fc.constantFrom("", "never", "30 days", "9999 days"),
      rotated_on: date,
      reason: hostileText,
    }),
    { maxLength: 3, selector: (credential) => credential.name },
  ),
  vendor: fc.record({
    name: hostileText,
    class: blankOr(["A", "B", "C", "D"]),
    residency: hostileText,
    soc2_evidence: hostileText,
    soc2_gap: hostileText,
    deletion_policy: hostileText,
    holds_customer_data: yesNo,
    legal_consulted_by: hostileText,
    legal_consulted_on: date,
    contract_reviewed_by: hostileText,
    contract_reviewed_on: date,
    coo_decision: blankOr(["proceed", "do not proceed"]),
    coo_decided_by: hostileText,
    coo_decided_on: date,
    coo_reason: hostileText,
  }),
})
