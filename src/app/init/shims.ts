/** The command lines that the check protocol names, as thin Python files that call tipstaff and pass its answer on. */

// TIPSTAFF_BIN first, then the project's own installation, then PATH.
const findTipstaff = `def tipstaff():
    chosen = os.environ.get("TIPSTAFF_BIN")
    if chosen:
        return [chosen]
    local = os.path.join("node_modules", ".bin", "tipstaff.cmd" if os.name == "nt" else "tipstaff")
    if os.path.exists(local):
        return [os.path.abspath(local)]
    found = shutil.which("tipstaff")
    return [found] if found else None
`

interface Shim {
  readonly path: string
  /** What the file is for; its first line. */
  readonly purpose: string
  /** Words put in front of the arguments that the person gave. */
  readonly command: readonly string[]
  /** Prints {status, score, notes} as JSON, as the protocol's own gate scripts do. */
  readonly json?: true
}

const shims: readonly Shim[] = [
  { path: "scripts/validate_prerequisites_SR.py", purpose: "Checks the prerequisites of a security review.", command: ["prerequisites"] },
  { path: "scripts/validate_gate_SR_scans.py", purpose: "Gate 1, Scan Cleanliness.", command: ["gate", "scans"], json: true },
  { path: "scripts/validate_gate_SR_controls.py", purpose: "Gate 2, Manual Control Verification.", command: ["gate", "controls"], json: true },
  { path: "scripts/validate_gate_SR_disposition.py", purpose: "Gate 3, Risk Disposition Integrity.", command: ["gate", "disposition"], json: true },
  { path: "scripts/run_protocol_SR_gates.py", purpose: "Runs every gate; fails when one of them does.", command: ["gate", "all"], json: true },
  { path: "scripts/aggregate_evidence_SR.py", purpose: "Writes the evidence manifest.", command: ["evidence", "aggregate"] },
  { path: "scripts/run_threat_simulations.py", purpose: "Validates the mitigations of the top threats.", command: ["threats", "simulate"] },
]

/** Path and text of every shim. */
export function shimFiles(): { readonly path: string; readonly text: string }[] {
  return shims.map((shim) => ({ path: shim.path, text: shimText(shim) }))
}

function shimText({ purpose, command, json }: Shim): string {
  return `#!/usr/bin/env python3
"""${purpose} Calls tipstaff; holds no rule of its own."""
import os
import shutil
import subprocess
import sys


${findTipstaff}

program = tipstaff()
if program is None:
    sys.stderr.write("tipstaff was not found; install it with: npm install --save-dev tipstaff\\n")
    sys.exit(2)
arguments = sys.argv[1:]
${json ? 'if "--json" not in arguments:\n    arguments.append("--json")\n' : ""}sys.exit(subprocess.run(program + ${JSON.stringify(command)} + arguments).returncode)
`
}

/** The hook that the security file names: scans what is staged, or the tool call that an agent host hands in. */
export const secretScannerPath = ".claude/hooks/scripts/secret-scanner.py"

export function secretScannerText(): string {
  return `#!/usr/bin/env python3
"""Blocks a commit or an agent's write that carries a secret. Calls tipstaff; when it cannot, it blocks."""
import os
import shutil
import subprocess
import sys


${findTipstaff}

program = tipstaff()
if program is None:
    sys.stderr.write("tipstaff was not found, so nothing could be checked: blocked\\n")
    sys.exit(2)
mode = ["check", "--staged"] if "--staged" in sys.argv[1:] else ["check", "--event"]
code = subprocess.run(program + mode).returncode
# Agent hosts block on 2; Git blocks on anything but 0.
sys.exit(0 if code == 0 else 2)
`
}
