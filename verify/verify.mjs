/**
 * Decides offline whether a Tipstaff certificate holds. Only Node.js, no dependencies, no network.
 *
 * Written apart from the product that issues the certificates, so that the two check one another. The format and every
 * code are described in docs/certificate.md.
 */
import { createHash, createPublicKey, verify as verifySignature } from "node:crypto"
import { closeSync, constants, fstatSync, lstatSync, openSync, readdirSync, readFileSync, readSync } from "node:fs"
import { join } from "node:path"

const reviewField = "https://tipstaff.dev/review/v1"
const limits = { bytes: 4 * 1024 * 1024, depth: 200, text: 4000, list: 20_000, approvals: 1000, facts: 256 * 1024, skewMs: 300_000 }
const issuers = new Set(["security.ops", "security.lead", "coo"])
const waivers = new Set(["security.lead", "security.ops", "coo"])
const revokers = new Set(["security.ops", "coo"])
const level = { APPROVE: "TIPSTAFF_REVIEW_APPROVED", "APPROVE WITH CONDITIONS": "TIPSTAFF_REVIEW_APPROVED_WITH_CONDITIONS" }
const phrases = {
  initiate: "AUTHORIZE REVIEW",
  "regulatory-scope": "ACKNOWLEDGE REGULATORY SCOPE OF",
  exposure: "CONFIRM EXPOSURE AND RISK PROFILE OF",
  disposition: "APPROVE REVIEW",
  waiver: "WAIVE GATE",
  acceptance: "ACCEPT RISK",
  override: "OVERRIDE REJECTION OF",
  "legal-consult": "LEGAL CONSULTED ON",
  "condition-close": "CLOSE CONDITION",
  exception: "GRANT EXCEPTION",
}
const stillInForce = new Set(["disposition", "override", "waiver", "acceptance", "exception"])
const checkNames = ["envelope", "signature", "statement", "issuer", "time", "subject", "approvals", "gates", "evidence", "revocation"]

/** What a certificate fails with. */
class Fault extends Error {
  constructor(code, message) {
    super(message)
    this.code = code
  }
}

/** The trust file cannot be used: nothing can be said about any certificate. */
export class TrustError extends Error {
  constructor(message) {
    super(message)
    this.code = "identity/trust-invalid"
  }
}

/**
 * @param {Uint8Array} envelope content of security-approval-certificate.dsse.json
 * @param {{ trust: Uint8Array, at: number, commit?: string, subject?: string, evidence?: string | "skip", revocations?: string }} options
 *   `trust` is the content of the trust file, `at` milliseconds since the epoch, `evidence` and `revocations` are folders.
 */
export function verifyCertificate(envelope, options) {
  const people = readTrust(options.trust)
  const found = new Map()
  const reasons = []
  const report = { outcome: "fail", checks: [], reasons, unlisted: [] }
  // A check states its faults, one by one or by throwing the only one, or answers with an outcome of its own.
  const check = (name, work) => {
    const messages = []
    const fault = (code, message) => {
      reasons.push({ code: `certificate/${code}`, message })
      messages.push(message)
    }
    let answer
    try {
      answer = work(fault)
    } catch (error) {
      if (!(error instanceof Fault)) throw error
      fault(error.code, error.message)
    }
    found.set(name, messages.length > 0 ? { outcome: "fail", detail: messages.join("; ") } : (answer ?? { outcome: "pass", detail: "" }))
  }
  const finish = () => {
    report.checks = checkNames.map((name) => ({
      name,
      ...(found.get(name) ?? { outcome: "not_run", detail: "not looked at, because an earlier check failed" }),
    }))
    const open = report.checks.some((one) => one.outcome === "not_run")
    report.outcome = reasons.length > 0 ? "fail" : open ? "not_run" : "pass"
    return report
  }

  let opened, owner, statement
  check("envelope", () => void (opened = openEnvelope(envelope)))
  if (opened === undefined) return finish()
  check("signature", () => void (owner = checkSignature(opened, people)))
  if (owner === undefined) return finish()
  report.certificate = hash(opened.payload)
  check("statement", () => void (statement = readStatement(opened.payload)))
  if (statement === undefined) return finish()

  const { predicate, subject } = statement
  const review = predicate[reviewField]
  const certified = {
    statement,
    predicate,
    review,
    people,
    commit: subject[0].digest.gitCommit,
    packageDigest: subject[1]?.digest.sha256,
    issuedAt: Date.parse(predicate.timeVerified),
  }
  report.review = {
    id: review.reviewId,
    recommendation: review.recommendation,
    conditions: review.conditions,
    commit: certified.commit,
    expiresAt: review.expiresAt,
  }
  const valid = []
  check("statement", (fault) => checkStory(certified, fault))
  check("issuer", (fault) => checkIssuer(certified, owner, fault))
  check("time", (fault) => checkTime(certified, options.at, fault))
  check("subject", (fault) => checkSubject(certified, options, fault))
  check("approvals", (fault) => checkApprovals(certified, valid, fault))
  check("gates", (fault) => checkGates(certified, valid, fault))
  check("evidence", (fault) => checkEvidence(certified, options.evidence, report.unlisted, fault))
  check("revocation", () => checkRevocation(report.certificate, people, options.revocations))
  return finish()
}

