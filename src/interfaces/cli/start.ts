#!/usr/bin/env node
/** The command's first lines: what hooks call at every commit starts without the command library and the schemas. */
import { quickCall } from "./quick.ts"

const call = quickCall(process.argv.slice(2))
if (call === undefined) await import("./main.ts")
else await call()
