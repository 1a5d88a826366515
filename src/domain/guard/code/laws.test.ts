import * as fc from "fast-check"
import { describe, expect, it } from "vitest"
import { codeEffects, type Language } from "./code.ts"
import { effectsOf, reads, runs, unknown } from "./expectations.ts"

const languages: readonly Language[] = ["python", "javascript", "ruby", "perl", "php"]
const language = fc.constantFrom(...languages)
const fragment = fc.constantFrom(
  ..."os.system( ' \" ` { } ( ) [ ] \n ; , . + = => -> :: import from as def function ( eval exec open 'a' \"b\" $x @y %w[ <<A <<<'B' \nA\n q{ s/ / // /* */ # \\ x = f' ${ #{ ''' lambda for in | do end 1 base64.b64decode require getattr".split(
    " ",
  ),
)
const programText = fc.oneof(
  fc.string({ unit: "binary", maxLength: 200 }),
  fc.array(fragment, { maxLength: 60 }).map((parts) => parts.join(" ")),
)
const name = fc.stringMatching(/^[a-z]{3,8}$/).map((text) => `v_${text}`)

const withVariable: Readonly<Record<Language, (name: string, comment: string) => string>> = {
  python: (v, c) => `import subprocess ${c}\n${v} = ['rm', '-rf'] + ['x']\n${c}\nsubprocess.run(${v})\nopen(${v}[1])\nprint(${v})`,
  javascript: (v, c) => `const ${v} = 'rm' + ' -rf x' ${c}\n${c}\nrequire('child_process').execSync(${v})\nrequire('fs').readFileSync('-rf')`,
  ruby: (v, c) => `${v} = 'rm -rf x' ${c}\n${c}\nsystem ${v}\nputs File.read('-rf')`,
  perl: (v, c) => `my $${v} = 'rm -rf x'; ${c}\n${c}\nsystem($${v}); open(F, '<', '-rf');`,
  php: (v, c) => `$${v} = 'rm -rf x'; ${c}\n${c}\nsystem($${v}); readfile('-rf');`,
}
const commentMark: Readonly<Record<Language, string>> = { python: "#", javascript: "//", ruby: "#", perl: "#", php: "#" }

describe("the analysis of programs", () => {
  it("never throws, whatever the text", () => {
    fc.assert(
      fc.property(language, programText, (spoken, text) => Array.isArray(effectsOf(spoken, text))),
      { numRuns: 1000 },
    )
  })

  it("depends on no variable's name and on no comment", () => {
    fc.assert(
      fc.property(language, name, fc.stringMatching(/^[a-z '"`({]{0,20}$/), (spoken, variable, words) => {
        const effects = effectsOf(spoken, withVariable[spoken](variable, `${commentMark[spoken]} ${words}`))
        expect(effects).toEqual(effectsOf(spoken, withVariable[spoken]("v_plain", "")))
        expect(effects).toEqual([spoken === "python" ? runs("rm", "-rf", "x") : runs("rm -rf x"), reads("-rf")])
      }),
    )
  })

  it("takes what stands in a text for data", () => {
    for (const spoken of languages) expect(effectsOf(spoken, `print('system("id"); eval("1"); os.system("id")');`), spoken).toEqual([])
  })

  it("says that it does not read a program of more than 256 KB", () => {
    expect(effectsOf("python", " ".repeat(262_145))).toEqual([unknown("a program of more than 256 KB")])
  })

  it("says that brackets are nested too deeply", () => {
    for (const spoken of languages) {
      expect(effectsOf(spoken, `f(${"(".repeat(100_000)}`), spoken).toContainEqual(unknown("the program's brackets are nested too deeply"))
    }
  })

  it("stops at program text that runs itself", () => {
    let program = "import os; os.system('id')"
    for (let level = 0; level < 7; level += 1) program = `exec(${JSON.stringify(program)})`
    expect(effectsOf("python", program)).toEqual([
      { kind: "code.run", language: "python", origin: "unknown" },
      unknown("program text that the program computes"),
    ])
  })

  it("does not grow with values that are made of themselves", () => {
    const doubling = Array.from({ length: 40 }, (_, step) => `a${step + 1} = a${step} + a${step}`).join("\n")
    expect(effectsOf("python", `a0 = 'x'\n${doubling}\nimport os\nos.system(a40)`)).toEqual([unknown("a command that the program computes")])
    expect(effectsOf("python", "a = b\nb = a\nimport os\nos.system(a)")).toEqual([unknown("a command that the program computes")])
  })

  it("stays quick on long programs", () => {
    const long = (unit: string) => unit.repeat(Math.floor(100_000 / unit.length))
    const units = [
      "a.b(c);",
      "f(",
      "'a' + ",
      "x = y\n",
      "`${",
      "/*",
      "<<A\n",
      "a.",
      "{",
      "$a[",
      "for a in ",
      "import a, ",
      "f(1) {",
      "=> ",
      "a, ",
      "\\",
      "((1)).b;",
      '"#{',
      "<<<A\n",
    ]
    const started = performance.now()
    for (const spoken of languages)
      for (const unit of units)
        codeEffects(
          spoken,
          long(unit),
          () => [],
          () => [],
        )
    expect(performance.now() - started).toBeLessThan(30_000)
  }, 60_000)
})
