/** What an attacker can put into a file: garbage never throws, and time grows with the length of the input. */
import * as fc from "fast-check"
import { describe, expect, test } from "vitest"
import { cpuMs } from "../../../../test/support/cpu-time.ts"
import { parseDockerfile } from "./dockerfile.ts"
import { parseHcl } from "./hcl.ts"
import { parseJsonLines } from "./json-lines.ts"
import { isLiteralSecret, namesSecret } from "./secret-name.ts"
import { lineSettings } from "./settings.ts"
import { pipesToShell, plainHttp, shellCommands, verificationOff } from "./shell-text.ts"
import { subjectScanners } from "./subjects.ts"

const paths = [
  "Dockerfile",
  "compose.yaml",
  ".github/workflows/a.yml",
  "action.yml",
  ".mcp.json",
  ".codex/config.toml",
  "AGENTS.md",
  "pod.yaml",
  "pod.json",
  "main.tf",
  "nginx.conf",
  "a.properties",
]

function scanEverything(path: string, text: string): number {
  return subjectScanners
    .filter((scanner) => scanner.matches(path))
    .reduce((sum, scanner) => sum + scanner.scan(path, text, () => false).hits.length, 0)
}

/** Pieces that the grammars react to, in any order. */
const pieces = fc
  .array(
    fc.constantFrom(
      "FROM a AS b\n",
      "RUN <<EOF\n",
      "\\\n",
      "`",
      '"',
      "'",
      "$(",
      "${{ secrets.A }}",
      "${",
      "}}",
      "{",
      "}",
      "[",
      "]",
      "(",
      ")",
      "|",
      "||",
      "&&",
      ";",
      "\n",
      "  ",
      "- ",
      ": ",
      "services:\n",
      "jobs:\n",
      "steps:\n",
      "run: |\n",
      "uses: a@b\n",
      "apiVersion: v1\nkind: Pod\n",
      "spec:\n",
      "&a ",
      "*a ",
      "!t ",
      "<<: ",
      "#",
      "//",
      "/*",
      "=",
      "<<-X\n",
      "curl http://a.b ",
      "sh ",
      "\u0000",
      "\ud800",
      "\u202e",
      "ssl_protocols ",
      "TLSv1",
      "mcpServers",
      "null",
      "-1",
      "---\n",
      "\t",
      "permissions:\n",
      "on: ",
    ),
    { maxLength: 60 },
  )
  .map((parts) => parts.join(""))

describe.each(paths)("as %s", (path) => {
  test("random bytes never throw", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), (bytes) => {
        expect(scanEverything(path, Buffer.from(bytes).toString("utf8"))).toBeGreaterThanOrEqual(0)
      }),
      { numRuns: 150 },
    )
  })
  test("pieces of the grammar in any order never throw", () => {
    fc.assert(
      fc.property(pieces, (text) => {
        expect(scanEverything(path, text)).toBeGreaterThanOrEqual(0)
      }),
      { numRuns: 250 },
    )
  })
  test("any data of the right outer shape never throws", () => {
    fc.assert(
      fc.property(
        fc.jsonValue({ maxDepth: 5 }),
        fc.constantFrom("services", "jobs", "runs", "mcpServers", "permissions", "hooks", "spec", "on", "env"),
        (value, key) => {
          const text = JSON.stringify({ apiVersion: "v1", kind: "Pod", [key]: { a: value }, on: value, profiles: value })
          expect(scanEverything(path, text)).toBeGreaterThanOrEqual(0)
        },
      ),
      { numRuns: 100 },
    )
  })
})

test("what the JSON reader accepts of strict JSON is what JSON.parse says", () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.integer({ min: 0, max: 3 }), (value, indent) => {
      const text = JSON.stringify(value, null, indent)
      expect(parseJsonLines(text, "a.json").value).toEqual(JSON.parse(text))
    }),
  )
})

