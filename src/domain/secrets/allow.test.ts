import * as fc from "fast-check"
import { expect, test } from "vitest"
import { cpuMs } from "../../../test/support/cpu-time.ts"
import { allowAround, readAllow, type AllowAnswer } from "./allow.ts"
import { expand, randomFrom } from "./generate.ts"
import { secretRules } from "./rules.ts"
import { createSecretScanner } from "./scanner.ts"

const ruleIds = new Set(secretRules.map(({ id }) => id))
const context = { now: Date.parse("2026-11-20T12:00:00Z"), rules: () => ruleIds }
const value = expand("{{alnum:24}}", randomFrom(3))
const good = "tipstaff:allow policy-2,generic-quoted the shared test account until=2027-03-31"

/** The answer for the secret, which stands where the text has VALUE. */
function answer(template: string, rule = "policy-2", path = "src/a.ts"): AllowAnswer {
  const start = template.indexOf("VALUE")
  const line = template.slice(0, start).split("\n").length
  return allowAround(template.replace("VALUE", value), { start, end: start + value.length }, { rule, path, line }, context)
}

test("a comment allows its rules, with a reason, until a day", () => {
  expect(answer(`password = "VALUE" # ${good}\n`)).toEqual({
    allowed: { rules: ["policy-2", "generic-quoted"], reason: "the shared test account", until: "2027-03-31" },
  })
})

test.each([
  `password = "VALUE" # ${good}`,
  `password = "VALUE" #${good}`,
  `password = "VALUE"; // ${good}`,
  `password = "VALUE" ;; ${good}`,
  `password = "VALUE"; /* ${good} */`,
  `/* ${good} */ password = "VALUE"`,
  `<p>VALUE</p><!-- ${good} -->`,
  `password: VALUE # ${good}\r\nnext: line`,
  `SELECT 'VALUE' -- ${good}`,
  `let a = 'it\\'s VALUE' // ${good}`,
  `// ${good}\npassword = "VALUE"`,
  `first\r\n  # ${good}\r\n  password = "VALUE"\r\n`,
  `/* ${good} */\npassword = "VALUE"`,
  `  {/* ${good} */}\n  password = "VALUE"`,
  `<!-- ${good} -->\n<p>VALUE</p>`,
  `-- ${good}\nVALUE`,
  `; ${good}\npassword=VALUE`,
  `% ${good}\nVALUE`,
  `REM ${good}\nset password=VALUE`,
  `@rem ${good}\nset password=VALUE`,
  `:: ${good}\nset password=VALUE`,
  `' ${good}\npassword = "VALUE"`,
  `" ${good}\nlet password = 'VALUE'`,
  `(* ${good} *)\nVALUE`,
  `{- ${good} -}\nVALUE`,
  `{# ${good} #}\nVALUE`,
  `<%-- ${good} --%>\nVALUE`,
  `{{!-- ${good} --}}\nVALUE`,
  `# ${good}\nkey = """VALUE\nsecond line"""`,
])("a comment is one in any language: %j", (text) => {
  expect(answer(text)).toMatchObject({ allowed: { until: "2027-03-31" } })
})

test.each([
  ["in the quotes of the secret, before it", `password = "x # ${good} VALUE"`, "may stand inside quotes; give it a line of its own above the secret"],
  ["in a string beside it", `user = "# ${good}"; password = "VALUE"`, "may stand inside quotes; give it a line of its own above the secret"],
  ["in the string of the secret, behind it", `password = "VALUE # ${good}"`, "may stand inside quotes; give it a line of its own above the secret"],
  ["in an open string", `password = 'VALUE, # ${good}`, "may stand inside quotes; give it a line of its own above the secret"],
  ["in a template", `f(\`VALUE // ${good}\`)`, "may stand inside quotes; give it a line of its own above the secret"],
  ["behind an apostrophe", `it's VALUE # ${good}`, "may stand inside quotes; give it a line of its own above the secret"],
  ["as a plain text", `password = "VALUE" ${good}`, "stands in no comment on the secret's line; put it on the line above"],
  ["as a string of its own", `f("VALUE", "${good}")`, "stands in no comment on the secret's line; put it on the line above"],
  ["in an address", `fetch(VALUE, https://${good})`, "stands in no comment on the secret's line; put it on the line above"],
  ["as an option", `login VALUE --${good}`, "stands in no comment on the secret's line; put it on the line above"],
  ["around the secret", `# ${good.replace("the", "VALUE")}`, "holds the secret itself; put it on the line above"],
  ["in another comment's words", `f(VALUE) // see ${good}`, "stands in no comment on the secret's line; put it on the line above"],
])("it allows nothing %s", (_name, text, problem) => {
  expect(answer(text)).toEqual({ note: `src/a.ts:1: the comment tipstaff:allow ${problem}` })
})