// ---- reading -------------------------------------------------------------------------------------------------------

function readTrust(bytes) {
  try {
    return peopleIn(strictJson(bytes))
  } catch (error) {
    throw untrusted(error.message)
  }
}

function untrusted(message) {
  return new TrustError(`the trust file is not usable: ${message.replace(/^the trust file is not usable: /, "")}`)
}

function peopleIn(trust) {
  if (!isObject(trust) || trust.schema !== "tipstaff.trust/1" || !Array.isArray(trust.people)) throw untrusted("it is not tipstaff.trust/1")
  const ids = new Set()
  const keyIds = new Set()
  const people = trust.people.map((person) => {
    if (!isObject(person) || typeof person.id !== "string" || !isTexts(person.roles) || !Array.isArray(person.keys))
      throw untrusted("a person is not well formed")
    if (ids.has(person.id)) throw untrusted(`${person.id} is listed twice`)
    ids.add(person.id)
    const keys = person.keys.map((key) => {
      if (!isObject(key) || typeof key.publicKey !== "string") throw untrusted(`a key of ${person.id} is not well formed`)
      const object = publicKeyOf(key.publicKey)
      if (key.id !== hash(object.export({ type: "spki", format: "der" })).slice(0, 16)) throw untrusted(`a key of ${person.id} has the wrong id`)
      if (keyIds.has(key.id)) throw untrusted(`the key ${key.id} is listed twice`)
      keyIds.add(key.id)
      const last = lastMoment(key.notAfter)
      if (Number.isNaN(last)) throw untrusted(`a key of ${person.id} ends at no readable time`)
      return { id: key.id, object, until: last }
    })
    return { id: person.id, roles: person.roles, keys }
  })
  if (trust.digest !== peopleDigest(trust.people)) throw untrusted("its digest does not belong to its people")
  return people
}

function lastMoment(notAfter) {
  if (notAfter === undefined) return Infinity
  return Date.parse(/^\d{4}-\d\d-\d\d$/.test(notAfter) ? `${notAfter}T23:59:59.999Z` : String(notAfter))
}

const byId = (a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0)

function peopleDigest(people) {
  const sorted = people.map((one) => ({ ...one, roles: [...new Set(one.roles)].sort(), keys: [...one.keys].sort(byId) }))
  return hash(canonical(sorted.sort(byId)))
}

function publicKeyOf(text) {
  let key
  try {
    key = text.includes("BEGIN PUBLIC KEY")
      ? createPublicKey(text)
      : createPublicKey({ key: Buffer.from(text, "base64"), type: "spki", format: "der" })
  } catch {
    throw untrusted("a public key cannot be parsed")
  }
  if (key.asymmetricKeyType !== "ed25519") throw untrusted("a public key is not Ed25519")
  // RFC 8032 leaves this to the application: with a point of small order as key, anybody can sign.
  const point = Buffer.from(key.export({ type: "spki", format: "der" }).subarray(-32))
  point[31] &= 0x7f
  if (smallOrder.has(point.toString("hex"))) throw untrusted("a public key is a point of small order")
  return key
}

