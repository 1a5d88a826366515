import { expect, test } from "vitest"
import { leavingOut, type Exclusion } from "./exclusions.ts"

const over = (entries: readonly Exclusion[], prefix = "") => leavingOut(entries, { prefix, file: "tipstaff.yaml", lineOf: (index) => index + 4 })
const vendored = { path: "vendor/**", reason: "third-party" }

test("paths count from the root, wherever the scan begins, and the first exclusion that holds is the one that is named", () => {
  const out = over([vendored, { path: "**/*.7z", reason: "unreadable" }], "vendor/")
  expect([out.holdsFor("a.ts"), over([vendored]).holdsFor("src/vendor/a.ts"), over([vendored]).holdsFor("vendor/.x/y")]).toEqual([true, false, true])
  out.count("tool.7z")
  expect(out.counted()).toEqual([{ pattern: "vendor/**", reason: "third-party", files: 1 }])
})

test("asking counts nothing", () => {
  const out = over([vendored])
  out.holdsFor("vendor/a")
  expect(out.counted()).toEqual([])
})

test.each([
  ["**", "holds for every path"],
  ["**/*", "holds for every path"],
  ["*/**/**/**/**/x", "may hold ** three times"],
  ["*a*a*a*a*b", "may hold three * or ? in one part of the path"],
  ["+(a|aa)+(a|aa)", "may hold * ? [ ] { } of the pattern signs, no parentheses, no | and no leading !"],
  ["!src/**", "may hold * ? [ ] { } of the pattern signs, no parentheses, no | and no leading !"],
])("%s is not heeded, and that is said", (path, problem) => {
  const out = over([vendored, { path, reason: "r" }])
  expect(out.notes).toEqual([`tipstaff.yaml:5: the exclusion ${problem}, so the scan for secrets does not heed it`])
  expect([out.holdsFor("src/a"), out.holdsFor("vendor/a")]).toEqual([false, true])
})