test("a secret that holds the whole comment allows nothing", () => {
  for (const mark of ["", "# ", "// ", "/* ", "<!-- ", "-- ", "; ", "% ", "REM ", '" ', "' "]) {
    const text = `password = ${mark}${good}`
    const secret = { start: text.indexOf(mark + good), end: text.length }
    expect(allowAround(text, secret, { rule: "policy-2", path: "a", line: 1 }, context)).toEqual({
      note: "a:1: the comment tipstaff:allow stands inside the secret itself",
    })
  }
})

test("what the scanner itself finds in quotes is not allowed by what stands in the same quotes", () => {
  const scanner = createSecretScanner({ key: "test" })
  const token = expand("{{crc:ghp_}}", randomFrom(4))
  for (const text of [
    `password = "tipstaff:allow policy-2 x y until=2027-01-01 ${value}"`,
    `password = "${value} # tipstaff:allow policy-2,generic-quoted some reason until=2027-01-01"`,
    `token = "${token} // tipstaff:allow github-pat-classic,policy-7 some reason until=2027-01-01"`,
    `{"token": "${token}", "note": "# tipstaff:allow github-pat-classic some reason until=2027-01-01"}`,
    `["# tipstaff:allow github-pat-classic some reason until=2027-01-01",\n"${token}"]`,
    `[\n"tipstaff:allow github-pat-classic some reason until=2027-01-01",\n"${token}"]`,
    `[\n'tipstaff:allow github-pat-classic some reason until=2027-01-01',\n"${token}"]`,
  ]) {
    for (const { start, end, rule, line } of scanner.scanText(text, "a.ts")) {
      expect([text, allowAround(text, { start, end }, { rule: rule.id, path: "a.ts", line }, context).allowed]).toEqual([text, undefined])
    }
  }
})

test.each([
  ["# tipstaff:allow", "names no rule"],
  ["# tipstaff:allow until=2027-01-01", "names no rule"],
  ["# tipstaff:allow * every rule until=2027-01-01", "names every rule at once; name the rules one by one"],
  ["# tipstaff:allow policy-2,* some reason until=2027-01-01", "names every rule at once; name the rules one by one"],
  ["# tipstaff:allow policy-2 until=2027-01-01", "gives no reason"],
  ["# tipstaff:allow policy-2 - until=2027-01-01", "gives no reason"],
  ["# tipstaff:allow policy-2 some reason", "gives no until=YYYY-MM-DD"],
  ["# tipstaff:allow policy-2 some reason until=2027-01-01 until=2027-01-02", "gives more than one end"],
  ["# tipstaff:allow policy-2 some reason until=tomorrow", "has an end that is no date of the form YYYY-MM-DD"],
  ["# tipstaff:allow policy-2 some reason until=2027-02-30", "has an end that is no date of the form YYYY-MM-DD"],
  ["# tipstaff:allow policy-2 some reason until=2026-11-19", "ended on 2026-11-19"],
  ["# tipstaff:allow policy-2 some reason until=2027-11-22", "ends more than a year from now"],
  ["# tipstaff:allow policy-22 some reason until=2027-01-01", "names a rule that does not exist; policy-2 does"],
  ["# tipstaff:allow hunter2hunter2hunter2 some reason until=2027-01-01", "names a rule that does not exist"],
  ["# tipstaff:allow generic-quoted some reason until=2027-01-01", "does not name policy-2, which found the secret"],
])("%s", (comment, problem) => {
  expect(answer(`password = VALUE ${comment}`)).toEqual({ note: `src/a.ts:1: the comment tipstaff:allow ${problem}` })
  expect(answer(`\n${comment}\npassword = VALUE`)).toEqual({ note: `src/a.ts:2: the comment tipstaff:allow ${problem}` })
})

