import { mkdirSync, writeFileSync } from "node:fs"
import { dirname, join } from "node:path"
import { expect, test } from "vitest"
import { temporaryFolder } from "../../../test/support/repository.ts"
import { loadSecurityFile } from "./load-security.ts"
import { hipaaOf, securityFileTemplate } from "./security-file.ts"

const own = ".claude/security.yaml"

function repository(files: Readonly<Record<string, string>>): string {
  const root = temporaryFolder()
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true })
    writeFileSync(join(root, path), text)
  }
  return root
}

async function loaded(text: string, others: Readonly<Record<string, string>> = {}) {
  const file = await loadSecurityFile(repository({ [own]: text, ...others }))
  return file!.settings
}

/** The error with which a policy is refused. */
async function refused(text: string, others: Readonly<Record<string, string>> = {}): Promise<unknown> {
  return loadSecurityFile(repository({ [own]: text, ...others })).then(
    () => "accepted",
    (thrown: unknown) => thrown,
  )
}

test("[S2.7-1] a repository without the file has no policy of its own", async () => {
  expect(await loadSecurityFile(repository({}))).toBeUndefined()
})

test("[S2.7-3] [S2.7-4] [S2.7-6] [S2.7-7] the template is understood, and says what the seed says", async () => {
  const settings = await loaded(securityFileTemplate)
  expect(settings).toMatchObject({
    version: "1.0",
    extends: "MissionControl/governance/policies/security.md",
    secrets: { detection: "enabled", pre_commit_hook: ".claude/hooks/scripts/secret-scanner.py" },
    drift_check: { enabled: true, environments: ["staging", "production"] },
    hipaa: { enabled: false },
  })
  expect(settings.protected_files.infrastructure).toEqual(expect.arrayContaining(["docker-compose.yml", ".github/workflows/*"]))
  expect(settings.protected_files.database).toEqual(expect.arrayContaining(["alembic/versions/*", "migrations/*"]))
  expect(settings.protected_files.security).toEqual(expect.arrayContaining(["auth/*", ".env.production"]))
})

test("a file that says only its version has the policy's values", async () => {
  expect(await loaded('version: "1.0"\n')).toMatchObject({
    secrets: { detection: "enabled" },
    drift_check: { enabled: true, environments: ["staging", "production"] },
    hipaa: { enabled: false },
  })
})

test("[S2.7-5] own patterns are added to each of the four lists, the policy's stay", async () => {
  const { protected_files: files } = await loaded(
    'version: "1.0"\nprotected_files:\n  infrastructure: [deploy/*, docker-compose.yml]\n  ssot: [data/master.csv]\n',
  )
  expect(files).toEqual({
    infrastructure: [
      "docker-compose.yml",
      "docker-compose.*.yml",
      "Dockerfile*",
      ".github/workflows/*.yml",
      "*.tf",
      "*.tfvars",
      "serverless.yml",
      "deploy/*",
    ],
    database: ["alembic/versions/*.py", "migrations/*.py", "**/schema.prisma", "seeds/*.sql"],
    security: ["**/auth/*", "**/authorization/*", "**/permissions/*", "**/encryption/*", ".env.production", "*.pem", "*.key"],
    ssot: ["data/master.csv"],
  })
})

test.each([
  ["1.0", 1],
  ['"1.1"', 1],
  ['"2"', 1],
  ["null", 1],
])("[S2.7-2] version: %s is refused", async (version, line) => {
  expect(await refused(`version: ${version}\n`)).toMatchObject({
    code: "config/invalid-value",
    file: own,
    line,
    message: expect.stringContaining('must be "1.0"') as string,
  })
})

test("[S2.7-2] a missing version is refused, also in an empty file", async () => {
  expect(await refused("hipaa: {enabled: false}\n")).toMatchObject({ code: "config/invalid-value" })
  expect(await refused("")).toMatchObject({ code: "config/invalid-value" })
})

test.each([
  ["drift_check:\n  enviroments: [staging]\n", 3, "unknown key drift_check.enviroments, did you mean environments?"],
  ["secretz:\n  detection: enabled\n", 2, "unknown key secretz, did you mean secrets?"],
  ["protected_files:\n  ssot: []\n  databse: []\n", 4, "unknown key protected_files.databse, did you mean database?"],
  ["compliance:\n  hippa: true\n  hipaa: true\n", 3, "unknown key compliance.hippa, did you mean hipaa?"],
  ["zzzzzzzz: 1\n", 2, "unknown key zzzzzzzz"],
])("[S2.7-8] a typo is an error with its line and a suggestion: %j", async (text, line, message) => {
  expect(await refused(`version: "1.0"\n${text}`)).toMatchObject({
    code: "config/unknown-key",
    file: own,
    line,
    message: expect.stringContaining(`line ${line}: ${message}`) as string,
  })
})

test("every problem of a file is named, in the order of its lines", async () => {
  expect(await refused('version: "1.0"\nhipaa:\n  enabled: maybe\nsecrets:\n  detection: on\n  hook: x\n')).toMatchObject({
    code: "config/unknown-key",
    line: 3,
    message: expect.stringMatching(/line 3: hipaa\.enabled.*line 5: secrets\.detection.*line 6: unknown key secrets\.hook/) as string,
  })
})

