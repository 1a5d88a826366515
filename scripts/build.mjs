// Bundles the command and the worker entries into dist/. Fast enough to run before every start and every test run.
import { main as compileKernel } from "assemblyscript/asc"
import { build } from "esbuild"
import { spawnSync } from "node:child_process"
import { createHash } from "node:crypto"
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { dirname, join, relative, sep } from "node:path"

// Messages in fifty languages would make up half of what every start has to read; ours are English.
const englishOnly = {
  name: "english-only",
  setup({ onResolve }) {
    onResolve({ filter: /locales\/index\.js$/ }, ({ resolveDir }) => ({ path: join(resolveDir, "../locales/en.js") }))
  },
}

// Eight hundred rules are put together from families and rows; a start reads those that it needs from this file.
async function packSecretRules() {
  const contents = `export { secretRules } from "./rules.ts"; export { packRules } from "./lazy-rules.ts"`
  const stdin = { contents, resolveDir: "src/domain/secrets", loader: "ts" }
  const { outputFiles } = await build({ stdin, bundle: true, platform: "node", format: "esm", write: false })
  const code = Buffer.from(outputFiles[0].contents).toString("base64")
  const { packRules, secretRules: rules } = await import(`data:text/javascript;base64,${code}`)
  writeFileSync("dist/secret-rules.bin", packRules(rules))
}

const secretRules = {
  name: "secret-rules",
  setup({ onLoad }) {
    const contents = `import { readFileSync } from "node:fs"
      import { unpackRules } from "./lazy-rules.ts"
      export const secretRules = unpackRules(readFileSync(new URL("./secret-rules.bin", import.meta.url)))`
    onLoad({ filter: /[\\/]domain[\\/]secrets[\\/]rules\.ts$/ }, ({ path }) => ({ contents, loader: "ts", resolveDir: dirname(path) }))
  },
}

const common = {
  outdir: "dist",
  bundle: true,
  platform: "node",
  target: "node20.19",
  // Native add-ons stay outside the bundle; npm installs them beside it.
  external: ["@ast-grep/napi", "@ast-grep/lang-*", "xmlbuilder2"],
  legalComments: "none",
  minifySyntax: true,
  minifyWhitespace: true,
  logLevel: "warning",
}
const modules = {
  ...common,
  format: "esm",
  outExtension: { ".js": ".mjs" },
  banner: { js: "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);" },
}
// What people wait for is CommonJS: Node starts it sooner, and what V8 has compiled of it can be kept.
const scripts = {
  ...common,
  format: "cjs",
  define: { "import.meta.url": "__address" },
  banner: { js: "const __address = require('node:url').pathToFileURL(__filename).href;" },
}

/** One file each: what they load later stands beside them. */
const worker = { "secrets-worker": "src/domain/scans/secrets/worker.ts" }
const shared = {
  "write-table": "src/interfaces/cli/write-table.ts",
  "write-index": "src/domain/scans/secrets/write-index.ts",
  "code-worker": "src/domain/scans/code/worker.ts",
}

const loadedLater = {
  name: "loaded-later",
  setup({ onResolve }) {
    onResolve({ filter: /^\./ }, ({ kind, path, resolveDir }) => {
      if (kind !== "dynamic-import") return undefined
      const file = relative(".", join(resolveDir, path)).split(sep).join("/")
      const name = file
        .replace(/^src\//, "")
        .replace(/\.ts$/, "")
        .replaceAll("/", "-")
      shared[name] = file
      return { path: `./${name}.mjs`, external: true }
    })
  },
}

rmSync("dist", { recursive: true, force: true })
mkdirSync("dist")
writeFileSync("dist/package.json", `${JSON.stringify({ type: "commonjs" })}\n`)
await packSecretRules()
const single = [loadedLater, englishOnly, secretRules]
const compiled = { quick: "src/interfaces/cli/quick-handlers.ts", guard: "src/interfaces/cli/guard-handlers.ts" }
await build({ ...scripts, entryPoints: compiled, plugins: single })
// See src/interfaces/cli/compiled.ts.
const builds = Object.fromEntries(
  Object.keys(compiled).map((name) => {
    const text = readFileSync(`dist/${name}.js`, "latin1").replace(/\bimport\(/g, "__import(")
    writeFileSync(`dist/${name}.js`, text, "latin1")
    return [name, createHash("sha256").update(text).digest("hex").slice(0, 16)]
  }),
)
const define = { ...scripts.define, builds: JSON.stringify(builds) }
await build({ ...scripts, define, entryPoints: { tipstaff: "src/interfaces/cli/start.ts" }, plugins: single })
await build({ ...modules, entryPoints: worker, plugins: single })
await build({ ...modules, entryPoints: shared, splitting: true, plugins: [englishOnly, secretRules] })

// Derived once, here, and not at every start.
for (const [program, file, what] of [
  ["write-table.mjs", "commands.json", "the command table"],
  ["write-index.mjs", "secret-index.bin", "the keyword index of the secret rules"],
]) {
  const { status, stdout } = spawnSync(process.execPath, [`dist/${program}`], {
    stdio: ["ignore", "pipe", "inherit"],
    maxBuffer: 2 ** 26,
  })
  if (status !== 0) throw new Error(`${what} could not be derived`)
  writeFileSync(`dist/${file}`, stdout)
  rmSync(`dist/${program}`)
}

// The loops that see every byte of what is scanned for secrets.
const options = "--runtime stub --enable simd --importMemory --initialMemory 1 --optimizeLevel 3 --noAssert"
const { error, stderr } = await compileKernel(["kernel/secrets.ts", "--outFile", "dist/secret-kernel.wasm", ...options.split(" ")])
if (error) throw new Error(`the kernel could not be compiled: ${stderr}`, { cause: error })