test("a day counts through its end in UTC", () => {
  const text = `password = VALUE # tipstaff:allow policy-2 some reason until=2026-11-20`
  const at = (now: string) =>
    allowAround(text, { start: 11, end: 16 }, { rule: "policy-2", path: "a", line: 1 }, { ...context, now: Date.parse(now) })
  expect(at("2026-11-20T23:59:59.999Z").allowed).toBeDefined()
  expect(at("2026-11-21T00:00:00Z")).toEqual({ note: "a:1: the comment tipstaff:allow ended on 2026-11-20" })
})

test("a comment speaks of its own line when code stands there, and of the next line alone otherwise", () => {
  expect(answer(`a = 1 # ${good}\npassword = VALUE`)).toEqual({})
  expect(answer(`/* ${good} */ a = 1\npassword = VALUE`)).toEqual({})
  expect(answer(`# ${good}\n\npassword = VALUE`)).toEqual({})
  expect(answer(`password = VALUE\n# ${good}`)).toEqual({})
})

test("words that only begin like the comment are none", () => {
  for (const text of ["# tipstaff:allowed policy-2 x", "# tipstaff:allow-all x", "# tipstaff: allow x", "# Tipstaff:allow x"]) {
    expect(readAllow(`VALUE ${text}`, { secret: { start: 0, end: 5 } })).toBeUndefined()
  }
})

test("the file's name cannot add a line to the note", () => {
  expect(answer("VALUE # tipstaff:allow", "policy-2", "a\n::error::b").note).toBe("a\\n::error::b:1: the comment tipstaff:allow names no rule")
})

test("on lines of a hundred megabytes only the neighbourhood is looked at", () => {
  const far = "x".repeat(50_000_000)
  const start = cpuMs()
  for (let time = 0; time < 1000; time += 1) {
    expect(answer("VALUE")).toEqual({})
    expect(allowAround(far, { start: 25_000_000, end: 25_000_020 }, { rule: "policy-2", path: "a", line: 1 }, context)).toEqual({})
  }
  const hostile = ["tipstaff:allow ", "# tipstaff:allow ", "# tipstaff:allow a,", " ".repeat(50), "/*", "'", ",a"].map((piece) =>
    piece.repeat(20_000),
  )
  for (const line of hostile) {
    allowAround(`VALUE ${line}`, { start: 0, end: 5 }, { rule: "policy-2", path: "a", line: 1 }, context)
    allowAround(`${line}\nVALUE`, { start: line.length + 1, end: line.length + 6 }, { rule: "policy-2", path: "a", line: 2 }, context)
  }
  expect(cpuMs() - start).toBeLessThan(3000)
  const long = `${"x".repeat(20_000)}${value} // ${good}`
  expect(allowAround(long, { start: 20_000, end: 20_024 }, { rule: "policy-2", path: "a", line: 1 }, context)).toEqual({
    note: "a:1: the comment tipstaff:allow stands on a line too long to be read",
  })
})

test("whatever stands around it, reading ends without an error and no note shows it", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), fc.string({ unit: "binary" }), (before, after) => {
      const text = `${before}${value}${after} # tipstaff:allow ${value} ${after}`
      const { note } = allowAround(
        text,
        { start: before.length, end: before.length + value.length },
        { rule: "policy-2", path: "a", line: 1 },
        context,
      )
      expect(note?.includes(value) ?? false).toBe(false)
    }),
  )
})
