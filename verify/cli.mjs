#!/usr/bin/env node
/** `tipstaff-verify`: checks a certificate offline. Exit 0 it holds, 1 it does not, 2 it could not be checked. */
import { readFileSync, realpathSync } from "node:fs"
import { dirname, join } from "node:path"
import { parseArgs } from "node:util"
import { verifyCertificate } from "./verify.mjs"

const usage = `usage: tipstaff-verify CERTIFICATE --trust FILE (--commit SHA | --subject DIGEST) [options]

  --trust FILE         people and keys you trust, from: tipstaff trust export
  --commit SHA         the full commit id that is about to be used
  --subject DIGEST     or the SHA-256 of the release package
  --evidence DIR       folder of the artefacts; default: the certificate's own
  --without-evidence   compare no artefacts, and say so
  --revocations DIR    folder of revocations; default: revocations/ in the evidence folder
  --at TIME            judge as of this time, for example 2026-11-20T12:00:00Z; default: now
  --json               print the answer as JSON
`

function main() {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      trust: { type: "string" },
      commit: { type: "string" },
      subject: { type: "string" },
      evidence: { type: "string" },
      "without-evidence": { type: "boolean" },
      revocations: { type: "string" },
      at: { type: "string" },
      json: { type: "boolean" },
      help: { type: "boolean", short: "h" },
    },
  })
  if (values.help) {
    process.stdout.write(usage)
    return 0
  }
  const [file, ...rest] = positionals
  if (file === undefined || rest.length > 0 || values.trust === undefined) throw new Error(`name one certificate and --trust FILE\n\n${usage}`)
  const at = values.at === undefined ? Date.now() : Date.parse(values.at)
  if (Number.isNaN(at)) throw new Error(`--at ${values.at} is not a time`)
  const folder = values.evidence ?? dirname(realpathSync(file))
  const answer = verifyCertificate(readFileSync(file), {
    trust: readFileSync(values.trust),
    at,
    ...(values.commit === undefined ? {} : { commit: values.commit }),
    ...(values.subject === undefined ? {} : { subject: values.subject }),
    evidence: values["without-evidence"] ? "skip" : folder,
    revocations: values.revocations ?? join(folder, "revocations"),
  })
  process.stdout.write(values.json ? `${JSON.stringify({ schema: "tipstaff.certificate-verification/1", ...answer }, null, 2)}\n` : describe(answer))
  return { pass: 0, fail: 1, not_run: 2 }[answer.outcome]
}

function describe(answer) {
  const lines = answer.checks.map((check) => `${check.outcome.padEnd(15)}${check.name.padEnd(12)}${clean(check.detail)}`)
  for (const path of answer.unlisted.slice(0, 20)) lines.push(`not covered    ${clean(path)}`)
  for (const reason of answer.reasons) lines.push(`${reason.code}: ${clean(reason.message)}`)
  for (const condition of answer.review?.conditions ?? [])
    lines.push(`condition      ${clean(`${condition.text} (${condition.owner}, due ${condition.due})`)}`)
  const verdict = { pass: "the certificate holds", fail: "the certificate does not hold", not_run: "the certificate could not be checked completely" }
  return `${[...lines, verdict[answer.outcome]].join("\n")}\n`
}

/** Text from the certificate must not move the cursor or colour the screen. */
function clean(text) {
  return text.replace(/[^\P{C}]/gu, (character) => `\\u{${character.codePointAt(0).toString(16)}}`)
}

try {
  process.exitCode = main()
} catch (error) {
  process.stderr.write(`tipstaff-verify: ${clean(error.message).replaceAll("\\u{a}", "\n")}\n`)
  process.exitCode = 2
}