const smallOrder = new Set([
  "00".repeat(32),
  `01${"00".repeat(31)}`,
  `ec${"ff".repeat(30)}7f`,
  `ed${"ff".repeat(30)}7f`,
  `ee${"ff".repeat(30)}7f`,
  "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
  "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
])

function openEnvelope(bytes) {
  if (bytes.length > limits.bytes) throw new Fault("oversized", `the envelope is larger than ${limits.bytes} bytes`)
  const envelope = strictJson(bytes)
  if (!hasExactly(envelope, ["payload", "payloadType", "signatures"])) throw new Fault("malformed", "it is not a DSSE envelope")
  const { payload, payloadType, signatures } = envelope
  const entries = Array.isArray(signatures) && signatures.every((one) => hasExactly(one, ["keyid", "sig"]) && isTexts([one.keyid, one.sig]))
  if (typeof payload !== "string" || typeof payloadType !== "string" || !entries) throw new Fault("malformed", "it is not a DSSE envelope")
  if (payloadType !== "application/vnd.in-toto+json") throw new Fault("wrong-type", "its payload is not an in-toto statement")
  if (signatures.length === 0) throw new Fault("unsigned", "it carries no signature")
  if (signatures.length > 1) throw new Fault("malformed", "it carries more than one signature")
  const raw = fromBase64(payload)
  if (raw === undefined) throw new Fault("malformed", "its payload is not base64")
  return { payload: raw, keyId: signatures[0].keyid, signature: signatures[0].sig }
}

function checkSignature({ payload, keyId, signature }, people) {
  const owner = keyOwner(people, keyId)
  if (owner === undefined) throw new Fault("unknown-key", "its key belongs to no trusted person")
  if (!signatureHolds(owner.key.object, "application/vnd.in-toto+json", payload, signature)) {
    throw new Fault("bad-signature", "the signature does not match the content")
  }
  return owner
}

function keyOwner(people, keyId) {
  for (const person of people) for (const key of person.keys) if (key.id === keyId) return { person, key }
  return undefined
}

function signatureHolds(key, type, body, signature) {
  const raw = fromBase64(signature)
  return (
    raw !== undefined &&
    raw.length === 64 &&
    verifySignature(null, Buffer.concat([Buffer.from(`DSSEv1 ${Buffer.byteLength(type)} ${type} ${body.length} `), body]), key, raw)
  )
}

// ---- the statement -------------------------------------------------------------------------------------------------

const isString = (value) => typeof value === "string" && value.isWellFormed()
const isText = (value) => isString(value) && value.length <= limits.text
const isFilled = (value) => isText(value) && value !== ""
const isDigest = (value) => typeof value === "string" && /^[0-9a-f]{64}$/.test(value)
const isCommit = (value) => typeof value === "string" && /^([0-9a-f]{40}|[0-9a-f]{64})$/.test(value)
const isTime = (value) => typeof value === "string" && /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/.test(value) && !Number.isNaN(Date.parse(value))
const isDate = (value) => typeof value === "string" && /^\d{4}-\d\d-\d\d$/.test(value)
const anything = () => true
const oneOf =
  (...values) =>
  (value) =>
    values.includes(value)
const optional = (test) => Object.assign((value) => test(value), { optional: true })
const listOf =
  (test, least = 0, most = limits.list) =>
  (value) =>
    Array.isArray(value) && value.length >= least && value.length <= most && value.every(test)
const shape = (fields) => (value) =>
  isObject(value) &&
  Object.keys(value).every((name) => Object.hasOwn(fields, name)) &&
  Object.entries(fields).every(([name, test]) => (Object.hasOwn(value, name) ? test(value[name]) : test.optional === true))

