/** requirements files of pip: exact pins are packages, everything else is reported (pip, "Requirements File Format"; PEP 508). */
import { Collection } from "../collect.ts"
import { hashOf } from "../hashes.ts"
import { normalPythonName, shown, type LockReading } from "../package.ts"

const named = /^([A-Za-z0-9](?:[A-Za-z0-9._-]{0,200}[A-Za-z0-9])?)[ \t]*(?:\[[^\]]{0,500}\])?[ \t]*(.*)$/s
const pinned = /^\(?[ \t]*={2,3}[ \t]*([A-Za-z0-9][A-Za-z0-9.!+_-]{0,255})[ \t]*\)?$/
// A constraints file (-c) installs nothing; a requirement that only it pins is reported as unpinned.
const include = /^(?:-r|--requirement)(?:[ \t]*=[ \t]*|[ \t]+|(?=[^-\s]))([^\s].*)$/
const editable = /^(?:-e|--editable)\b/
const hash = /--hash[= ]([a-z0-9]{1,16}):([0-9a-fA-F]{1,128})/g

export function readRequirements(text: string): LockReading {
  const found = new Collection("PyPI")
  const includes: { path: string; line: number }[] = []
  for (const { line, content } of logicalLines(text)) {
    if (content === "") continue
    const other = include.exec(content)?.[1]
    if (other !== undefined) includes.push({ path: other.trim(), line })
    else if (editable.test(content)) {
      if (!/^(?:-e|--editable)[= \t]+\./.test(content)) found.skip(line, "an editable requirement from an address: no version pinned")
    } else if (!content.startsWith("-")) readRequirement(content, line, found)
  }
  return { packages: found.packages, unpinned: found.unpinned, includes }
}

function readRequirement(content: string, line: number, found: Collection): void {
  const hashes = [...content.matchAll(hash)].flatMap((match) => hashOf(match[1] ?? "", match[2] ?? ""))
  const options = content.search(/[ \t]--[a-z]/)
  const requirement = (options < 0 ? content : content.slice(0, options)).split(";")[0]?.trim() ?? ""
  const [, name, specifier = ""] = named.exec(requirement) ?? []
  // A path to a folder or an archive inside the project.
  if (/^\.{0,2}\//.test(requirement) || requirement === ".") return
  const version = pinned.exec(specifier.trim())?.[1]
  if (name === undefined || version === undefined) {
    found.skip(line, `${shown(name ?? requirement)}: no version pinned; write name==version, for example with pip-compile or pip freeze`)
    return
  }
  found.add({ name: normalPythonName(name), version, line, hashes: hashes.length === 1 ? hashes : [] })
}

/** Lines joined at a closing backslash, without comments. The number is that of the first line. */
function* logicalLines(text: string): Generator<{ readonly line: number; readonly content: string }> {
  let parts: string[] = []
  let start = 1
  for (const [index, raw] of text
    .replace(/^\ufeff/, "")
    .split("\n")
    .entries()) {
    if (parts.length === 0) start = index + 1
    const whole = raw.replace(/\r$/, "")
    const comment = /(?:^|[ \t])#/.exec(whole)
    const content = comment === null ? whole : whole.slice(0, comment.index)
    if (content.endsWith("\\")) {
      parts.push(content.slice(0, -1))
      continue
    }
    parts.push(content)
    yield { line: start, content: parts.join(" ").trim() }
    parts = []
  }
  if (parts.length > 0) yield { line: start, content: parts.join(" ").trim() }
}
