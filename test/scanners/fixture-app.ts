/** A small application with known weaknesses, written to a temporary folder; its secret is made at run time. */
import { mkdir, mkdtemp, realpath, writeFile } from "node:fs/promises"
import { randomInt } from "node:crypto"
import { tmpdir } from "node:os"
import { dirname, join } from "node:path"
import type { ScanTarget } from "../../src/domain/scans/engine.ts"

export interface FixtureApp {
  readonly root: string
  readonly target: ScanTarget
  readonly secret: string
  readonly password: string
}

const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"

/** Of the form of a GitHub personal access token, and of no account. */
function madeUpToken(): string {
  return `${["gh", "p_"].join("")}${Array.from({ length: 36 }, () => alphabet[randomInt(alphabet.length)]).join("")}`
}

const rules = `rules:
  - id: code-from-input
    languages: [javascript]
    severity: ERROR
    message: Text from outside is run as code.
    pattern: eval(...)
    metadata:
      cwe: ["CWE-95: Eval Injection"]
      owasp: ["A03:2021 - Injection"]
      confidence: HIGH
  - id: loose-comparison
    languages: [javascript]
    severity: INFO
    message: Values of different types compare equal.
    pattern: $A == $B
`

function files(secret: string, password: string): Record<string, string> {
  return {
    "src/calculate.js": `export function calculate(request) {\n  if (request.kind == "sum") return 0\n  return eval(request.formula) // nosemgrep\n}\n`,
    "src/plain.js": `export const answer = 42\n`,
    "tests/again.js": `eval("1 + 1")\n`,
    "service/worker.py": `import pickle\nimport subprocess\n\n\ndef work(name, state):\n    subprocess.call("ls " + name, shell=True)  # nosec\n    return pickle.loads(state)\n`,
    "service/settings.py": `password = "${password}"\n`,
    "deploy/token.txt": `upload_token = "${secret}" # gitleaks:allow\n`,
    "requirements.txt": "tipstaff-sample-package==1.0.0\n",
    "package.json": `{"name":"sample","version":"1.0.0","dependencies":{"tipstaff-left":"1.0.0"}}\n`,
    "package-lock.json": JSON.stringify(
      {
        name: "sample",
        version: "1.0.0",
        lockfileVersion: 3,
        requires: true,
        packages: {
          "": { name: "sample", version: "1.0.0", dependencies: { "tipstaff-left": "1.0.0" } },
          "node_modules/tipstaff-left": { version: "1.0.0" },
          "node_modules/tipstaff-right": { version: "2.0.0", dev: true },
        },
      },
      undefined,
      2,
    ),
    "infra/main.tf": `resource "aws_s3_bucket" "store" {\n  #checkov:skip=CKV_AWS_18:no log is wanted\n  bucket = "store"\n}\n`,
    // What the author of a hostile change would write to make the scanners look away.
    ".semgrepignore": "*\n",
    ".semgrep.yml": rules,
    ".gitleaksignore": "deploy/token.txt:github-pat:1\n",
    ".gitleaks.toml": `[allowlist]\npaths = ['''.*''']\n`,
    ".bandit": "[bandit]\nskips = B301,B602\n",
    "osv-scanner.toml": `[[IgnoredVulns]]\nid = "TIPSTAFF-2026-0001"\nreason = "no"\n`,
    ".checkov.yaml": "skip-check:\n  - CKV_AWS_18\n  - CKV_AWS_20\n",
  }
}

/** The caller removes the folder. */
export async function makeFixtureApp(extra: Readonly<Record<string, string>> = {}): Promise<FixtureApp> {
  const root = await realpath(await mkdtemp(join(tmpdir(), "tipstaff-fixture-")))
  const secret = madeUpToken()
  const password = `pw-${randomInt(1e9, 1e10)}`
  const content = { ...files(secret, password), ...extra }
  for (const [path, text] of Object.entries(content)) {
    await mkdir(dirname(join(root, path)), { recursive: true })
    await writeFile(join(root, path), text)
  }
  const listed = Object.entries(content)
    .map(([path, text]) => ({ path, size: Buffer.byteLength(text) }))
    .sort((a, b) => (a.path < b.path ? -1 : 1))
  return { root, secret, password, target: { root, files: listed, digest: "c0ffee".repeat(6) + "c0ff" } }
}
