/** Test material only: one report with everything a format must show, and with names that try to break it. */
import type { SecretFinding, SecretReport } from "../report.ts"

const first = {
  rule: "github-pat-classic",
  rules: ["github-pat-classic", "policy-7"],
  tag: "extended",
  provider: "GitHub",
  title: "GitHub personal access token",
  path: "src/deploy.ts",
  line: 12,
  column: 18,
  endLine: 12,
  endColumn: 58,
  masked: "ghp_… (40 characters)",
  fingerprint: "3f".repeat(32),
  confidence: "high",
  severity: "critical",
  envVar: "GITHUB_TOKEN",
  remediation: "Revoke the token under Settings, Developer settings, and issue a new one with fewer rights.",
  help: "https://docs.example.org/tokens",
  decoded: [],
} satisfies SecretFinding

const password: SecretFinding = {
  ...first,
  rule: "generic-quoted",
  rules: ["generic-quoted"],
  provider: "generic",
  title: "Password or secret",
  masked: "hu… (14 characters)",
  confidence: "medium",
  severity: "medium",
  envVar: "DB_PASSWORD",
  remediation: "Remove the value and read it from the environment.",
}

/** A line break, the end of a CDATA section, an escape sequence, a right-to-left override and half a surrogate pair. */
export const hostileName = "=cmd|' /C calc'!A0/\u001b[2J]]>&<b a=\"1\">\n::error::x\u202e\ud800\ufffe%2e#?.env"

export const madeUpReport: SecretReport = {
  findings: [
    { ...first, inHistory: true },
    { ...password, path: "src/deploy.ts", line: 3, column: 5, endLine: 3, endColumn: 19, fingerprint: "a1".repeat(32), inHistory: false },
    {
      ...password,
      path: hostileName,
      line: 1,
      column: 1,
      endLine: 9,
      endColumn: 2,
      fingerprint: "b2".repeat(32),
      confidence: "low",
      severity: "low",
      decoded: ["base64", "hex"],
      commit: { id: "0123456789abcdef0123456789abcdef01234567", author: 'Mallory\u001b]0;owned\u0007, "M"', date: "2026-11-20T10:00:00Z" },
    },
  ],
  scanned: { files: 1204, bytes: 8_412_345 },
  notScanned: [
    { path: "backup/all data.zip", reason: "the archive is encrypted" },
    { path: `locked/${hostileName}`, reason: "it could not be opened: EACCES \u009b31m" },
    ...Array.from({ length: 20 }, (_, index) => ({ path: `deep/${index + 1}.tar`, reason: "archives inside archives go too deep" })),
  ],
  setAside: { allowed: 2, suppressed: 1, baseline: 14, imported: 3 },
  leftOut: [
    { pattern: "vendor/**", reason: "third-party, reviewed there", files: 1310 },
    { pattern: "x\u202e\n::error::*", reason: "\u001b[2J]]>&", files: 1 },
  ],
  notes: ["src/old.ts:4: the comment tipstaff:allow ended on 2026-10-01", "src/\u2066x.ts:1: the comment tipstaff:allow gives no reason"],
}

export const cleanReport: SecretReport = {
  findings: [],
  scanned: { files: 1, bytes: 812 },
  notScanned: [],
  setAside: { allowed: 0, suppressed: 0, baseline: 0, imported: 0 },
  leftOut: [],
  notes: [],
}
