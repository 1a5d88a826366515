import fs from "node:fs"

fs.chmodSync("/srv/app/run.sh", 0o777) // tipstaff-expect
fs.chmod("data.json", "666", done) // tipstaff-expect
fs.writeFileSync("state.json", text, { mode: 0o666 }) // tipstaff-expect
fs.mkdirSync("/srv/spool", { recursive: true, mode: 0o777 }) // tipstaff-expect