test("nesting beyond the bound is an error and not a crash", () => {
  expect(() => parseJsonLines("[".repeat(100_000), "a.json")).toThrow("nests deeper than 200 levels")
  expect(parseHcl("a {\n".repeat(100_000)).problem?.reason).toBe("nests deeper than 100 levels")
  for (const text of ["[".repeat(50_000), "{a: ".repeat(50_000), "- ".repeat(50_000)]) {
    for (const path of ["compose.yaml", "pod.yaml", ".github/workflows/a.yml"]) {
      const reports = subjectScanners
        .filter((scanner) => scanner.matches(path))
        .map((scanner) => scanner.scan(path, `apiVersion: v1\nkind: Pod\n${text}`, () => false))
      expect(reports.flatMap((report) => report.unexamined).length).toBeGreaterThan(0)
    }
  }
})

const hostile: readonly (readonly [string, string, string])[] = [
  ["Dockerfile", "unclosed substitutions", 'RUN "$(curl '],
  ["Dockerfile", "continuations", "RUN a \\\n"],
  ["Dockerfile", "here-documents", "RUN <<A <<B\nA\n"],
  ["Dockerfile", "options", "--mount=a --mount="],
  ["Dockerfile", "assignments", "ENV TOKEN=x A_TOKEN=y \\\n"],
  ["Dockerfile", "arguments", "ARG A=b\nFROM ${A}\n"],
  ["nginx.conf", "protocols", "ssl_protocols TLSv1 !TLSv1 -TLSv1 "],
  ["nginx.conf", "lines", "ssl_ciphers DES-A:!B;\n"],
  ["nginx.conf", "names", "tls.tls.tls.ssl.min."],
  ["main.tf", "nested strings", '"${"${'],
  ["main.tf", "heredocs", "a = <<X\n"],
  ["main.tf", "policies", 'policy = "{ Action = \\"*\\" "\n'],
  ["main.tf", "comments", "/* # // \n"],
  ["AGENTS.md", "phrases", "ignore all the send never ask for "],
  ["AGENTS.md", "comments", "<!-- curl x | "],
  ["AGENTS.md", "tags", "\u{1f3f4}\u{e0067}"],
  [".mcp.json", "comments", "/**/ //\n"],
  [".mcp.json", "brackets", '[1,{"a":'],
  ["a.properties", "keys", "a.ssl.min.tls.version.protocol"],
]

/** Best of five runs: other work on the machine only ever adds. */
function time(work: () => unknown): number {
  let best = Number.POSITIVE_INFINITY
  for (let run = 0; run < 5; run += 1) {
    const start = cpuMs()
    work()
    best = Math.min(best, cpuMs() - start)
  }
  return best
}

/** For eight times the input: about 8 when linear, 64 when quadratic. The constant, in milliseconds, keeps very short times from deciding. */
function growth(once: () => unknown, eightfold: () => unknown): number {
  return time(eightfold) / (time(once) + 2.5)
}

test.each(hostile)("%s: %s cost time in proportion", (path, _, piece) => {
  const small = 5_000
  const text = (size: number): string => piece.repeat(Math.ceil(size / piece.length))
  scanEverything(path, text(small))
  expect(
    growth(
      () => scanEverything(path, text(small)),
      () => scanEverything(path, text(small * 8)),
    ),
  ).toBeLessThan(32)
})

const scripts = [
  "curl a | sh; ",
  "$(",
  '"$(',
  "<<A\n",
  "'",
  '"',
  "{ ",
  "`",
  "a=b ",
  "curl http://a.b ",
  "\\\n",
  "${{ ",
  "sudo -u env ",
  "> x ",
  "http.".repeat(20),
  "#a\n",
]

test.each(scripts)("a script of %j costs time in proportion", (piece) => {
  const run = (size: number): void => {
    const text = piece.repeat(Math.ceil(size / piece.length))
    for (const check of [shellCommands, pipesToShell, verificationOff, plainHttp]) check(text)
  }
  run(2000)
  expect(
    growth(
      () => run(2000),
      () => run(16_000),
    ),
  ).toBeLessThan(32)
})

test.each(["aA", "_", "key_", "password", "$", "x", "(", "aA1-"])("names and values of %j cost time in proportion", (piece) => {
  const run = (size: number): void => {
    const text = piece.repeat(Math.ceil(size / piece.length))
    namesSecret(text)
    isLiteralSecret(text)
    parseDockerfile(text)
    void [...lineSettings(text)]
  }
  run(20_000)
  expect(
    growth(
      () => run(20_000),
      () => run(160_000),
    ),
  ).toBeLessThan(32)
})