const isStep = shape({ role: isText, kind: isText, decision: isText })
const isStatement = shape({
  _type: isString,
  subject: listOf(shape({ name: isText, digest: shape({ gitCommit: optional(isCommit), sha256: optional(isDigest) }) }), 1, 2),
  predicateType: isString,
  predicate: shape({
    verifier: shape({ id: isText, version: shape({ tipstaff: isText }) }),
    timeVerified: isTime,
    resourceUri: isText,
    policy: shape({ uri: isText, digest: shape({ sha256: isDigest }) }),
    inputAttestations: listOf(shape({ uri: isString, digest: shape({ sha256: isDigest }) })),
    verificationResult: isString,
    verifiedLevels: listOf(isString, 1, 1),
    slsaVersion: isString,
    [reviewField]: shape({
      reviewId: isFilled,
      recommendation: isText,
      conditions: listOf(shape({ text: isFilled, owner: isFilled, due: isDate })),
      expiresAt: isTime,
      issuer: shape({ person: isText, role: isText }),
      requesters: listOf(isText),
      authority: shape({
        rows: listOf(isText),
        steps: listOf(isStep, 1, 12),
        consultFirst: optional(isStep),
        samePerson: oneOf("refuse", "flag"),
        ownRequest: oneOf("refuse", "flag"),
      }),
      gates: listOf(
        shape({ name: isFilled, outcome: isText, waiver: optional(shape({ reason: isFilled, approval: isText, expiresAt: isTime })) }),
        1,
      ),
      approvals: listOf(anything, 0, limits.approvals),
      evidence: listOf(shape({ path: isString, sha256: isDigest, stage: oneOf("decided-on", "recorded-after") })),
      policyPack: shape({ id: isText, version: isText }),
    }),
  }),
})

function readStatement(payload) {
  const value = strictJson(payload)
  if (
    !isObject(value) ||
    value["_type"] !== "https://in-toto.io/Statement/v1" ||
    value.predicateType !== "https://slsa.dev/verification_summary/v1"
  ) {
    throw new Fault("unknown-predicate", "the payload is not a verification summary in an in-toto statement")
  }
  if (!isStatement(value)) throw new Fault("malformed", "the statement is not well formed")
  return value
}

function checkStory({ statement, predicate, review, issuedAt }, fault) {
  const [first, second] = statement.subject
  if (first.digest.gitCommit === undefined || first.digest.sha256 !== undefined) fault("malformed", "the first subject must be one Git commit")
  if (second !== undefined && (second.digest.sha256 === undefined || second.digest.gitCommit !== undefined))
    fault("malformed", "the second subject must be one package")
  if (first.name !== predicate.resourceUri) fault("malformed", "the subject and resourceUri name different repositories")
  const inputs = predicate.inputAttestations.map((one) => [one.uri, one.digest.sha256])
  if (JSON.stringify(inputs) !== JSON.stringify(review.evidence.map((one) => [one.path, one.sha256]))) {
    fault("malformed", "inputAttestations and the evidence list differ")
  }
  if (Date.parse(review.expiresAt) <= issuedAt) fault("malformed", "it expires before it begins")
  if (!review.authority.steps.some((step) => step.kind === "disposition" || step.kind === "override"))
    fault("malformed", "its authority names nobody who decides")
  if (predicate.verificationResult !== "PASSED") fault("rejected", "its result is not PASSED")
  else if (!Object.hasOwn(level, review.recommendation)) fault("rejected", "its recommendation is not an approval")
  else if (predicate.verifiedLevels[0] !== level[review.recommendation]) fault("rejected", "its level does not belong to its recommendation")
  else if ((review.recommendation === "APPROVE") !== (review.conditions.length === 0))
    fault("rejected", "its conditions do not belong to its recommendation")
}

function checkIssuer({ review, issuedAt }, { person, key }, fault) {
  const { role } = review.issuer
  if (!issuers.has(role) || person.id !== review.issuer.person || !person.roles.includes(role)) {
    fault("role-missing", `${person.id} may not issue certificates as ${role}`)
  }
  if (issuedAt > key.until) fault("expired-key", `the key ${key.id} had ended when the certificate was issued`)
}

function checkTime({ predicate, review, issuedAt }, at, fault) {
  if (issuedAt > at + limits.skewMs) fault("not-yet-valid", `it is dated ${predicate.timeVerified}, in the future`)
  else if (at >= Date.parse(review.expiresAt)) fault("expired", `it expired at ${review.expiresAt}`)
}

