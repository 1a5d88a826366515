/** Gate 2, Manual Control Verification: every critical control is marked `Verified`, in exactly that word. */
import { waiverFor, type ActiveWaiver, type GateResult } from "./gate.ts"

/** The four controls the gate names; each must be assessed and can not be left out as not applicable. */
export const gateControls = ["authentication", "authorization", "data protection", "secrets management"] as const

export interface AssessedControl {
  readonly name: string
  readonly critical: boolean
  /** The word in the assessment, unchanged. */
  readonly status: string
}

export interface ControlsGateFacts {
  /** Undefined when there is no assessment. */
  readonly controls: readonly AssessedControl[] | undefined
  readonly waivers: readonly ActiveWaiver[]
}

const unanswered = new Set(["", "Not Assessed"])

export function gateControlsVerified(facts: ControlsGateFacts): GateResult {
  const controls = facts.controls ?? []
  const absent = gateControls.filter((name) => !controls.some((control) => control.name === name))
  const judged = controls.filter((control) => control.critical || isGateControl(control.name))
  const failing = judged.filter((control) => !isInOrder(control))
  const open = failing.filter((control) => unanswered.has(control.status))
  const refused = failing.length > open.length
  const total = judged.length + absent.length
  return {
    gate: "Manual Control Verification",
    outcome: refused ? "fail" : absent.length > 0 || open.length > 0 ? "not_run" : "pass",
    score: total === 0 ? 0 : (judged.length - failing.length) / total,
    criteria: "All critical controls verified.",
    actual: describe(failing, absent),
    requiredAction: "Implement control fix or compensating control, then rerun assessment.",
    notes: [
      ...absent.map((name) => `${name}: missing from the assessment`),
      ...failing.map((control) =>
        unanswered.has(control.status) ? `${control.name}: not assessed` : `${control.name}: marked "${control.status}", not "Verified"`,
      ),
    ],
    waiver: refused && absent.length === 0 && open.length === 0 ? waiverFor("Manual Control Verification", facts.waivers) : undefined,
  }
}

function isGateControl(name: string): boolean {
  return (gateControls as readonly string[]).includes(name)
}

function isInOrder(control: AssessedControl): boolean {
  if (control.status === "Verified") return true
  return control.status === "Not Applicable" && !isGateControl(control.name)
}

function describe(failing: readonly AssessedControl[], absent: readonly string[]): string {
  const names = [...absent, ...failing.map((control) => control.name)]
  return names.length === 0 ? "All critical controls verified." : `Not verified: ${names.join(", ")}.`
}
