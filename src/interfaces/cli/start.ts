#!/usr/bin/env node
/** The command's first lines: what hooks call at every commit starts without the command library and the schemas. */
import { join } from "node:path"
import { loadCompiled } from "./compiled.ts"
import type * as Quick from "./quick-handlers.ts"
import { quickCall } from "./quick.ts"

/** The build puts it in. */
declare const quickBuild: string

const call = quickCall(process.argv.slice(2), () => loadCompiled(join(__dirname, "quick.js"), quickBuild) as typeof Quick)
if (call === undefined) void import("./main.ts")
else void call()