test.each([
  ["secrets: {detection: disabled}\n", "secrets.detection: enabled"],
  ["drift_check: {enabled: false}\n", "drift_check.enabled: true"],
  ["drift_check: {environments: [staging]}\n", "drift_check.environments"],
  ["drift_check: {environments: []}\n", "drift_check.environments"],
])("[SX.1-5] [S2.7-3] %j loosens and is refused with the parent's rule named", async (text, rule) => {
  expect(await refused(`version: "1.0"\n${text}`)).toMatchObject({
    code: "policy/loosened",
    file: own,
    line: 2,
    message: expect.stringContaining(`loosens the rule "${rule}" of MissionControl/governance/policies/security.md`) as string,
  })
})

test("[S2.7-6] a further environment is a tightening", async () => {
  expect((await loaded('version: "1.0"\ndrift_check: {environments: [staging, production, canary]}\n')).drift_check.environments).toEqual([
    "staging",
    "production",
    "canary",
  ])
})

const parent = 'version: "1.0"\nhipaa: {enabled: true}\ndrift_check: {environments: [staging, production, canary]}\nprotected_files: {ssot: [a]}\n'

test("[S2.7-3] a child that says nothing inherits what its parent says; lists are joined along the chain", async () => {
  const settings = await loaded('version: "1.0"\nextends: team.yaml\nprotected_files: {ssot: [b, a]}\n', {
    ".claude/team.yaml": 'version: "1.0"\nextends: ../policy/parent.yaml\n',
    "policy/parent.yaml": parent,
  })
  expect(settings).toMatchObject({
    hipaa: { enabled: true },
    drift_check: { environments: ["staging", "production", "canary"] },
    protected_files: { ssot: ["a", "b"] },
  })
})

test.each([
  ["hipaa: {enabled: false}\n", "hipaa.enabled: true"],
  ["compliance: {hipaa: false}\n", "hipaa.enabled: true"],
  ["drift_check: {environments: [staging, production]}\n", "drift_check.environments"],
])("[SX.1-5] what the parent switched on stays on: %j", async (text, rule) => {
  expect(await refused(`version: "1.0"\nextends: parent.yaml\n${text}`, { ".claude/parent.yaml": parent })).toMatchObject({
    code: "policy/loosened",
    message: expect.stringContaining(`"${rule}" of parent.yaml`) as string,
  })
})

test("[SX.1-5] a parent cannot loosen on its child's behalf", async () => {
  expect(
    await refused('version: "1.0"\nextends: parent.yaml\n', {
      ".claude/parent.yaml": 'version: "1.0"\nsecrets: {detection: disabled}\n',
    }),
  ).toMatchObject({ code: "policy/loosened", file: "parent.yaml", line: 2 })
})

test.each([
  ["a missing parent", "parent.yaml", {}, "policy/parent-missing"],
  ["itself", "security.yaml", {}, "policy/parent-loop"],
  [
    "a loop",
    "a.yaml",
    { ".claude/a.yaml": 'version: "1.0"\nextends: b.yaml\n', ".claude/b.yaml": 'version: "1.0"\nextends: a.yaml\n' },
    "policy/parent-loop",
  ],
  [
    "a chain without end",
    "p0.yaml",
    Object.fromEntries(Array.from({ length: 12 }, (_, index) => [`.claude/p${index}.yaml`, `version: "1.0"\nextends: p${index + 1}.yaml\n`])),
    "policy/parent-loop",
  ],
  ["a file outside of the repository", "../../outside.yaml", {}, "file/outside"],
  ["an absolute path", "/etc/passwd", {}, "file/outside"],
  ["a parent with a typo", "a.yaml", { ".claude/a.yaml": 'version: "1.0"\nhippa: {}\n' }, "config/unknown-key"],
])("[S2.7-3] extending %s is an error", async (_name, name, others, code) => {
  expect(await refused(`version: "1.0"\nextends: ${name}\n`, others as Record<string, string>)).toMatchObject({ code })
})

test.each([
  ["hipaa: {enabled: true}\n", true],
  ["compliance: {hipaa: true}\n", true],
  ["compliance: {hipaa: true}\nhipaa: {enabled: true}\n", true],
  ["compliance: {hipaa: false}\n", false],
  ["", false],
])("[S2.6-1] [S2.7-7] either spelling switches HIPAA on: %j", async (text, on) => {
  expect(hipaaOf(await loaded(`version: "1.0"\n${text}`))).toBe(on)
})

test.each([["compliance: {hipaa: false}\nhipaa: {enabled: true}\n"], ["hipaa: {enabled: false}\ncompliance: {hipaa: true}\n"]])(
  "[S2.6-1] two spellings that disagree are reported with both lines: %j",
  async (text) => {
    expect(await refused(`version: "1.0"\n${text}`)).toMatchObject({
      code: "config/invalid-value",
      file: own,
      line: 3,
      message: expect.stringMatching(/line 2.*line 3|line 3.*line 2/) as string,
    })
  },
)

test("[S2.6-1] a marked repository has the six patterns unless it names its own", async () => {
  expect((await loaded('version: "1.0"\ncompliance: {hipaa: true}\n')).compliance?.phi_patterns).toEqual([
    "patient_name",
    "date_of_birth",
    "ssn",
    "medical_record",
    "diagnosis",
    "treatment",
  ])
  expect((await loaded('version: "1.0"\ncompliance: {hipaa: true, phi_patterns: [mrn]}\n')).compliance?.phi_patterns).toEqual(["mrn"])
})
