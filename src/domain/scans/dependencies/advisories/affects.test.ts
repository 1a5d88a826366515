import * as fc from "fast-check"
import { expect, test } from "vitest"
import type { Ecosystem } from "../package.ts"
import { judge } from "./affects.ts"
import { readAdvisory } from "./osv.ts"

type Events = readonly Readonly<Record<string, string>>[]

function verdictOf(ecosystem: Ecosystem, version: string, affected: object): string {
  const advisory = readAdvisory({ id: "TIP-2026-0001", affected: [{ package: { ecosystem, name: "pkg" }, ...affected }] })
  if (advisory === undefined) throw new Error("the advisory of the test is none")
  const verdict = judge(advisory, { ecosystem, name: "pkg", version })
  return verdict.fixedIn === undefined ? verdict.affected : `${verdict.affected}, fixed in ${verdict.fixedIn}`
}

const two: Events = [{ introduced: "1.0.0" }, { fixed: "1.2.0" }, { introduced: "2.0.0" }, { fixed: "2.1.0" }]

const ranges: readonly (readonly [type: string, ecosystem: Ecosystem, version: string, events: Events, verdict: string])[] = [
  ["SEMVER", "npm", "0.9.0", two, "no"],
  ["SEMVER", "npm", "1.0.0", two, "yes, fixed in 1.2.0"],
  ["SEMVER", "npm", "1.0.0-rc.1", two, "no"],
  ["SEMVER", "npm", "1.1.9", two, "yes, fixed in 1.2.0"],
  ["SEMVER", "npm", "1.2.0", two, "no"],
  ["SEMVER", "npm", "2.0.5", two, "yes, fixed in 2.1.0"],
  ["SEMVER", "npm", "3.0.0", two, "no"],
  ["SEMVER", "npm", "1.1.0", [two[3] ?? {}, two[1] ?? {}, two[2] ?? {}, two[0] ?? {}], "yes, fixed in 1.2.0"],
  ["SEMVER", "npm", "0.0.0-alpha", [{ introduced: "0" }], "yes"],
  ["SEMVER", "npm", "99.0.0", [{ introduced: "0" }], "yes"],
  ["SEMVER", "npm", "1.5.0", [{ introduced: "0" }, { last_affected: "1.5.0" }], "yes"],
  ["SEMVER", "npm", "1.5.1", [{ introduced: "0" }, { last_affected: "1.5.0" }], "no"],
  ["SEMVER", "npm", "1.5.0", [{ introduced: "1.5.0" }, { last_affected: "1.5.0" }], "yes"],
  ["SEMVER", "npm", "1.6.0", [{ introduced: "1.5.0" }, { last_affected: "1.5.0" }], "no"],
  ["SEMVER", "npm", "1.5.0", [{ introduced: "0" }, { limit: "1.5.0" }], "no"],
  ["SEMVER", "npm", "1.4.0", [{ introduced: "0" }, { limit: "1.5.0" }], "yes"],
  ["SEMVER", "npm", "1.4.0", [{ introduced: "0" }, { limit: "*" }], "yes"],
  ["SEMVER", "npm", "not-a-version", [{ introduced: "0" }, { fixed: "1.0.0" }], "unsure"],
  ["SEMVER", "npm", "1.0.0", [{ introduced: "0" }, { fixed: "soon" }], "unsure"],
  ["SEMVER", "npm", "1.0.0", [], "no"],
  ["SEMVER", "Go", "v1.1.0", [{ introduced: "0" }, { fixed: "1.2.0" }], "yes, fixed in 1.2.0"],
  [
    "SEMVER",
    "Go",
    "v0.0.0-20200101000000-abcdefabcdef",
    [{ introduced: "0" }, { fixed: "0.0.0-20210101000000-abcdefabcdef" }],
    "yes, fixed in 0.0.0-20210101000000-abcdefabcdef",
  ],
  ["ECOSYSTEM", "PyPI", "1.0rc1", [{ introduced: "0" }, { fixed: "1.0" }], "yes, fixed in 1.0"],
  ["ECOSYSTEM", "PyPI", "1.0.post1", [{ introduced: "0" }, { fixed: "1.0" }], "no"],
  ["ECOSYSTEM", "Maven", "2.0-rc1", [{ introduced: "2.0-beta1" }, { fixed: "2.0" }], "yes, fixed in 2.0"],
  ["ECOSYSTEM", "RubyGems", "1.0.0.pre", [{ introduced: "0" }, { fixed: "1.0" }], "yes, fixed in 1.0"],
  ["ECOSYSTEM", "Packagist", "v5.4.1", [{ introduced: "5.0.0" }, { fixed: "5.4.2" }], "yes, fixed in 5.4.2"],
  ["ECOSYSTEM", "NuGet", "4.0.0.1", [{ introduced: "0" }, { fixed: "4.0.0.2" }], "yes, fixed in 4.0.0.2"],
  ["GIT", "npm", "1.0.0", [{ introduced: "0" }], "unsure"],
]

