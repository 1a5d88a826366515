import * as fc from "fast-check"
import { expect, test } from "vitest"
import type { Ecosystem } from "../package.ts"
import { versionOrders } from "./order.ts"

/** Each list ascends; what stands in one entry with `=` is one version. */
const ascending: readonly (readonly [ecosystem: Ecosystem, versions: string])[] = [
  [
    "npm",
    "0.0.0-0  0.0.1  1.0.0-alpha  1.0.0-alpha.1  1.0.0-alpha.beta  1.0.0-beta  1.0.0-beta.2  1.0.0-beta.11  1.0.0-rc.1  1.0.0=v1.0.0=1.0.0+build.7=1.0  1.0.1  1.10.0  2.0.0",
  ],
  ["npm", "1.0.0-1  1.0.0-2  1.0.0-10  1.0.0-a  1.0.0-a-b  1.0.0"],
  ["npm", "99999999999999999998.0.0  99999999999999999999.0.0"],
  [
    "Go",
    "v0.0.0-20190101000000-aaaaaaaaaaaa  v0.0.0-20200101000000-000000000000  v0.0.1  v1.2.3-0.20200101000000-bbbbbbbbbbbb  v1.2.3-pre  v1.2.3-pre.0.20200101000000-cccccccccccc  v1.2.3  v2.0.0+incompatible=2.0.0",
  ],
  ["crates.io", "0.1.0-alpha.1  0.1.0  0.1.1-rc.1  0.1.1"],
  ["Hex", "1.0.0-dev  1.0.0-rc.0  1.0.0"],
  [
    "PyPI",
    "1.dev0=1.0.dev0  1.0a1.dev1  1.0a1=1.0.alpha1=1.0-a.1=v1.0A1  1.0a1.post1  1.0a2  1.0b1  1.0c1=1.0rc1=1.0pre1=1.0-preview_1  1.0rc2  1=1.0=1.0.0=01.0  1.0+abc  1.0+abc.5  1.0+abc.7  1.0+5  1.0.post1.dev1  1.0.post1=1.0-1=1.0-r1  1.0.1  1.1.dev1  1.1  1.10  1!0.5",
  ],
  ["PyPI", "2.0.dev1  2.0a0  2.0  2.0.post0=2.0post  2.0.post10"],
  [
    "Maven",
    "1-alpha=1alpha=1.alpha  1-alpha-1=1a1=1-a1=1-alpha1  1-alpha-2  1-beta-1=1b1  1-milestone-1=1m1  1-rc-1=1-cr1=1rc1  1-snapshot=1-SNAPSHOT  1=1.0=1.0.0=1-ga=1-final=1.0-release=1.0.0-0  1-sp  1-abc  1-xyz  1-1  1.1",
  ],
  ["Maven", "1.0-alpha-1-snapshot  1.0-alpha-1  1.0.1-rc1  1.0.1  1.0.1.1  1.0.2  1.0.10  2.0-0.1  2.0-1  2.0.1"],
  ["Maven", "32.0.0-android  32.0.1-android  32.1.0-jre"],
  ["RubyGems", "1.0.0.a  1.0.0.a.2=1.0.a.2  1.0.0.b1=1.b.1  1.0.0.pre1=1.0.0-1  1.0.0.rc1  1=1.0=1.0.0  1.0.0.1  1.0.1  1.9  1.10"],
  [
    "Packagist",
    "1.0-dev=1.0.0-dev  1.0.0-alpha  1.0.0-alpha1=v1.0.0.a1  1.0.0-alpha2  1.0.0-beta1=1.0b1  1.0.0-RC1=1.0rc1  1=1.0=1.0.0.0=v1.0.0=1.0.0-stable  1.0.0-p1=1.0.0-patch1=1.0.0-pl1  1.0.0-p2  1.0.0.1  1.0.1",
  ],
  ["NuGet", "1.0.0-alpha=1.0.0-ALPHA  1.0.0-alpha.1  1.0.0-beta  1.0.0-rc.2  1=1.0=1.0.0=1.0.0.0=1.0.0+meta  1.0.0.1  1.0.0.10  1.0.1"],
]

test.each(ascending)("%s orders %s", (ecosystem, list) => {
  const order = versionOrders[ecosystem]
  const groups = list.split("  ").map((group) => group.split("="))
  for (const [at, group] of groups.entries()) {
    for (const version of group) {
      for (const other of group) expect(`${version} ${other} ${order(version, other)}`).toBe(`${version} ${other} 0`)
      for (const later of groups.slice(at + 1).flat()) {
        expect(`${version} < ${later}: ${Math.sign(order(version, later) ?? Number.NaN)}`).toBe(`${version} < ${later}: -1`)
        expect(`${later} > ${version}: ${Math.sign(order(later, version) ?? Number.NaN)}`).toBe(`${later} > ${version}: 1`)
      }
    }
  }
})

