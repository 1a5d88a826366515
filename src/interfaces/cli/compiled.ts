/**
 * Loads a bundle of ours as Node's own loader would, and keeps beside it what V8 has compiled, for the next start: a hook
 * spends more time on compiling than on its work. Where the folder cannot be written to, every start compiles.
 */
import { readFileSync, renameSync, rmSync, writeFileSync } from "node:fs"
import { createRequire } from "node:module"
import { Script } from "node:vm"
import { compileFor } from "../../platform/v8-flags.ts"

/** `build` tells one content of the bundle from another: V8 itself compares nothing but the length. */
export function loadCompiled(path: string, build: string): unknown {
  const kept = `${path}.${build}-${process.version}-${process.arch}.cache`
  const cachedData = readIfThere(kept)
  // The build writes ASCII alone. Node 20 forgets how to import from a script that was kept, so the build says __import for it.
  const source = `(function (exports, require, module, __filename, __import) {${readFileSync(path, "latin1")}\n})`
  const script = new Script(source, { filename: path, ...(cachedData === undefined ? {} : { cachedData }) })
  // V8 turns down what another version, or another setting of itself, has made.
  if (script.cachedDataRejected !== false) process.once("exit", () => keep(script, kept))
  const module = { exports: {} }
  script.runInThisContext()(module.exports, createRequire(path), module, path, importLater)
  return module.exports
}

/** Both bundles stand in one folder. */
function importLater(specifier: string): Promise<unknown> {
  return import(specifier)
}

function readIfThere(path: string): Buffer | undefined {
  try {
    return readFileSync(path)
  } catch {
    return undefined
  }
}

/** At the end, when it holds what this run has used. Nobody waits for it, and nothing depends on it. */
function keep(script: Script, path: string): void {
  const aside = `${path}.${process.pid}`
  try {
    // V8 marks it with its settings, and compares them at the next start.
    compileFor("usual")
    // V8 compares the length, not the content: it has to be on the disk before it has the name.
    writeFileSync(aside, script.createCachedData(), { flag: "wx", mode: 0o644, flush: true })
    renameSync(aside, path)
  } catch {
    rmSync(aside, { force: true })
  }
}
