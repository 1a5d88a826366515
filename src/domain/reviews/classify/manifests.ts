/** Which packages a manifest asks for, by the manifest's own format. Lock files are not read: they follow the manifest. */
import { SaxesParser } from "saxes"
import { TipstaffError, messageOf } from "../../../base/errors.ts"
import { isRecord } from "../../../base/json.ts"
import { languageOf } from "./languages.ts"
import { lex } from "./lexer.ts"
import type { Ecosystem } from "./sdks.ts"
import { fieldAt, parseFields, type Fields } from "./structured.ts"
import { isPunct } from "./syntax.ts"

type Reader = (text: string, path: string) => string[]

interface Manifest {
  readonly ecosystem: Ecosystem
  readonly read: Reader
}

const manifests: readonly (readonly [RegExp, Manifest])[] = [
  [/(?:^|\/)package\.json$/, { ecosystem: "npm", read: packageJson }],
  [
    /(?:^|\/)(?:requirements|constraints)[\w.-]{0,60}\.(?:txt|in)$|(?:^|\/)requirements\/[\w.-]{1,60}\.(?:txt|in)$/,
    { ecosystem: "pypi", read: requirements },
  ],
  [/(?:^|\/)pyproject\.toml$/, { ecosystem: "pypi", read: pyproject }],
  [/(?:^|\/)Pipfile$/, { ecosystem: "pypi", read: (text, path) => keysAt(parseFields(text, `${path}.toml`), ["packages", "dev-packages"]) }],
  [/(?:^|\/)go\.mod$/, { ecosystem: "go", read: goMod }],
  [/(?:^|\/)pom\.xml$/, { ecosystem: "maven", read: pom }],
  [/(?:^|\/)[\w.-]{1,80}\.gradle(?:\.kts)?$/, { ecosystem: "maven", read: gradle }],
  [/(?:^|\/)Cargo\.toml$/, { ecosystem: "cargo", read: cargo }],
  [/(?:^|\/)(?:Gemfile|[\w.-]{1,80}\.gemspec)$/, { ecosystem: "gem", read: gemfile }],
  [/(?:^|\/)composer\.json$/, { ecosystem: "composer", read: (text, path) => keysAt(parseFields(text, path), ["require", "require-dev"]) }],
  [/(?:^|\/)(?:[\w.-]{1,80}\.(?:cs|fs|vb)proj|Directory\.Packages\.props)$/, { ecosystem: "nuget", read: projectFile }],
]

/** Undefined when the path is no manifest. */
export function manifestOf(path: string): Manifest | undefined {
  return manifests.find(([pattern]) => pattern.test(path))?.[1]
}

function keysAt(fields: Fields, paths: readonly string[]): string[] {
  return paths.flatMap((path) => {
    const value = fieldAt(fields, path)
    return isRecord(value) ? Object.keys(value) : []
  })
}

function packageJson(text: string, path: string): string[] {
  const fields = parseFields(text, path)
  return ["dependencies", "devDependencies", "optionalDependencies", "peerDependencies"].flatMap((group) => {
    const value = fieldAt(fields, group)
    if (!isRecord(value)) return []
    // "x": "npm:stripe@1" installs stripe under another name.
    return Object.entries(value).map(([name, wanted]) => /^npm:(@?[^@]{1,214})/.exec(typeof wanted === "string" ? wanted : "")?.[1] ?? name)
  })
}

function requirements(text: string): string[] {
  return text.split("\n").flatMap((line) => /^[ \t]*([A-Za-z0-9][\w.-]{0,100})/.exec(line)?.[1] ?? [])
}

function pyproject(text: string, path: string): string[] {
  const fields = parseFields(text, path)
  const lists: unknown[] = [fieldAt(fields, "project.dependencies")]
  for (const group of ["project.optional-dependencies", "dependency-groups"]) {
    const value = fieldAt(fields, group)
    if (isRecord(value)) lists.push(...Object.values(value))
  }
  const listed = lists.flatMap((list) => (Array.isArray(list) ? list : [])).filter((item) => typeof item === "string")
  const groups = fieldAt(fields, "tool.poetry.group")
  const poetry = isRecord(groups) ? Object.values(groups).flatMap((group) => (isRecord(group) ? keysAt(group, ["dependencies"]) : [])) : []
  return [...listed.flatMap((item) => requirements(item)), ...keysAt(fields, ["tool.poetry.dependencies", "tool.poetry.dev-dependencies"]), ...poetry]
}

