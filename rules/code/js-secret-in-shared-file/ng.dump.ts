import fs from "node:fs"
import os from "node:os"
import path from "node:path"

export function dump(apiToken: string, password: string) {
  fs.writeFileSync("/tmp/token.txt", apiToken) // tipstaff-expect
  fs.writeFileSync(path.join(os.tmpdir(), "login.json"), JSON.stringify({ password })) // tipstaff-expect
  fs.writeFileSync("/srv/app/secret", apiToken, { mode: 0o644 }) // tipstaff-expect
}
