/** evidence-manifest.json: each artefact with its digest, each validator with its answer. Missing is never a pass. Pure. */
import { z } from "zod"
import { isoTime, type Instant } from "../../../base/clock.ts"
import { TipstaffError } from "../../../base/errors.ts"
import { parseJson } from "../../../base/json.ts"
import type { Outcome } from "../../../base/outcome.ts"
import { artefacts } from "./artefacts.ts"

export interface ValidatorRun {
  readonly name: string
  readonly command: string
  readonly status: Outcome
  readonly notes: string
}

export interface ArtefactState {
  readonly name: string
  /** Undefined when the file is not there. */
  readonly sha256: string | undefined
  readonly bytes: number
}

const manifestSchema = z.object({
  schema: z.literal("tipstaff.evidence-manifest/1"),
  protocol_id: z.string(),
  protocol_title: z.string(),
  generated_at: z.string(),
  review_id: z.string(),
  automation_coverage: z.object({ referenced_scripts: z.array(z.string()), missing_scripts: z.array(z.string()), coverage: z.number() }),
  artifacts: z.array(
    z.object({
      path: z.string(),
      description: z.string(),
      consumer: z.string(),
      status: z.enum(["generated", "missing", "not_applicable"]),
      sha256: z
        .string()
        .regex(/^[0-9a-f]{64}$/)
        .optional(),
      bytes: z.number().optional(),
    }),
  ),
  inputs: z.array(z.object({ path: z.string(), sha256: z.string() })),
  validators: z.array(
    z.object({ name: z.string(), command: z.string(), status: z.enum(["pass", "fail", "not_run", "not_applicable"]), notes: z.string() }),
  ),
  notes: z.string(),
})

export type EvidenceManifest = z.output<typeof manifestSchema>

export interface ManifestFacts {
  readonly review: string
  readonly now: Instant
  readonly approved: boolean
  readonly states: readonly ArtefactState[]
  /** Files that the review read: each cited with its digest. */
  readonly inputs: readonly { readonly path: string; readonly sha256: string }[]
  readonly validators: readonly ValidatorRun[]
  readonly scripts: { readonly referenced: readonly string[]; readonly missing: readonly string[] }
}

export function buildManifest(facts: ManifestFacts): EvidenceManifest {
  const byName = new Map(facts.states.map((state) => [state.name, state]))
  const { referenced, missing } = facts.scripts
  return {
    schema: "tipstaff.evidence-manifest/1",
    protocol_id: "SR",
    protocol_title: "SECURITY CHECK (SECURITY & COMPLIANCE COMPLIANT)",
    generated_at: isoTime(facts.now),
    review_id: facts.review,
    automation_coverage: {
      referenced_scripts: [...referenced],
      missing_scripts: [...missing],
      coverage: referenced.length === 0 ? 0 : (referenced.length - missing.length) / referenced.length,
    },
    artifacts: artefacts.map((artefact) => {
      const state = byName.get(artefact.name)
      const base = { path: artefact.name, description: artefact.purpose, consumer: artefact.consumer }
      if (state?.sha256 !== undefined) return { ...base, status: "generated" as const, sha256: state.sha256, bytes: state.bytes }
      const expected = artefact.due === "always" || (artefact.due === "approved" && facts.approved)
      return { ...base, status: expected ? ("missing" as const) : ("not_applicable" as const) }
    }),
    inputs: [...facts.inputs],
    validators: [...facts.validators],
    notes: "An artefact that is missing, stale or changed counts as not run, never as a pass.",
  }
}

/** Throws `manifest/invalid`. */
export function parseManifest(text: string, file: string): EvidenceManifest {
  const parsed = manifestSchema.safeParse(parseJson(text, file))
  if (parsed.success) return parsed.data
  const first = parsed.error.issues[0]
  throw new TipstaffError("manifest/invalid", `${file} is not an evidence manifest: ${first?.path.join(".")}: ${first?.message}`, { file })
}

export interface ManifestProblem {
  readonly path: string
  readonly problem: "missing" | "changed"
}

/** Compares a manifest with the files as they are now. */
export function checkManifest(manifest: EvidenceManifest, states: readonly ArtefactState[]): ManifestProblem[] {
  const byName = new Map(states.map((state) => [state.name, state.sha256]))
  const required = new Set<string>(artefacts.filter((artefact) => artefact.due === "always").map((artefact) => artefact.name))
  const listed = new Set(manifest.artifacts.map((artefact) => artefact.path))
  // A manifest that does not list what every review leaves behind says nothing good about it.
  const unlisted = [...required].filter((path) => !listed.has(path)).map((path): ManifestProblem => ({ path, problem: "missing" }))
  const problems = manifest.artifacts.flatMap((artefact): ManifestProblem[] => {
    if (artefact.status === "not_applicable" && !required.has(artefact.path)) return []
    const now = byName.get(artefact.path)
    if (artefact.status !== "generated" || now === undefined) return [{ path: artefact.path, problem: "missing" }]
    return now === artefact.sha256 ? [] : [{ path: artefact.path, problem: "changed" }]
  })
  return [...problems, ...unlisted]
}

/** Present over required, 0 to 1. */
export function completeness(manifest: EvidenceManifest): { readonly present: number; readonly required: number } {
  const required = manifest.artifacts.filter((artefact) => artefact.status !== "not_applicable")
  return { present: required.filter((artefact) => artefact.status === "generated").length, required: required.length }
}
