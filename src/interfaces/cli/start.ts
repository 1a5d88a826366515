#!/usr/bin/env node
/** The command's first lines: what hooks call at every commit starts without the command library and the schemas. */
import { join } from "node:path"
import { messageOf } from "../../base/errors.ts"
import { exitCode } from "../../base/exit-code.ts"
import { loadCompiled } from "./compiled.ts"
import type * as Guard from "./guard-handlers.ts"
import type * as Quick from "./quick-handlers.ts"
import { quickCall, type Bundle } from "./quick.ts"

/** The build puts it in. */
declare const builds: Readonly<Record<Bundle, string>>

const call = quickCall(
  process.argv.slice(2),
  (bundle) => loadCompiled(join(__dirname, `${bundle}.js`), builds[bundle]) as typeof Quick | typeof Guard,
)
/** A host takes another code than 2 for a hook that has nothing to say; nothing that goes wrong here may let a call through. */
function failed(thrown: unknown): never {
  process.stderr.write(`tipstaff: stopped by an error of its own: ${messageOf(thrown)}\n`)
  process.exit(exitCode.couldNotRun)
}

process.on("uncaughtException", failed)
if (call === undefined) void import("./main.ts").catch(failed)
else void call()