function checkSubject({ commit, packageDigest }, options, fault) {
  if (options.commit === undefined && options.subject === undefined)
    return { outcome: "not_run", detail: "no commit and no digest was given to compare with" }
  const wanted = options.subject?.toLowerCase().replace(/^sha256:/, "")
  if (options.commit !== undefined && options.commit.toLowerCase() !== commit)
    fault("wrong-commit", `it was issued for ${commit}, not for ${options.commit}`)
  else if (wanted !== undefined && wanted !== commit && wanted !== packageDigest)
    fault("wrong-subject", "neither its commit nor its package has this digest")
  return undefined
}

// ---- approvals -----------------------------------------------------------------------------------------------------

const isApproval = shape({
  schema: oneOf("tipstaff.approval/1"),
  id: (value) => isString(value) && /^A-[0-9a-f]{16}$/.test(value),
  kind: (value) => isString(value) && Object.hasOwn(phrases, value),
  subject: isDigest,
  facts: (value) => isObject(value),
  target: (value) => isString(value) && value.length >= 1 && value.length <= 200,
  role: (value) => isString(value) && value.length <= 64,
  person: (value) => isString(value) && value.length <= 100,
  decision: oneOf("approve", "reject", "acknowledge"),
  phrase: (value) => isString(value) && value.length <= 400,
  statement: isText,
  created_at: isTime,
  expires_at: isTime,
  key_id: (value) => isString(value) && value.length <= 64,
  signature: (value) => isString(value) && value.length <= 200,
})

function checkApprovals(facts, valid, fault) {
  const { review, people, issuedAt } = facts
  const decidedOn = hash(canonical(dispositionFacts(facts)))
  const seen = new Set()
  let broken = false
  for (const record of review.approvals) {
    const wrong = approvalFault(record, people, issuedAt, seen) ?? misplacedFault(record, facts, decidedOn)
    if (isObject(record)) seen.add(record.id)
    if (wrong === undefined) valid.push(record)
    else {
      broken = true
      fault("approval-invalid", `${isObject(record) && isApproval(record) ? record.id : "an approval"}: ${wrong}`)
    }
  }
  if (!broken) checkAuthority(review, valid, fault)
}

function approvalFault(record, people, issuedAt, seen) {
  if (!isApproval(record)) return "the record is not an approval"
  const created = Date.parse(record.created_at)
  const expires = Date.parse(record.expires_at)
  if (expires <= created) return "it expires before it begins"
  const signed = signedRecord(record, "application/vnd.tipstaff.approval+json", people)
  if (typeof signed === "string") return signed
  if (!signed.person.roles.includes(record.role)) return "the person does not hold the role"
  const factText = canonical(record.facts)
  if (factText.length > limits.facts) return "its facts are too large"
  if (record.subject !== hash(factText)) return "its digest does not belong to its facts"
  const opening = record.decision === "reject" ? "REJECT" : phrases[record.kind]
  if (record.phrase.trim() !== `${opening} ${record.target}`) return "the words differ from the phrase"
  if (created > issuedAt) return "it is dated after the certificate"
  if (issuedAt >= expires && stillInForce.has(record.kind)) return "it had expired when the certificate was issued"
  if (seen.has(record.id)) return "it is used twice"
  return undefined
}

function misplacedFault(record, { review, commit }, decidedOn) {
  // An accepted risk or an exception may outlive one review; everything else belongs to exactly one.
  const shared = (record.kind === "acceptance" || record.kind === "exception") && record.facts.review === undefined
  if (!shared && record.facts.review !== review.reviewId) return "it was given for another review"
  if (record.facts.commit !== undefined && record.facts.commit !== commit) return "it was given for another commit"
  if (record.kind !== "disposition" && record.kind !== "override") return undefined
  if (record.target !== review.reviewId) return "its phrase names another review"
  return record.subject === decidedOn ? undefined : "it was given on other facts than the certificate states"
}

/** The owner and key of a signed record, or a sentence saying what is wrong. */
function signedRecord(record, type, people) {
  const { signature, ...unsigned } = record
  let body
  try {
    body = Buffer.from(canonical(unsigned))
  } catch {
    return "it has no canonical form"
  }
  const person = people.find((one) => one.id === record.person)
  if (person === undefined) return "the person is not among the trusted people"
  const key = person.keys.find((one) => one.id === record.key_id)
  if (key === undefined) return "the key does not belong to the person"
  if (!signatureHolds(key.object, type, body, signature)) return "the signature does not match the record"
  if (Date.parse(record.created_at) > key.until) return "the key had ended when it was signed"
  return { person, key }
}

