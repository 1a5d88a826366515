// Bundles the command and the worker entries into dist/. Fast enough to run before every start and every test run.
import { build } from "esbuild"
import { rmSync } from "node:fs"

rmSync("dist", { recursive: true, force: true })
await build({
  entryPoints: {
    tipstaff: "src/interfaces/cli/main.ts",
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
  logLevel: "warning",
})
