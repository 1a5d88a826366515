/** What the source itself says: its error codes and the names of its JSON forms, read from the literals. */
import { execFileSync } from "node:child_process"
import { readFileSync } from "node:fs"

/** Paths and texts of the product's own files, without tests. */
export function sourceFiles(): { readonly path: string; readonly text: string }[] {
  const listed = execFileSync("git", ["ls-files", "-z", "--cached", "--others", "--exclude-standard", "--", "src/**/*.ts"], { encoding: "utf8" })
  const paths = listed.split("\0").filter((path) => path !== "" && !/\.test(?:-data)?\.ts$/.test(path))
  return paths.sort().map((path) => ({ path, text: readFileSync(path, "utf8") }))
}

function literals(pattern: RegExp): string[] {
  const found = sourceFiles().flatMap(({ text }) => [...text.matchAll(pattern)].map(([, literal = ""]) => literal))
  return [...new Set(found)].sort()
}

/** Every literal of the form area/what whose area is one of those that errors are thrown with. */
export function errorCodeLiterals(): string[] {
  const thrown = literals(/(?:Error|Refusal|throwProblems|fail)\(\s*"([a-z-]+\/[a-z-]+)"/g)
  const areas = new Set([...thrown.map(areaOf), "internal"])
  return literals(/"([a-z]+(?:-[a-z]+)*\/[a-z]+(?:-[a-z]+)*)"/g).filter((literal) => areas.has(areaOf(literal)))
}

function areaOf(code: string): string {
  return code.slice(0, code.indexOf("/"))
}

/** `path: expression` of every error whose code is put together at run time. */
export function computedErrorCodes(): string[] {
  return sourceFiles().flatMap(({ path, text }) => [...text.matchAll(/`([a-z-]+\/\$\{[a-z.]+\})`/gi)].map(([, expression = ""]) => `${path}: ${expression}`))
}

export function schemaNames(): string[] {
  return literals(/["`](tipstaff\.[a-z-]+\/\d+)["`]/g)
}