function dispositionFacts({ predicate, review, commit, packageDigest }) {
  const seen = review.evidence.filter((one) => one.stage === "decided-on").map((one) => ({ path: one.path, sha256: one.sha256 }))
  seen.sort((a, b) => (a.path < b.path ? -1 : 1))
  return {
    schema: "tipstaff.disposition/1",
    review: review.reviewId,
    repository: predicate.resourceUri,
    commit: commit ?? "",
    package: packageDigest ?? null,
    recommendation: review.recommendation,
    conditions: review.conditions,
    gates: review.gates,
    policy_pack: { ...review.policyPack, sha256: predicate.policy.digest.sha256 },
    authority: review.authority,
    requesters: review.requesters,
    expires_at: review.expiresAt,
    evidence: hash(canonical(seen)),
  }
}

function checkAuthority({ authority, requesters }, approvals, fault) {
  const consult = authority.consultFirst
  if (![...authority.steps, ...(consult === undefined ? [] : [consult])].every(isKnownStep)) {
    return fault("malformed", "its authority asks for a kind of approval that does not exist")
  }
  // The last word of each person in each role; at the same second a rejection wins.
  const last = approvals.filter((one) => !approvals.some((other) => other !== one && sameVoice(one, other) && supersedes(other, one)))
  const rejected = last.filter(
    (one) => one.decision === "reject" && [consult, ...authority.steps].some((step) => step !== undefined && about(step, one)),
  )
  if (rejected.length > 0) return fault("rejected", `rejected by ${rejected.map((one) => one.person).join(", ")}`)
  const free = last.filter((one) => authority.ownRequest === "flag" || !requesters.includes(one.person))
  const consulted =
    consult === undefined
      ? undefined
      : free
          .filter((one) => meets(consult, one))
          .map((one) => one.created_at)
          .sort()[0]
  if (consult !== undefined && consulted === undefined) return fault("approval-missing", `${consult.role} was not consulted`)
  const counted = free.filter((one) => consulted === undefined || one.created_at > consulted)
  const candidates = authority.steps.map((step) => new Set(counted.filter((one) => meets(step, one)).map((one) => one.person)))
  const enough = authority.samePerson === "flag" ? candidates.every((people) => people.size > 0) : canSeat(candidates)
  if (!enough) fault("approval-missing", `not every one of ${authority.steps.map((step) => step.role).join(", ")} has approved in person`)
  return undefined
}

const isKnownStep = (step) => Object.hasOwn(phrases, step.kind) && ["approve", "acknowledge"].includes(step.decision)
const about = (step, one) => one.role === step.role && one.kind === step.kind
const meets = (step, one) => about(step, one) && one.decision === step.decision
const sameVoice = (a, b) => a.person === b.person && a.role === b.role && a.kind === b.kind

function supersedes(other, one) {
  if (other.created_at !== one.created_at) return other.created_at > one.created_at
  if (other.decision !== one.decision && (other.decision === "reject" || one.decision === "reject")) return other.decision === "reject"
  return other.id < one.id
}

/** Whether each step can have a person of its own (Hall's condition over every set of the at most twelve steps). */
function canSeat(candidates) {
  for (let set = 1; set < 2 ** candidates.length; set += 1) {
    const seats = candidates.filter((_, index) => (set >> index) & 1)
    if (new Set(seats.flatMap((people) => [...people])).size < seats.length) return false
  }
  return true
}

function checkGates({ review, commit }, approvals, fault) {
  const names = new Set()
  for (const { name, outcome, waiver } of review.gates) {
    if (names.has(name)) fault("malformed", `the gate ${name} is listed twice`)
    names.add(name)
    if (outcome === "pass" && waiver === undefined) continue
    if (outcome !== "waived" || waiver === undefined) {
      fault("gate-not-passed", `the gate ${name} ended ${outcome}`)
      continue
    }
    const wanted = {
      schema: "tipstaff.waiver/1",
      review: review.reviewId,
      commit: commit ?? "",
      gate: name,
      reason: waiver.reason,
      expires_at: waiver.expiresAt,
    }
    const record = approvals.find((one) => one.id === waiver.approval)
    const holds =
      record !== undefined &&
      record.kind === "waiver" &&
      record.decision === "approve" &&
      waivers.has(record.role) &&
      !review.requesters.includes(record.person) &&
      record.subject === hash(canonical(wanted)) &&
      Date.parse(waiver.expiresAt) >= Date.parse(review.expiresAt)
    if (!holds) fault("waiver-invalid", `the waiver of the gate ${name} does not hold`)
  }
}

