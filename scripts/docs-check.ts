// `npm run docs:check`: links lead somewhere, commands that are named exist, generated pages are what would be generated.
import { execFileSync } from "node:child_process"
import { existsSync, readFileSync } from "node:fs"
import { posix } from "node:path"
import { generatedPages } from "./documents.ts"
import { anchorsIn, callsIn, codeIn, commandFault, linksIn } from "./mentions.ts"

// Pages of examples and fixtures speak of themselves; they are data.
const elsewhere = /^(?:test\/fixtures|examples\/[^/]+\/(?:app|inputs|fixed)|rules|src)\//

function pages(): string[] {
  const listed = execFileSync("git", ["ls-files", "-z", "--cached", "--others", "--exclude-standard", "--", "*.md"], { encoding: "utf8" })
  return listed
    .split("\0")
    .filter((path) => path !== "" && !elsewhere.test(path) && existsSync(path))
    .sort()
}

const scripts = new Set(Object.keys((JSON.parse(readFileSync("package.json", "utf8")) as { scripts: object }).scripts))
const problems: string[] = []

for (const page of pages()) {
  const text = readFileSync(page, "utf8").replaceAll("\r\n", "\n")
  for (const { line, target } of linksIn(text)) {
    const [path = "", anchor] = target.split("#")
    const file = path === "" ? page : posix.join(posix.dirname(page), decodeURIComponent(path))
    if (!existsSync(file)) problems.push(`${page}:${line}: ${target} leads nowhere`)
    else if (anchor !== undefined && file.endsWith(".md") && !anchorsIn(readFileSync(file, "utf8")).has(anchor))
      problems.push(`${page}:${line}: ${file} has no heading #${anchor}`)
  }
  // The generated requirements cite calls of other programs and of former times.
  if (page.startsWith("docs/requirements/")) continue
  for (const { line, code } of codeIn(text)) {
    for (const [, script = ""] of code.matchAll(/\bnpm run ([a-z:-]+)/g)) {
      if (!scripts.has(script)) problems.push(`${page}:${line}: there is no script ${script}`)
    }
    for (const call of callsIn(code)) {
      const fault = commandFault(call)
      if (fault !== undefined) problems.push(`${page}:${line}: ${call}: ${fault}`)
    }
  }
}

for (const { path, text } of generatedPages()) {
  const written = existsSync(path) ? readFileSync(path, "utf8").replaceAll("\r\n", "\n") : ""
  if (written !== text) problems.push(`${path} is out of date; run npx tsx scripts/generate-docs.ts`)
}

for (const problem of problems) process.stderr.write(`docs: ${problem}\n`)
if (problems.length === 0) process.stdout.write("The documents are in order.\n")
process.exitCode = problems.length > 0 ? 1 : 0
