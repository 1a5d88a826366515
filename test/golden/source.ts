/** What the source itself says: its error codes and the names of its JSON forms, read from the literals. */
import { execFileSync } from "node:child_process"
import { readFileSync } from "node:fs"

/** Literals that look like an error code and are none: media types, modules, package names, a word on the terminal. */
const otherLiterals = new Set(["application/json", "application/xml", "csv-parse/sync", "n/a", "packages/package", "stripe/stripe-php", "twilio/sdk"])

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

/** Every literal that has the form of an error code. */
export function errorCodeLiterals(): string[] {
  return literals(/"([a-z]+(?:-[a-z]+)*\/[a-z]+(?:-[a-z]+)*)"/g).filter((literal) => !otherLiterals.has(literal))
}

/** `path: expression` of every error whose code is put together at run time. */
export function computedErrorCodes(): string[] {
  return sourceFiles().flatMap(({ path, text }) => [...text.matchAll(/`([a-z-]+\/\$\{[a-z.]+\})`/gi)].map(([, expression = ""]) => `${path}: ${expression}`))
}

export function schemaNames(): string[] {
  return literals(/["`](tipstaff\.[a-z-]+\/\d+)["`]/g)
}