// ---- files ---------------------------------------------------------------------------------------------------------

function checkEvidence({ review }, folder, unlisted, fault) {
  const known = new Set()
  let unsafe = false
  for (const { path } of review.evidence) {
    if (!isSafe(path)) fault("unsafe-path", `the evidence list names the unsafe path ${JSON.stringify(path.slice(0, 200))}`)
    else if (known.has(path)) fault("malformed", `the evidence list names ${path} twice`)
    unsafe ||= !isSafe(path) || known.has(path)
    known.add(path)
  }
  if (unsafe) return undefined
  if (folder === "skip") return { outcome: "not_applicable", detail: "left out on request: the artefacts were not compared" }
  if (folder === undefined) return { outcome: "not_run", detail: "no evidence folder was given" }
  for (const { path, sha256 } of review.evidence) {
    const file = digestFile(folder, path.split("/"))
    if (file.reason !== undefined) fault("artefact-unsafe", `${path}: ${file.reason}`)
    else if (file.digest === undefined) fault("artefact-missing", `${path} is missing`)
    else if (file.digest !== sha256) fault("artefact-changed", `${path} differs from what was certified`)
  }
  const others = listFiles(folder, "", 0, []).filter((path) => !known.has(path))
  unlisted.push(...others.sort())
  return { outcome: "pass", detail: `${known.size} artefacts unchanged; ${others.length} other files are not covered` }
}

function isSafe(path) {
  if (path === "" || path.length > 1000) return false
  for (const character of path) if (character < " " || character === "\u007f" || '\\:*?"<>|'.includes(character)) return false
  return !path.split("/").some((part) => part === "" || part === "." || part === "..")
}

function digestFile(folder, parts) {
  let path = folder
  let file
  try {
    for (const part of parts.slice(0, -1)) {
      path = join(path, part)
      const stats = lstatSync(path)
      if (!stats.isDirectory()) return { reason: stats.isSymbolicLink() ? "a symbolic link" : "not a regular file" }
    }
    path = join(path, parts.at(-1))
    if (!lstatSync(path).isFile()) return { reason: "not a regular file" }
    file = openSync(path, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0))
    if (!fstatSync(file).isFile()) return { reason: "not a regular file" }
    const digest = createHash("sha256")
    const block = Buffer.alloc(256 * 1024)
    for (let count = readSync(file, block); count > 0; count = readSync(file, block)) digest.update(block.subarray(0, count))
    return { digest: digest.digest("hex") }
  } catch (error) {
    return error.code === "ENOENT" || error.code === "ENOTDIR" ? {} : { reason: `could not be read (${error.code})` }
  } finally {
    if (file !== undefined) closeSync(file)
  }
}

function listFiles(folder, below, depth, found) {
  let entries = []
  try {
    if (depth <= 32 && found.length <= 20_000) entries = readdirSync(join(folder, below), { withFileTypes: true })
  } catch {
    return found
  }
  for (const entry of entries) {
    const path = below === "" ? entry.name : `${below}/${entry.name}`
    if (["security-approval-certificate.dsse.json", "security-approval-certificate.md", "revocations"].includes(path)) continue
    if (entry.isDirectory()) listFiles(folder, path, depth + 1, found)
    else found.push(path)
  }
  return found
}

const isRevocation = shape({
  schema: oneOf("tipstaff.revocation/1"),
  certificate: isDigest,
  reason: isFilled,
  person: isString,
  role: isString,
  created_at: isTime,
  key_id: isString,
  signature: isString,
})

