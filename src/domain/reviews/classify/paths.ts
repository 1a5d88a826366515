/** What a changed file is, by its path alone: source, test, document, lock file, vendored code, asset. */

export type FileRole = "source" | "test" | "document" | "lock" | "vendored" | "asset"

const vendored = new Set(["node_modules", "vendor", "third_party", "third-party", "bower_components", "site-packages", ".venv", "venv"])
const testFolders = new Set(["test", "tests", "__tests__", "spec", "specs", "__mocks__", "e2e", "testdata", "fixtures", "__fixtures__", "cypress"])
const documentFolders = new Set(["docs", "doc", "documentation", "examples", "locales", "locale", "i18n", "translations", "lang"])
const documentEndings = new Set(["md", "mdx", "markdown", "rst", "adoc", "asciidoc", "txt", "org", "tex", "po", "pot", "log", "csv", "tsv"])
const assetEndings = new Set(
  "png jpg jpeg gif webp avif ico svg bmp pdf woff woff2 ttf otf eot mp3 mp4 webm mov wav zip gz tgz xz bz2 7z jar war class so dll exe dylib o a wasm map snap css scss sass less styl bin dat parquet onnx gguf pt safetensors npy pkl".split(
    " ",
  ),
)
const lockFiles = new Set([
  "package-lock.json",
  "npm-shrinkwrap.json",
  "yarn.lock",
  "pnpm-lock.yaml",
  "bun.lock",
  "bun.lockb",
  "poetry.lock",
  "uv.lock",
  "pdm.lock",
  "pipfile.lock",
  "cargo.lock",
  "gemfile.lock",
  "composer.lock",
  "go.sum",
  "packages.lock.json",
  "gradle.lockfile",
  "deno.lock",
  "flake.lock",
  ".terraform.lock.hcl",
  "mix.lock",
  "pubspec.lock",
  "podfile.lock",
])

const documentNames = /^(?:licen[cs]e|notice|copying|changelog|changes|readme|authors|contributors|codeowners)(?:[.-].{0,40})?$/

/** Folders above the file and its name decide; the first that applies wins. */
export function roleOf(path: string): FileRole {
  const segments = path.toLowerCase().split("/")
  const name = segments.pop() ?? ""
  const dot = name.lastIndexOf(".")
  const ending = dot === -1 ? "" : name.slice(dot + 1)
  if (lockFiles.has(name)) return "lock"
  if (segments.some((segment) => vendored.has(segment))) return "vendored"
  if (assetEndings.has(ending)) return "asset"
  if ((documentEndings.has(ending) && !/^(?:constraints|requirements)/.test(name)) || documentNames.test(name)) return "document"
  if (segments.some((segment) => testFolders.has(segment)) || isTestName(name, path.slice(path.lastIndexOf("/") + 1))) return "test"
  if (segments.some((segment) => documentFolders.has(segment)) && /^(?:json|ya?ml|html?|properties|xml|)$/.test(ending)) return "document"
  return "source"
}

function isTestName(name: string, spelled: string): boolean {
  if (/\.(?:test|spec|e2e|stories|cy)\.[a-z]{1,6}$/.test(name)) return true
  if (/^test_.{1,200}\.py$|_(?:test|spec)\.(?:py|go|rb|exs|dart|cc|cpp|rs)$/.test(name) || name === "conftest.py") return true
  return /[a-z0-9](?:Tests?|IT|Spec)\.(?:java|kt|scala|cs|swift|groovy)$/.test(spelled)
}

/** The words of one path segment: split at punctuation and at the humps of camel case, in lower case. */
export function wordsOf(segment: string): string[] {
  return segment
    .slice(0, 500)
    .replace(/([a-z0-9])([A-Z])/g, "$1 $2")
    .replace(/([A-Z])([A-Z][a-z])/g, "$1 $2")
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== "")
}