test.each(ranges)("a %s range in %s answers for %s by %j: %s", (type, ecosystem, version, events, verdict) => {
  expect(verdictOf(ecosystem, version, { ranges: [{ type, events }] })).toBe(verdict)
})

test("a listed version is affected whatever the ranges say, and hears of the fix above it", () => {
  const entry = { versions: ["1.0.0", "2.5.0"], ranges: [{ type: "SEMVER", events: [{ introduced: "2.0.0" }, { fixed: "3.0.0" }] }] }
  expect(verdictOf("npm", "1.0.0", entry)).toBe("yes, fixed in 3.0.0")
  expect(verdictOf("npm", "1.5.0", entry)).toBe("no")
  expect(verdictOf("PyPI", "1.0", { versions: ["1.0.0"] })).toBe("yes")
  expect(verdictOf("npm", "1.0.0", { versions: ["weird"] })).toBe("no")
  expect(verdictOf("npm", "weird", { versions: ["weird"] })).toBe("yes")
})

test("an entry with neither versions nor ranges is unsure, not unaffected", () => {
  expect(verdictOf("npm", "1.0.0", {})).toBe("unsure")
})

test("other packages and other ecosystems are not meant; Python and NuGet names are compared as their registries do", () => {
  const advisory = readAdvisory({
    id: "TIP-2026-0002",
    affected: [
      { package: { ecosystem: "PyPI", name: "Some_Name" }, versions: ["1.0"] },
      { package: { ecosystem: "NuGet", name: "Some.Name" }, versions: ["1.0"] },
      { package: { ecosystem: "npm", name: "Name" }, versions: ["1.0"] },
    ],
  })
  if (advisory === undefined) throw new Error("the advisory of the test is none")
  expect(judge(advisory, { ecosystem: "PyPI", name: "some-name", version: "1.0" }).affected).toBe("yes")
  expect(judge(advisory, { ecosystem: "NuGet", name: "some.name", version: "1.0" }).affected).toBe("yes")
  expect(judge(advisory, { ecosystem: "npm", name: "name", version: "1.0" }).affected).toBe("no")
  expect(judge(advisory, { ecosystem: "npm", name: "Some_Name", version: "1.0" }).affected).toBe("no")
})

test("the order of events does not matter", () => {
  const version = fc.tuple(fc.nat(4), fc.nat(4)).map((parts) => `${parts.join(".")}.0`)
  const pairs = fc.uniqueArray(version, { minLength: 2, maxLength: 6 }).map((list) => {
    const sorted = list.toSorted((a, b) => a.localeCompare(b))
    return sorted.map((one, index) => (index % 2 === 0 ? { introduced: one } : { fixed: one }))
  })
  fc.assert(
    fc.property(pairs, version, fc.nat(), (events, one, seed) => {
      const shuffled = events.toSorted((a, b) => ((JSON.stringify(a).length * seed) % 7) - ((JSON.stringify(b).length * seed) % 7)).toReversed()
      expect(verdictOf("npm", one, { ranges: [{ type: "SEMVER", events: shuffled }] })).toBe(
        verdictOf("npm", one, { ranges: [{ type: "SEMVER", events }] }),
      )
    }),
  )
})

test("any JSON is an advisory or is none, never a crash", () => {
  const harmless = fc.property(fc.jsonValue(), (value) => {
    const affected = [{ package: { ecosystem: "npm", name: "pkg" }, ranges: value, versions: value }]
    const advisory = readAdvisory({ id: "TIP-2026-0003", affected, severity: value, aliases: value })
    if (advisory) judge(advisory, { ecosystem: "npm", name: "pkg", version: "1.0.0" })
    readAdvisory(value)
  })
  expect(() => fc.assert(harmless)).not.toThrow()
})
