/** The certificate for people, rendered from the signed statement. Pure; the envelope beside it is what counts. */
import { printable } from "../../base/mask.ts"
import { commitOf, envelopeName, packageOf, reviewOf } from "./certificate.ts"
import type { Certificate } from "./issue.ts"

export function renderCertificate(certificate: Pick<Certificate, "statement" | "digest">): string {
  const { statement, digest } = certificate
  const review = reviewOf(statement)
  const pack = packageOf(statement)
  const approvals = review.approvals as readonly { role: string; person: string; kind: string; decision: string; created_at: string; id: string }[]
  const sections = [
    "# Security approval certificate",
    `> This page is a rendering for people. What counts is the signed file \`${envelopeName}\` beside it.\n> Check it with \`tipstaff certificate verify ${envelopeName}\` or with the offline verifier.`,
    table(
      ["Field", "Value"],
      [
        ["Review", cell(review.reviewId)],
        ["Recommendation", `**${cell(review.recommendation)}**`],
        ["Repository", cell(statement.predicate.resourceUri)],
        ["Commit", code(commitOf(statement) ?? "none")],
        ...(pack === undefined ? [] : [["Release package (SHA-256)", code(pack)]]),
        ["Issued", cell(statement.predicate.timeVerified)],
        ["Expires", cell(review.expiresAt)],
        ["Issued by", `${cell(review.issuer.person)} as ${cell(review.issuer.role)}`],
        ["Policy", `${cell(review.policyPack.id)} ${cell(review.policyPack.version)}, ${code(statement.predicate.policy.digest.sha256)}`],
        ["Certificate digest", code(digest)],
      ],
    ),
    "## Conditions",
    review.conditions.length === 0
      ? "None."
      : table(
          ["Condition", "Owner", "Due"],
          review.conditions.map((one) => [cell(one.text), cell(one.owner), cell(one.due)]),
        ),
    "## Gates",
    table(
      ["Gate", "Outcome", "Waiver"],
      review.gates.map((gate) => [
        cell(gate.name),
        cell(gate.outcome),
        gate.waiver === undefined ? "" : `${cell(gate.waiver.reason)} (until ${cell(gate.waiver.expiresAt)}, approval ${cell(gate.waiver.approval)})`,
      ]),
    ),
    "## Approvals",
    `Authority: ${review.authority.rows.map(cell).join(", ")}.`,
    table(
      ["Role", "Person", "For", "Decision", "Signed at", "Record"],
      approvals.map((one) => [one.role, one.person, one.kind, one.decision, one.created_at, one.id].map(cell)),
    ),
    "## Evidence",
    review.evidence.length === 0
      ? "None."
      : table(
          ["Artefact", "SHA-256", "Stage"],
          review.evidence.map((one) => [cell(one.path), code(one.sha256), cell(one.stage)]),
        ),
  ]
  return `${sections.join("\n\n")}\n`
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  return [line(head), line(head.map(() => "---")), ...rows.map(line)].join("\n")
}

function line(cells: readonly string[]): string {
  return `| ${cells.join(" | ")} |`
}

/** Outside text in a cell: no markup, no line break, no new column. */
function cell(value: string): string {
  return printable(value.replace(/\r?\n/g, " "))
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replace(/[\\`*_[\]|!#]/g, (character) => `\\${character}`)
}

function code(hex: string): string {
  return `\`${hex}\``
}
