// `npm start [-- PATH]`: builds the command and reviews a repository, this one unless another is named.
import { spawnSync } from "node:child_process"

await import("./build.mjs")
const { status } = spawnSync(process.execPath, ["dist/tipstaff.js", "review", ...process.argv.slice(2)], { stdio: "inherit" })
process.exitCode = status ?? 2