function checkRevocation(digest, people, folder) {
  if (folder === undefined) return { outcome: "not_run", detail: "no folder of revocations was given" }
  const path = join(folder, `${digest}.json`)
  let bytes
  try {
    if (lstatSync(path).size <= limits.bytes) bytes = readFileSync(path)
  } catch (error) {
    if (error.code === "ENOENT" || error.code === "ENOTDIR") return { outcome: "pass", detail: "not revoked, as far as the files here show" }
  }
  const invalid = (why) => new Fault("revocation-invalid", `a revocation lies here that cannot be verified: ${why}`)
  if (bytes === undefined) throw invalid("it cannot be read")
  let record
  try {
    record = strictJson(bytes)
  } catch {
    throw invalid("it is not JSON")
  }
  if (!isRevocation(record) || record.certificate !== digest) throw invalid("it is not a revocation of this certificate")
  const signed = signedRecord(record, "application/vnd.tipstaff.revocation+json", people)
  if (typeof signed === "string") throw invalid(signed)
  if (!revokers.has(record.role) || !signed.person.roles.includes(record.role)) throw invalid(`${record.person} may not revoke as ${record.role}`)
  throw new Fault("revoked", `revoked by ${record.person} (${record.role}) at ${record.created_at}: ${record.reason}`)
}

// ---- JSON, base64, digests -----------------------------------------------------------------------------------------

function strictJson(bytes) {
  let text
  try {
    text = new TextDecoder("utf-8", { fatal: true }).decode(bytes)
  } catch {
    throw new Fault("not-utf8", "it is not valid UTF-8")
  }
  const { colons, depth } = survey(text)
  if (depth > limits.depth) throw new Fault("too-deep", "it nests too deeply")
  let value
  try {
    value = JSON.parse(text)
  } catch {
    throw new Fault("malformed", "it is not JSON")
  }
  const counted = members(value)
  if (counted.hostile) throw new Fault("malformed", "it uses a name that no record has")
  // Every member has one colon; JSON.parse keeps only the last of two members with one name.
  if (counted.count !== colons) throw new Fault("duplicate-keys", "it gives one name twice in an object")
  return value
}

function survey(text) {
  let colons = 0
  let depth = 0
  let deepest = 0
  let quoted = false
  for (let index = 0; index < text.length; index += 1) {
    const character = text[index]
    if (quoted) {
      if (character === "\\") index += 1
      else if (character === '"') quoted = false
    } else if (character === '"') quoted = true
    else if (character === ":") colons += 1
    else if (character === "{" || character === "[") deepest = Math.max(deepest, (depth += 1))
    else if (character === "}" || character === "]") depth -= 1
  }
  return { colons, depth: deepest }
}

function members(value) {
  let count = 0
  let hostile = false
  const waiting = [value]
  while (waiting.length > 0) {
    const next = waiting.pop()
    if (typeof next !== "object" || next === null) continue
    if (!Array.isArray(next)) {
      const names = Object.keys(next)
      count += names.length
      hostile ||= names.includes("__proto__")
    }
    for (const inner of Object.values(next)) waiting.push(inner)
  }
  return { count, hostile }
}

/** RFC 8785. Throws on lone surrogates and on numbers beyond JSON. */
function canonical(value) {
  if (typeof value === "string" && !value.isWellFormed()) throw new TypeError("a lone surrogate")
  if (typeof value === "number" && !Number.isFinite(value)) throw new TypeError("not a number of JSON")
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`
  if (!isObject(value)) return JSON.stringify(value)
  const names = Object.keys(value).filter((name) => value[name] !== undefined)
  return `{${names
    .sort()
    .map((name) => `${canonical(name)}:${canonical(value[name])}`)
    .join(",")}}`
}

function fromBase64(text) {
  if (text.length % 4 !== 0 || !/^[A-Za-z0-9+/]*={0,2}$/.test(text)) return undefined
  const bytes = Buffer.from(text, "base64")
  return bytes.toString("base64") === text ? bytes : undefined
}

function hash(data) {
  return createHash("sha256").update(data).digest("hex")
}

function isObject(value) {
  return typeof value === "object" && value !== null && !Array.isArray(value)
}

function isTexts(values) {
  return Array.isArray(values) && values.every((value) => typeof value === "string")
}

function hasExactly(value, names) {
  return isObject(value) && Object.keys(value).length === names.length && names.every((name) => Object.hasOwn(value, name))
}
