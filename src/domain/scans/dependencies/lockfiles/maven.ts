/** pom.xml: direct dependencies whose version the file itself tells (Maven, "POM Reference"); gradle.lockfile. */
import { Collection } from "../collect.ts"
import { shown, type LockReading, type PackageScope } from "../package.ts"
import { readXml } from "./xml.ts"

interface Dependency {
  readonly fields: ReadonlyMap<string, string>
  readonly line: number
}

/** Throws `lockfile/invalid` with the line. */
export function readPom(text: string, file: string): LockReading {
  const properties = new Map<string, string>()
  const dependencies: Dependency[] = []
  const managed = new Map<string, string>()
  let fields = new Map<string, string>()
  readXml(text, file, ({ path, text: value, line }) => {
    const at = path.join("/")
    const name = path.at(-1) ?? ""
    if (path.length === 3 && at.startsWith("project/properties/")) properties.set(name, value)
    else if (path.length === 2 && (name === "version" || name === "groupId")) properties.set(`project.${name}`, value)
    else if (path.length === 3 && path[1] === "parent" && (name === "version" || name === "groupId")) {
      properties.set(`project.parent.${name}`, value)
      if (!properties.has(`project.${name}`)) properties.set(`project.${name}`, value)
    } else if (path.at(-2) === "dependency") fields.set(name, value)
    else if (name === "dependency") {
      if (at === "project/dependencies/dependency" || /^project\/profiles\/profile\/dependencies\/dependency$/.test(at))
        dependencies.push({ fields, line })
      else if (at === "project/dependencyManagement/dependencies/dependency") {
        managed.set(`${fields.get("groupId")}:${fields.get("artifactId")}`, fields.get("version") ?? "")
      }
      fields = new Map()
    }
  })
  const found = new Collection("Maven")
  for (const { fields: fieldsOfOne, line } of dependencies) {
    const group = filled(fieldsOfOne.get("groupId") ?? "", properties)
    const artifact = filled(fieldsOfOne.get("artifactId") ?? "", properties)
    const name = `${group}:${artifact}`
    const own = group !== undefined && group === properties.get("project.groupId") && fieldsOfOne.get("version") === "${project.version}"
    if (own) continue
    const written = fieldsOfOne.get("version") ?? managed.get(`${fieldsOfOne.get("groupId")}:${fieldsOfOne.get("artifactId")}`)
    const version = written === undefined ? undefined : exact(filled(written, properties))
    if (group === undefined || artifact === undefined || version === undefined) {
      found.skip(line, `${shown(name)}: this pom.xml does not tell its version; state it here or scan with a tool that resolves Maven`)
      continue
    }
    found.add({ name, version, line, scope: scopeOf(fieldsOfOne) })
  }
  if (dependencies.length > 0) {
    found.skip(1, "pom.xml lists direct dependencies only; what they bring along was not examined: scan with a tool that resolves Maven")
  }
  return { packages: found.packages, unpinned: found.unpinned }
}

/** `[1.0]` is the only range that names one version. */
function exact(version: string | undefined): string | undefined {
  if (version === undefined) return undefined
  const only = /^\[([^,[\]]{1,256})\]$/.exec(version)?.[1] ?? version
  return /[,[\]()$\s]/.test(only) || /^(?:LATEST|RELEASE)$/.test(only) || only === "" ? undefined : only
}

const maxRounds = 10

/** With `${…}` replaced, also several levels deep; undefined when a property is not in this file. */
function filled(text: string, properties: ReadonlyMap<string, string>): string | undefined {
  let value = text
  for (let round = 0; round < maxRounds && value.includes("${"); round += 1) {
    let missing = false
    value = value.replace(/\$\{([^${}]{1,200})\}/g, (_, name: string) => {
      const known = properties.get(name.trim())
      missing ||= known === undefined
      return known ?? ""
    })
    if (missing || value.length > 1000) return undefined
  }
  return value.includes("${") ? undefined : value
}

function scopeOf(fields: ReadonlyMap<string, string>): PackageScope {
  if (fields.get("scope") === "test") return "development"
  return fields.get("optional") === "true" ? "optional" : "required"
}

/** gradle.lockfile and buildscript-gradle.lockfile: `group:artifact:version=configurations` (Gradle, "Locking dependency versions"). */
export function readGradleLock(text: string): LockReading {
  const found = new Collection("Maven")
  for (const [index, raw] of text.split("\n").entries()) {
    const content = raw.trim()
    if (content === "" || content.startsWith("#") || content.startsWith("empty=")) continue
    const equals = content.indexOf("=")
    const parts = (equals < 0 ? content : content.slice(0, equals)).split(":")
    const [group, artifact, version] = parts
    if (parts.length !== 3 || !group || !artifact || !version) {
      found.skip(index + 1, "the line is not group:artifact:version=configurations")
      continue
    }
    const configurations = equals < 0 ? [] : content.slice(equals + 1).split(",")
    const testing = configurations.length > 0 && configurations.every((name) => /test/i.test(name))
    found.add({ name: `${group}:${artifact}`, version, line: index + 1, scope: testing ? "development" : "required" })
  }
  return { packages: found.packages, unpinned: found.unpinned }
}
