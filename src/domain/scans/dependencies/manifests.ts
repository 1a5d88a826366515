/** Whether a manifest asks for packages, and which lockfiles would tell their versions. */
import { isRecord, parseJson } from "../../../base/json.ts"
import { fieldsOf, listOf, textOf, type Fields } from "./lockfiles/fields.ts"
import { workspacePatterns } from "./lockfiles/npm.ts"
import { readTomlFile } from "./lockfiles/toml.ts"

export interface ManifestFacts {
  /** It asks for at least one package from outside the repository. */
  readonly asks: boolean
  /** The project's own name, where lockfiles use it. */
  readonly name?: string
  /** Folders of workspace members, as glob patterns. */
  readonly workspaces?: readonly string[]
}

export interface ManifestKind {
  readonly matches: RegExp
  /** Throws TipstaffError with file and line. */
  readonly read: (text: string, file: string) => ManifestFacts
  /** File names of lockfiles that answer for it, tried in its own folder and the folders above. */
  readonly locks: RegExp
  readonly next: string
}

const asksSomething: ManifestFacts = { asks: true }
const asksNothing: ManifestFacts = { asks: false }

/** Names are matched against the last part of the path. */
export const manifestKinds: readonly ManifestKind[] = [
  {
    matches: /^package\.json$/,
    read: readPackageJson,
    locks: /^(?:package-lock\.json|npm-shrinkwrap\.json|yarn\.lock|pnpm-lock\.yaml|bun\.lock)$/,
    next: "run npm install and commit package-lock.json",
  },
  {
    matches: /^pyproject\.toml$/,
    read: readPyproject,
    locks: /^(?:poetry\.lock|uv\.lock|pdm\.lock|pylock(?:\.[^.]+)?\.toml|Pipfile\.lock|requirements.*\.txt)$/,
    next: "commit a lockfile, for example with uv lock or poetry lock",
  },
  { matches: /^Pipfile$/, read: readPipfile, locks: /^Pipfile\.lock$/, next: "run pipenv lock and commit Pipfile.lock" },
  {
    matches: /^setup\.(?:py|cfg)$/,
    read: (text) => ({ asks: /\binstall_requires\b/.test(text) }),
    locks: /^(?:poetry\.lock|uv\.lock|pdm\.lock|pylock(?:\.[^.]+)?\.toml|Pipfile\.lock|requirements.*\.txt)$/,
    next: "commit pinned requirements, for example with pip-compile",
  },
  {
    matches: /requirements.*\.in$/,
    read: (text) => ({ asks: /^[ \t]*[A-Za-z0-9]/m.test(text) }),
    locks: /^requirements.*\.txt$/,
    next: "run pip-compile and commit its output",
  },
  { matches: /^Cargo\.toml$/, read: readCargoToml, locks: /^Cargo\.lock$/, next: "run cargo generate-lockfile and commit Cargo.lock" },
  {
    matches: /^build\.gradle(?:\.kts)?$/,
    read: (text) => ({ asks: /\bdependencies[ \t]*\{/.test(text) }),
    locks: /^gradle\.lockfile$/,
    next: "turn on dependency locking and commit gradle.lockfile (gradle dependencies --write-locks)",
  },
  {
    matches: /^(?:Gemfile|gems\.rb)$/,
    read: (text) => ({ asks: /^[ \t]*(?:gem|gemspec)\b/m.test(text) }),
    locks: /^(?:Gemfile\.lock|gems\.locked)$/,
    next: "run bundle lock and commit Gemfile.lock",
  },
  { matches: /^composer\.json$/, read: readComposerJson, locks: /^composer\.lock$/, next: "run composer update and commit composer.lock" },
  {
    matches: /\.(?:cs|fs|vb)proj$/,
    read: (text) => ({ asks: /<PackageReference\b/.test(text) }),
    locks: /^(?:packages\.lock\.json|packages\.config)$/,
    next: "set RestorePackagesWithLockFile and commit packages.lock.json",
  },
  {
    matches: /^mix\.exs$/,
    read: (text) => ({ asks: /\{[ \t]*:[a-z]/.test(text) && /\bdeps\b/.test(text) }),
    locks: /^mix\.lock$/,
    next: "run mix deps.get and commit mix.lock",
  },
]

/** Package lists that no reader here understands: they are reported, not passed over. */
export const unreadKinds: readonly { readonly matches: RegExp; readonly reason: string }[] = [
  { matches: /^bun\.lockb$/, reason: "a binary lockfile; run bun install --save-text-lockfile and commit bun.lock" },
  { matches: /^(?:pubspec\.(?:yaml|lock))$/, reason: "Dart packages are not examined; scan with another tool" },
  {
    matches: /^(?:Package\.resolved|Podfile\.lock|Cartfile\.resolved)$/,
    reason: "Swift and CocoaPods packages are not examined; scan with another tool",
  },
  { matches: /^(?:conan\.lock|conanfile\.(?:txt|py)|vcpkg\.json)$/, reason: "C and C++ packages are not examined; scan with another tool" },
  { matches: /^deno\.lock$/, reason: "Deno lockfiles are not examined; scan with another tool" },
  { matches: /^(?:environment\.ya?ml|conda-lock\.yml|pixi\.lock)$/, reason: "Conda packages are not examined; scan with another tool" },
  { matches: /^(?:build\.sbt|project\.clj|deps\.edn)$/, reason: "dependencies of Scala and Clojure builds are not examined; scan with another tool" },
  {
    matches: /^(?:renv\.lock|stack\.yaml\.lock|cabal\.project\.freeze|rebar\.lock|Manifest\.toml)$/,
    reason: "packages of this ecosystem are not examined; scan with another tool",
  },
]

function readPackageJson(text: string, file: string): ManifestFacts {
  const root = parseJson(text, file)
  if (!isRecord(root)) return asksNothing
  const wishes = ["dependencies", "devDependencies", "optionalDependencies"].flatMap((group) => Object.values(fieldsOf(root, group)))
  const asks = wishes.some((wish) => typeof wish !== "string" || !/^(?:file|link|workspace|portal):/.test(wish))
  return { asks, workspaces: workspacePatterns(root), ...named(root) }
}

function readPyproject(text: string, file: string): ManifestFacts {
  const root = readTomlFile(text, file).root
  const project = fieldsOf(root, "project")
  const poetry = fieldsOf(fieldsOf(root, "tool"), "poetry")
  const lists = [
    listOf(project, "dependencies"),
    ...Object.values(fieldsOf(project, "optional-dependencies")),
    ...Object.values(fieldsOf(root, "dependency-groups")),
  ]
  const groups = Object.values(fieldsOf(poetry, "group")).filter(isRecord)
  const tables = [poetry, ...groups].flatMap((holder) => Object.keys(fieldsOf(holder, "dependencies"))).filter((name) => name !== "python")
  const asks =
    tables.length > 0 || Object.keys(fieldsOf(poetry, "dev-dependencies")).length > 0 || lists.some((list) => Array.isArray(list) && list.length > 0)
  return { asks, ...named(project) }
}

function readPipfile(text: string, file: string): ManifestFacts {
  const root = readTomlFile(text, file).root
  return { asks: ["packages", "dev-packages"].some((group) => Object.keys(fieldsOf(root, group)).length > 0) }
}

function readCargoToml(text: string, file: string): ManifestFacts {
  const root = readTomlFile(text, file).root
  const holders: Fields[] = [root, fieldsOf(root, "workspace"), ...Object.values(fieldsOf(root, "target")).filter(isRecord)]
  const wishes = holders.flatMap((holder) =>
    ["dependencies", "dev-dependencies", "build-dependencies"].flatMap((group) => Object.values(fieldsOf(holder, group))),
  )
  return { asks: wishes.some((wish) => !isRecord(wish) || textOf(wish, "path") === undefined), ...named(fieldsOf(root, "package")) }
}

function readComposerJson(text: string, file: string): ManifestFacts {
  const root = parseJson(text, file)
  if (!isRecord(root)) return asksNothing
  const wishes = ["require", "require-dev"].flatMap((group) => Object.keys(fieldsOf(root, group)))
  // php itself, its extensions and libraries are not packages.
  return wishes.some((name) => !/^(?:php(?:-64bit)?$|ext-|lib-|composer-)/.test(name)) ? asksSomething : asksNothing
}

function named(holder: Fields): { readonly name?: string } {
  const name = textOf(holder, "name")
  return name === undefined ? {} : { name }
}