const notVersions: readonly (readonly [Ecosystem, string])[] = [
  ["npm", "latest"],
  ["npm", "1.0.0-"],
  ["npm", "1..0"],
  ["npm", ""],
  ["npm", `1.${"0".repeat(300)}`],
  ["Go", "v1.2.3-"],
  ["PyPI", "1.0-alpha-beta"],
  ["PyPI", "main"],
  ["Maven", ""],
  ["RubyGems", "a.1"],
  ["Packagist", "dev-main"],
  ["Packagist", "2.x-dev"],
  ["NuGet", "1.0.*"],
]

test.each(notVersions)("%s: %j is no version, and is not compared", (ecosystem, text) => {
  expect(versionOrders[ecosystem](text, "1.0.0")).toBeUndefined()
  expect(versionOrders[ecosystem]("1.0.0", text)).toBeUndefined()
})

const number = fc.constantFrom("0", "00", "1", "01", "2", "10", "99999999999999999999")
const release = (max: number) => fc.array(number, { minLength: 1, maxLength: max }).map((parts) => parts.join("."))
const word = fc.constantFrom("a", "alpha", "b", "rc", "x", "dev", "pre", "snapshot", "final", "sp")
const label = fc.array(fc.oneof(number, word), { maxLength: 3 }).map((parts) => parts.join("."))
const semantic = fc.tuple(release(3), label).map(([numbers, pre]) => (pre === "" ? numbers : `${numbers}-${pre}`))
const python = fc
  .tuple(
    fc.constantFrom("", "1!"),
    release(3),
    fc.constantFrom("", "a1", "b", "rc2"),
    fc.constantFrom("", ".post1", "-2"),
    fc.constantFrom("", ".dev0", ".dev3"),
    fc.constantFrom("", "+a.1", "+2"),
  )
  .map((parts) => parts.join(""))
const maven = fc
  .array(fc.tuple(fc.oneof(number, word), fc.constantFrom(".", "-", "")), { minLength: 1, maxLength: 5 })
  .map((parts) => parts.flat().join("").replace(/[.-]$/, ""))
const gem = fc.tuple(number, fc.array(fc.oneof(number, word), { maxLength: 3 })).map(([first, rest]) => [first, ...rest].join("."))
const composer = fc
  .tuple(release(4), fc.constantFrom("", "-alpha", "-alpha1", "-beta2", "-RC1", "-p1", "-patch2.1"), fc.constantFrom("", "-dev"))
  .map((parts) => parts.join(""))

const arbitraries: Readonly<Record<Ecosystem, fc.Arbitrary<string>>> = {
  npm: semantic,
  "crates.io": semantic,
  Go: semantic.map((version) => `v${version}`),
  Hex: semantic,
  NuGet: fc.tuple(release(4), label).map(([numbers, pre]) => (pre === "" ? numbers : `${numbers}-${pre}`)),
  PyPI: python,
  Maven: maven,
  RubyGems: gem,
  Packagist: composer,
}

test.each(Object.entries(arbitraries) as [Ecosystem, fc.Arbitrary<string>][])("%s: the order is total", (ecosystem, versions) => {
  const order = versionOrders[ecosystem]
  const compare = (a: string, b: string) => {
    const step = order(a, b)
    if (step === undefined) throw new Error(`${a} and ${b} cannot be compared`)
    return Math.sign(step)
  }
  const lawful = fc.property(versions, versions, versions, (a, b, c) => {
    const reflexive = compare(a, a) === 0
    const antisymmetric = compare(a, b) + compare(b, a) === 0
    const transitive = compare(a, b) > 0 || compare(b, c) > 0 || compare(a, c) <= 0
    const consistent = compare(a, b) !== 0 || compare(a, c) === compare(b, c)
    return reflexive && antisymmetric && transitive && consistent
  })
  expect(() => fc.assert(lawful, { numRuns: 2000 })).not.toThrow()
})

test.each(Object.keys(versionOrders) as Ecosystem[])("%s: any text is compared or refused, never a crash, in bounded time", (ecosystem) => {
  const order = versionOrders[ecosystem]
  const harmless = fc.property(fc.string({ maxLength: 300 }), fc.string({ maxLength: 300 }), (a, b) => void order(a, b))
  expect(() => fc.assert(harmless)).not.toThrow()
  for (const text of ["1.".repeat(128), "1-".repeat(128), "a".repeat(256), `${"1".repeat(255)}x`, `1-${"a.".repeat(127)}`, `1+${"a.".repeat(127)}`])
    void order(text, text)
})