function goMod(text: string): string[] {
  return text.split("\n").flatMap((line) => {
    const code = line.split("//", 1)[0] ?? ""
    return [...code.slice(0, 2000).matchAll(/(?:^|\s)([a-z0-9][\w-]{0,60}(?:\.[\w-]{1,60}){1,6}(?:\/[\w.~-]{1,100}){0,12})(?=\s)/gi)].map(
      (match) => match[1]!,
    )
  })
}

function cargo(text: string, path: string): string[] {
  const fields = parseFields(text, path)
  const groups = ["dependencies", "dev-dependencies", "build-dependencies"]
  const targets = fieldAt(fields, "target")
  const perTarget = isRecord(targets) ? Object.values(targets).filter(isRecord) : []
  return [fields, ...perTarget].flatMap((holder) => [
    ...groups.flatMap((group) => {
      const value = holder[group]
      // `x = { package = "stripe" }` renames a dependency.
      return isRecord(value)
        ? Object.entries(value).map(([name, wanted]) => (isRecord(wanted) && typeof wanted["package"] === "string" ? wanted["package"] : name))
        : []
    }),
    ...keysAt(holder, ["workspace.dependencies"]),
  ])
}

function stringsAfter(text: string, path: string, words: RegExp): string[] {
  const language = languageOf(path)
  if (!language) return []
  const { tokens } = lex(text, language)
  return tokens.flatMap((token, index) => {
    if (token.kind !== "string") return []
    const before = isPunct(tokens[index - 1], "(") ? tokens[index - 2] : tokens[index - 1]
    return before?.kind === "word" && words.test(before.text) ? [token.text] : []
  })
}

function gemfile(text: string): string[] {
  return stringsAfter(text, "Gemfile", /^(?:gem|add_dependency|add_runtime_dependency|add_development_dependency)$/)
}

function gradle(text: string): string[] {
  return stringsAfter(
    text,
    "x.gradle",
    /^(?:implementation|api|compile|compileOnly|runtimeOnly|testImplementation|kapt|ksp|annotationProcessor|platform|classpath)$/,
  ).map((name) => name.split(":").slice(0, 2).join(":"))
}

/** Calls back for each element; external and custom entities stay text, so nothing can grow. */
function readXml(
  text: string,
  path: string,
  onText: (names: readonly string[], text: string) => void,
  onOpen: (name: string, attributes: Readonly<Record<string, string>>) => void,
): void {
  const parser = new SaxesParser({ position: false })
  const names: string[] = []
  let failure: unknown
  parser.on("error", (error) => {
    failure ??= error
  })
  parser.on("opentag", (tag) => {
    names.push(tag.name)
    if (names.length > 200) throw new TipstaffError("classify/too-deep", `${path} nests too deep`, { file: path })
    onOpen(tag.name, tag.attributes as Readonly<Record<string, string>>)
  })
  parser.on("text", (content) => onText(names, content))
  parser.on("closetag", () => {
    names.pop()
  })
  parser.write(text).close()
  if (failure !== undefined)
    throw new TipstaffError("classify/invalid-xml", `${path} is not valid XML: ${messageOf(failure)}`, { file: path, cause: failure })
}

function pom(text: string, path: string): string[] {
  const found: string[] = []
  let group = ""
  readXml(
    text,
    path,
    (names, content) => {
      if (names.at(-2) !== "dependency") return
      if (names.at(-1) === "groupId") group = content.trim()
      if (names.at(-1) === "artifactId") found.push(`${group}:${content.trim()}`)
    },
    (name) => {
      if (name === "dependency") group = ""
    },
  )
  return found
}

function projectFile(text: string, path: string): string[] {
  const found: string[] = []
  readXml(
    text,
    path,
    () => {},
    (name, attributes) => {
      const include = attributes["Include"]
      if ((name === "PackageReference" || name === "PackageVersion") && include) found.push(include)
    },
  )
  return found
}
