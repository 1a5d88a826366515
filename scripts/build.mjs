// Bundles the command and the worker entries into dist/. Fast enough to run before every start and every test run.
import { main as compileKernel } from "assemblyscript/asc"
import { build } from "esbuild"
import { spawnSync } from "node:child_process"
import { rmSync, writeFileSync } from "node:fs"
import { join } from "node:path"

// Messages in fifty languages would make up half of what every start has to read; ours are English.
const englishOnly = {
  name: "english-only",
  setup({ onResolve }) {
    onResolve({ filter: /locales\/index\.js$/ }, ({ resolveDir }) => ({ path: join(resolveDir, "../locales/en.js") }))
  },
}

// Eight hundred rules are put together from families and rows; as text of JSON they are read several times as fast.
const secretRules = {
  name: "secret-rules",
  setup({ onLoad }) {
    onLoad({ filter: /[\\/]domain[\\/]secrets[\\/]rules\.ts$/ }, async ({ path }) => {
      const { outputFiles } = await build({ entryPoints: [path], bundle: true, platform: "node", format: "esm", write: false })
      const { secretRules: rules } = await import(`data:text/javascript;base64,${Buffer.from(outputFiles[0].contents).toString("base64")}`)
      return { contents: `export const secretRules = JSON.parse(${JSON.stringify(JSON.stringify(rules))})`, loader: "js" }
    })
  },
}

rmSync("dist", { recursive: true, force: true })
await build({
  entryPoints: {
    tipstaff: "src/interfaces/cli/start.ts",
    "write-table": "src/interfaces/cli/write-table.ts",
    "write-index": "src/domain/scans/secrets/write-index.ts",
    "code-worker": "src/domain/scans/code/worker.ts",
    "secrets-worker": "src/domain/scans/secrets/worker.ts",
  },
  outdir: "dist",
  bundle: true,
  splitting: true,
  platform: "node",
  format: "esm",
  target: "node20.19",
  // Native add-ons stay outside the bundle; npm installs them beside it.
  external: ["@ast-grep/napi", "@ast-grep/lang-*", "xmlbuilder2"],
  banner: { js: "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);" },
  legalComments: "none",
  minifySyntax: true,
  minifyWhitespace: true,
  plugins: [englishOnly, secretRules],
  logLevel: "warning",
})

// Derived once, here, and not at every start.
for (const [program, file, what] of [
  ["write-table.js", "commands.json", "the command table"],
  ["write-index.js", "secret-index.bin", "the keyword index of the secret rules"],
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
