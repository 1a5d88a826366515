/** The tour's five acts: every file that they write and every command that they run. `tour.mjs` shows them, a test pins them. */
import { spawnSync } from "node:child_process"
import { createHash, randomBytes } from "node:crypto"
import { cpSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { fileURLToPath } from "node:url"

const project = fileURLToPath(new URL("..", import.meta.url))
const storefront = join(project, "examples", "storefront")
const evidence = ".artifacts/review-security"
const product = join(project, "dist", "tipstaff.js")
export const verifier = join(project, "verify", "cli.mjs")
export const certificateFile = `${evidence}/security-approval-certificate.dsse.json`

const people = [
  { id: "dana", name: "Dana Developer", email: "dana@storefront.example", roles: ["security.ops"] },
  { id: "rosa", name: "Rosa Reviewer", email: "rosa@storefront.example", roles: ["security.ops", "security.lead"] },
  { id: "carl", name: "Carl Chief", email: "carl@storefront.example", roles: ["coo", "compliance.officer", "product.owner"] },
]

/**
 * A tour in an empty folder. `say` gets lines for people; `step` gets each command with its answer. Nothing outside of the
 * folder is written.
 */
export function openTour({ folder, say, step }) {
  const shop = join(folder, "storefront")
  const passphrase = join(folder, "passphrase")
  const env = { ...process.env, TIPSTAFF_PASSPHRASE_FILE: passphrase, NO_COLOR: "1" }
  for (const name of ["GITHUB_STEP_SUMMARY", "TIPSTAFF_BIN", "GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE"]) delete env[name]
  const run = (shown, program, args, options = {}) => {
    const answer = spawnSync(program, args, {
      cwd: options.cwd ?? shop,
      env: { ...env, ...options.env },
      encoding: "utf8",
      maxBuffer: 64 * 1024 * 1024,
    })
    if (answer.error) throw answer.error
    const done = { command: shown, exitCode: answer.status, stdout: answer.stdout, stderr: answer.stderr }
    if (options.quiet !== true) step(done, options.show ?? (() => true))
    return done
  }
  return {
    folder,
    shop,
    say,
    env,
    passphrase,
    /** Everybody works with a state folder of their own, as on a machine of their own; most of it is Rosa's work. */
    tipstaff: (args, { as = "rosa", ...options } = {}) =>
      run(`${as}$ tipstaff ${words(args)}`, process.execPath, [product, ...args], {
        ...options,
        env: { TIPSTAFF_STATE_DIR: join(folder, "machines", as), ...options.env },
      }),
    verify: (args, options) => run(`$ node verify/cli.mjs ${words(args)}`, process.execPath, [verifier, ...args], options),
    git: (args, options) => mustWork(run(`dana$ git ${words(args)}`, "git", args, { show: () => false, ...options })),
    read: (path) => readFileSync(join(shop, path), "utf8"),
    write: (path, text) => writeFileSync(join(shop, path), text),
  }
}

function words(args) {
  return args.map((arg) => (/^[\w@%+=:,./-]+$/.test(arg) ? arg : JSON.stringify(arg))).join(" ")
}

function mustWork(done) {
  if (done.exitCode !== 0) throw new Error(`${done.command} ended with ${done.exitCode}: ${done.stderr}`)
  return done
}

function commit(tour, message) {
  tour.git(["add", "--all", "."], { quiet: true })
  tour.git(["commit", "--quiet", `--message=${message}`])
}

const full = (line) => /^ {2}(?:REJECT|APPROVE|[✓✗?–] |F-|Next)|HALTED/.test(line)
const brief = (line) => /^ {2}(?:REJECT|APPROVE|Next)|HALTED/.test(line)

function review(tour, show) {
  return tour.tipstaff(["review", "--offline", "--quiet"], { show })
}

/** The review of the weak application, with a key that exists for this tour alone. */
function actOne(tour) {
  writeFileSync(tour.passphrase, `${randomBytes(18).toString("base64url")}\n`, { mode: 0o600 })
  cpSync(join(storefront, "app"), tour.shop, { recursive: true })
  const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"
  const key = `AKIA${[...randomBytes(16)].map((byte) => letters[byte % 32]).join("")}`
  mkdirSync(join(tour.shop, "api"), { recursive: true })
  tour.write("api/settings.py", `BUCKET = "storefront-invoices"\nAWS_ACCESS_KEY_ID = "${key}"\n`)
  tour.git(["init", "--quiet", "--initial-branch=main"])
  tour.git(["config", "user.name", people[0].name], { quiet: true })
  tour.git(["config", "user.email", people[0].email], { quiet: true })
  tour.git(["config", "commit.gpgsign", "false"], { quiet: true })
  tour.write(".gitignore", ".artifacts/\nClaude/\n")
  commit(tour, "Add the shop")
  const reviewed = review(tour, full)
  const listed = tour.tipstaff(["findings", "list", "--json"], { quiet: true })
  return { reviewed, key, findings: JSON.parse(listed.stdout).findings }
}

/** The corrected files; the key is gone from the tree, and still has to be rotated. */
function actTwo(tour) {
  cpSync(join(storefront, "fixed"), tour.shop, { recursive: true })
  rmSync(join(tour.shop, "api", "settings.py"))
  commit(tour, "Correct what the review found")
  const reviewed = review(tour, full)
  const tasks = join(tour.shop, evidence, "emergency-rotation")
  for (const name of readdirSync(tasks)) {
    const task = readFileSync(join(tasks, name), "utf8")
    writeFileSync(
      join(tasks, name),
      task.replace('rotated_at: ""', `rotated_at: "${new Date().toISOString()}"`).replace('rotated_by: ""', "rotated_by: Rosa Reviewer"),
    )
    tour.say(`Rosa rotates the key at its issuer and says so in ${evidence}/emergency-rotation/${name}.`)
  }
  return { reviewed, again: review(tour, brief) }
}

/** Everything that people bring: inputs, keys, scope, opening approvals, owners and plans, the assessment. */
async function actThree(tour) {
  cpSync(join(storefront, "inputs"), tour.shop, { recursive: true, filter: (path) => !path.endsWith("compliance-requirements.csv") })
  writeFileSync(
    join(tour.shop, "compliance-requirements.xlsx"),
    await workbook(readFileSync(join(storefront, "inputs", "compliance-requirements.csv"), "utf8")),
  )
  tour.say("The inputs of the review are in place, among them a workbook of requirements.")
  const keys = people.map((person) => {
    mustWork(tour.tipstaff(["keys", "new", person.id], { as: person.id, show: () => false }))
    return JSON.parse(tour.tipstaff(["keys", "show", person.id, "--json"], { as: person.id, quiet: true }).stdout)
  })
  writeAdvisories(join(tour.folder, "advisories"))
  writeDynamicScan(tour)
  tour.write("tipstaff.yaml", settings(tour.read("tipstaff.yaml"), keys))
  tour.say("tipstaff.yaml names the people, an advisory mirror and the report of a dynamic scan.")
  commit(tour, "Add the inputs of the review")
  const before = tour.tipstaff(["prerequisites"], { show: (line) => /^ {2}[✗?]|missing|All/.test(line) })

  const intake = `${evidence}/intake.yaml`
  tour.write(
    intake,
    tour
      .read(intake)
      .replace('environment: ""', "environment: production")
      .replace("regulatory_scope: []", "regulatory_scope: [SOC2, GDPR]")
      .replace("customer_data: null", "customer_data: true")
      .replace("new_data_residency: null", "new_data_residency: false")
      .replace("auth_architecture_change: null", "auth_architecture_change: false")
      .replace('infrastructure_access: ""', 'infrastructure_access: "Rosa, read-only"')
      .replace('confirmed_by: ""', "confirmed_by: Rosa Reviewer"),
  )
  tour.say(`Rosa confirms the scope in ${intake}.`)
  const id = JSON.parse(tour.read(`${evidence}/review.json`)).id
  for (const [as, kind, role, opening] of [
    ["rosa", "initiate", "security.lead", "AUTHORIZE REVIEW"],
    ["carl", "regulatory-scope", "compliance.officer", "ACKNOWLEDGE REGULATORY SCOPE OF"],
    ["carl", "exposure", "product.owner", "CONFIRM EXPOSURE AND RISK PROFILE OF"],
  ]) {
    mustWork(tour.tipstaff(["approve", "--kind", kind, "--role", role, "--phrase", `${opening} ${id}`], { as }))
  }
  const after = tour.tipstaff(["prerequisites"], { show: (line) => /missing|All/.test(line) })

  const unplanned = review(tour, full)
  const open = JSON.parse(tour.tipstaff(["findings", "list", "--json"], { quiet: true }).stdout).findings
  for (const { id: finding, class: name } of open) {
    const plan = plans[name]
    if (plan !== undefined)
      mustWork(
        tour.tipstaff(["findings", "set", finding, "--owner", "Dana Developer", "--plan", plan, "--rollback", "go back to the tagged release"]),
      )
  }
  const answers = join(tour.folder, "answers.yaml")
  writeFileSync(answers, readFileSync(join(storefront, "answers.yaml"), "utf8").replaceAll("DAY", new Date().toISOString().slice(0, 10)))
  const assessed = tour.tipstaff(["assess", "--answers", answers], { show: (line) => /^ {2}[✓✗?]|Next/.test(line) })
  return { before, after, unplanned, open, assessed, reviewed: review(tour, full) }
}

/** What the owner means to do, by the class of the finding. */
const plans = { dependencies: "take the corrected release and run the shop's tests", dast: "set the header at the edge" }

/** One person approves, another issues the certificate; the author of the change can do neither. */
function actFour(tour) {
  const id = JSON.parse(tour.read(`${evidence}/review.json`)).id
  const phrase = `APPROVE REVIEW ${id}`
  const early = tour.tipstaff(["certificate", "issue", "--offline"])
  const yes = tour.tipstaff(["approve", "--role", "coo", "--offline", "--phrase", "yes"], { as: "carl" })
  const own = tour.tipstaff(["approve", "--role", "security.ops", "--offline", "--phrase", phrase], { as: "dana" })
  const approved = tour.tipstaff(["approve", "--role", "coo", "--offline", "--phrase", phrase], { as: "carl" })
  const reviewed = review(tour, brief)
  const issued = tour.tipstaff(["certificate", "issue", "--offline"])
  return { early, yes, own, approved, reviewed, issued }
}

/** The certificate leaves the machine: the offline verifier takes it for this commit, and for nothing else. */
function actFive(tour) {
  const trust = join(tour.folder, "trust.json")
  writeFileSync(trust, mustWork(tour.tipstaff(["trust", "export"], { show: () => false })).stdout)
  const head = tour.git(["rev-parse", "HEAD"], { quiet: true }).stdout.trim()
  const check = (options = {}) =>
    tour.verify(
      [
        options.file ?? certificateFile,
        "--trust",
        trust,
        "--commit",
        options.commit ?? head,
        ...(options.at === undefined ? [] : ["--at", options.at]),
      ],
      { show: options.show ?? reasons },
    )
  const verified = tour.tipstaff(["certificate", "verify", certificateFile])
  const accepted = check({ show: () => true })
  const other = check({ commit: createHash("sha1").update(head).digest("hex") })
  const late = check({ at: new Date(Date.now() + 91 * 86_400_000).toISOString() })
  const artefact = `${evidence}/findings-register.csv`
  const register = tour.read(artefact)
  tour.write(artefact, register.replace("high", "info"))
  tour.say(`Somebody makes a finding look harmless in ${artefact}.`)
  const edited = check()
  tour.write(artefact, register)
  const revoked = tour.tipstaff(["certificate", "revoke", certificateFile, "--reason", "the tour is over"], { as: "carl" })
  const gone = check()
  return { verified, accepted, other, late, edited, revoked, gone, head, trust }
}

const reasons = (line) => /^certificate\/|^the certificate/.test(line)

export const acts = [
  { name: "one", title: "The review says no", run: actOne },
  { name: "two", title: "The files are corrected, and nobody has assessed anything", run: actTwo },
  { name: "three", title: "People do their part", run: actThree },
  { name: "four", title: "One approves, another certifies", run: actFour },
  { name: "five", title: "Anyone can check it", run: actFive },
]

function settings(before, keys) {
  const list = people.map(({ id, name, email, roles }, index) => {
    const key = keys[index]
    return `  - id: ${id}\n    name: ${name}\n    email: ${email}\n    roles: [${roles.join(", ")}]\n    keys:\n      - { id: ${JSON.stringify(key.id)}, publicKey: ${JSON.stringify(key.publicKey)} }\n`
  })
  const scans = `${before.trimEnd()}\n  dast:\n    zap:\n      - { report: ${zapReport}, site: "https://staging.storefront.example" }\n`
  return `${scans}review:\n  profile: sr\ndependencies:\n  advisories: ../advisories\npeople:\n${list.join("")}`
}

const zapReport = "zap-report.json"

/** A report as ZAP writes it, of a scan that ended a moment ago. */
function writeDynamicScan(tour) {
  const alert = {
    pluginid: "10038",
    alertRef: "10038-1",
    name: "Content Security Policy (CSP) Header Not Set",
    riskcode: "2",
    confidence: "3",
    desc: "The answer carries no content security policy.",
    solution: "Set the header at the edge.",
    cweid: "693",
    instances: [{ uri: "https://staging.storefront.example/products", method: "GET" }],
  }
  const report = {
    "@programName": "ZAP",
    "@version": "2.16.0",
    created: new Date(Date.now() - 60_000).toISOString(),
    site: [{ "@name": "https://staging.storefront.example", alerts: [alert] }],
  }
  tour.write(zapReport, `${JSON.stringify(report, undefined, 2)}\n`)
}

/** A mirror with two advisories in OSV's form. Both are made up: one meets the shop's express, the other nothing. */
function writeAdvisories(folder) {
  const modified = new Date(Date.now() - 3_600_000).toISOString()
  const advisory = (id, ecosystem, name, fixed) => ({
    schema_version: "1.6.0",
    id,
    modified,
    published: modified,
    summary: "Made up for the tour: a crafted request can use up memory",
    affected: [{ package: { ecosystem, name }, ranges: [{ type: "SEMVER", events: [{ introduced: "0" }, { fixed }] }] }],
    database_specific: { severity: "HIGH" },
  })
  for (const [ecosystem, id, name, fixed] of [
    ["npm", "TOUR-2026-0001", "express", "4.99.0"],
    ["PyPI", "TOUR-2026-0002", "pyyaml", "0.0.1"],
  ]) {
    mkdirSync(join(folder, ecosystem), { recursive: true })
    const file = advisory(id, ecosystem, name, fixed)
    if (ecosystem === "PyPI") file.affected[0].ranges[0].type = "ECOSYSTEM"
    writeFileSync(join(folder, ecosystem, `${id}.json`), JSON.stringify(file))
  }
}

/** The table as a workbook, written by the product's own writer. */
async function workbook(csv) {
  const { tsImport } = await import("tsx/esm/api")
  const { writeXlsx } = await tsImport("../src/platform/xlsx.ts", import.meta.url)
  const rows = csv
    .trim()
    .split("\n")
    .map((line) => line.split(","))
  return writeXlsx([{ name: "Requirements", rows }])
}
