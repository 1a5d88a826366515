#!/usr/bin/env node
/** The command's first lines: what hooks call at every commit starts without the command library and the schemas. */
import { join } from "node:path"
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
if (call === undefined) void import("./main.ts")
else void call()
