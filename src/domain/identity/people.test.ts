import { generateKeyPairSync } from "node:crypto"
import * as fc from "fast-check"
import { expect, test } from "vitest"
import { signerOf } from "../../platform/keys.ts"
import { holdersOf, knownRoles, peopleDigest, peopleSettings, personById, requireHolders, verifySignature, type Person } from "./people.ts"

const ada = signerOf(generateKeyPairSync("ed25519").privateKey)
const ben = signerOf(generateKeyPairSync("ed25519").privateKey)
const person = (id: string, roles: readonly string[], signer = ada, notAfter?: string) => ({
  id,
  name: id,
  roles: [...roles],
  keys: [{ id: signer.keyId, publicKey: signer.publicKey, ...(notAfter === undefined ? {} : { notAfter }) }],
})
const people = peopleSettings.parse([person("ada", ["security.ops", "coo"]), person("ben", ["coo"], ben)])

test("[S1.0-2] the six roles of the procedure exist, and those of the protocol and the contract", () => {
  expect(Object.keys(knownRoles)).toEqual([
    "security.ops",
    "coo",
    "sop.manager",
    "ceo",
    "legal.exec",
    "chief.staff",
    "security.lead",
    "compliance.officer",
    "product.owner",
    "security.engineer",
    "security_team",
    "change_board",
  ])
})

test("[S1.0-2] a role that nobody holds is an error that names tipstaff.yaml", () => {
  expect(requireHolders(people, "coo").map((one) => one.id)).toEqual(["ada", "ben"])
  expect(() => requireHolders(people, "legal.exec")).toThrow(
    expect.objectContaining({
      code: "identity/unbound-role",
      file: "tipstaff.yaml",
      message: "nobody holds the role legal.exec, which this approval needs",
    }),
  )
  expect(holdersOf(people, "legal.exec")).toEqual([])
  expect(personById(people, "ada")?.roles).toEqual(["security.ops", "coo"])
  expect(personById(people, "zoe")).toBeUndefined()
})

test("an organisation may name roles of its own", () => {
  expect(peopleSettings.safeParse([person("ada", ["payments.lead"])]).success).toBe(true)
  for (const role of ["", "COO", "a b", ".ops", "ops."]) expect(peopleSettings.safeParse([person("ada", [role])]).success).toBe(false)
})

test("people who could be mistaken for one another are refused", () => {
  const wrong: [string, unknown, (string | number)[]][] = [
    ["one id twice", [person("ada", []), person("ada", [], ben)], [1, "id"]],
    ["one key for two people", [person("ada", []), person("ben", [])], [1, "keys", 0]],
    ["an id of another key", [{ ...person("ada", []), keys: [{ id: ben.keyId, publicKey: ada.publicKey }] }], [0, "keys", 0, "id"]],
    ["a key that is none", [{ ...person("ada", []), keys: [{ id: ada.keyId, publicKey: "AAAA" }] }], [0, "keys", 0, "publicKey"]],
    ["an end that is no date", [person("ada", [], ada, "soon")], [0, "keys", 0, "notAfter"]],
    ["an unknown field", [{ ...person("ada", []), admin: true }], [0]],
    ["an empty name", [{ ...person("ada", []), name: " " }], [0, "name"]],
    ["a lone surrogate", [{ ...person("ada", []), name: "\ud800" }], [0, "name"]],
  ]
  for (const [what, value, path] of wrong) {
    const parsed = peopleSettings.safeParse(value)
    expect([what, parsed.error?.issues[0]?.path]).toEqual([what, path])
  }
})

test("a public key may be given as PEM and is kept as base64", () => {
  const pem = `-----BEGIN PUBLIC KEY-----\n${ada.publicKey}\n-----END PUBLIC KEY-----\n`
  const parsed = peopleSettings.parse([{ ...person("ada", []), keys: [{ id: ada.keyId, publicKey: pem }] }])
  expect(parsed[0]?.keys[0]?.publicKey).toBe(ada.publicKey)
})

test("the digest of people does not depend on any order, and on everything else", () => {
  const base = peopleSettings.parse([person("ada", ["coo", "ceo"]), person("ben", [], ben)])
  const turned = peopleSettings.parse([person("ben", [], ben), person("ada", ["ceo", "coo", "coo"])])
  expect(peopleDigest(turned)).toBe(peopleDigest(base))
  const changes: unknown[] = [
    [person("ada", ["coo"]), person("ben", [], ben)],
    [person("ada", ["coo", "ceo"])],
    [{ ...person("ada", ["coo", "ceo"]), name: "Ada L." }, person("ben", [], ben)],
    [person("ada", ["coo", "ceo"], ada, "2027-01-01"), person("ben", [], ben)],
  ]
  for (const change of changes) expect(peopleDigest(peopleSettings.parse(change))).not.toBe(peopleDigest(base))
})

test("a signature proves its signer, or says why not", () => {
  const at = Date.parse("2026-11-20T12:00:00Z")
  const signed = { person: "ada", keyId: ada.keyId, payloadType: "text/plain", payload: "hello", signature: ada.sign("text/plain", "hello"), at }
  const check = (change: Partial<typeof signed>, who: readonly Person[] = people) => {
    const verdict = verifySignature(who, { ...signed, ...change })
    return "fault" in verdict ? verdict.fault : verdict.person.id
  }
  expect(check({})).toBe("ada")
  expect(check({ person: "zoe" })).toBe("unknown-person")
  expect(check({ person: "ben" })).toBe("unknown-key")
  expect(check({ keyId: ben.keyId })).toBe("unknown-key")
  expect(check({ payload: "hullo" })).toBe("bad-signature")
  expect(check({ payloadType: "text/html" })).toBe("bad-signature")
  const ending = (end: string) => peopleSettings.parse([person("ada", [], ada, end)])
  expect(check({}, ending("2026-11-20"))).toBe("ada")
  expect(check({}, ending("2026-11-19"))).toBe("expired-key")
  expect(check({}, ending("2026-11-20T12:00:00Z"))).toBe("ada")
  expect(check({}, ending("2026-11-20T11:59:59Z"))).toBe("expired-key")
})

test("reading people never throws on garbage", () => {
  expect(fc.check(fc.property(fc.jsonValue(), (value) => typeof peopleSettings.safeParse(value).success === "boolean")).failed).toBe(false)
})
