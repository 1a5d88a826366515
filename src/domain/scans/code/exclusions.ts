/** Which source files are somebody else's product and are not examined: installed, bundled, minified or generated code. Counted, never silent. */

export type Exclusion = "installed" | "minified" | "generated"

// Folders that package managers and bundlers fill.
const installedFolders = new Set([
  "node_modules",
  "bower_components",
  "jspm_packages",
  "vendor",
  "third_party",
  "site-packages",
  "dist-packages",
  ".venv",
  "venv",
  "__pycache__",
  ".yarn",
  ".pnp",
  "dist",
  ".next",
  ".nuxt",
])

/** By the path alone. */
export function excludedByPath(path: string): Exclusion | undefined {
  const parts = path.split("/")
  const name = (parts.pop() ?? "").toLowerCase()
  if (parts.some((part) => installedFolders.has(part))) return "installed"
  if (/[.-]min\.(?:js|mjs|cjs)$|\.bundle\.js$/.test(name)) return "minified"
  if (/\.pb(?:\.gw)?\.go$|_pb2(?:_grpc)?\.pyi?$|\.generated\.(?:ts|tsx|js|go|java|py)$|\.d\.[mc]?ts$|_string\.go$/.test(name)) return "generated"
  return undefined
}

const headBytes = 2048
// Nobody writes most of a file in lines this long.
const longLine = 1500
const minifiedFrom = 5000

/** By what the file says of itself in its first lines, and by lines that no person writes. */
export function excludedByContent(bytes: Buffer, family: string): Exclusion | undefined {
  const head = bytes.subarray(0, headBytes).toString("latin1")
  // https://go.dev/s/generatedcode; @generated is the mark that code review tools agree on.
  if (/^\/\/ Code generated .{0,200} DO NOT EDIT\.$/m.test(head)) return "generated"
  if (/^\s{0,8}(?:\/\/|\/?\*{1,2}|#) ?@generated\b/m.test(head)) return "generated"
  if (family === "javascript" && bytes.length > minifiedFrom && bytesInLongLines(bytes) > bytes.length * 0.6) return "minified"
  return undefined
}

function bytesInLongLines(bytes: Buffer): number {
  let long = 0
  for (let start = 0; start < bytes.length;) {
    const found = bytes.indexOf(10, start)
    const end = found < 0 ? bytes.length : found
    if (end - start > longLine) long += end - start
    start = end + 1
  }
  return long
}

/** Whether a file holds tests by the conventions of its language. */
export function isTestCode(path: string): boolean {
  const name = path.slice(path.lastIndexOf("/") + 1)
  if (/(?:^|\/)(?:tests?|__tests__|__mocks__|spec|e2e|testdata|testing)\//.test(path)) return true
  return /\.(?:test|spec|e2e|stories)\.[mc]?[jt]sx?$|_test\.go$|^test_.{0,200}\.py$|_test\.py$|^conftest\.py$|(?:Test|Tests|IT)\.java$/.test(name)
}
