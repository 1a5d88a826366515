import fs from "node:fs"

fs.chmodSync("/srv/app/run.sh", 0o755)
fs.writeFileSync("state.json", text, { mode: 0o600 })
fs.mkdirSync("/srv/spool", { recursive: true, mode: 0o750 })
export const settings = { mode: "production" }
