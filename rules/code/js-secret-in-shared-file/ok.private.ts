import fs from "node:fs"

export function dump(home: string, apiToken: string, report: string) {
  fs.writeFileSync("/tmp/report.txt", report)
  fs.writeFileSync(`${home}/.config/app/token`, apiToken, { mode: 0o600 })
  fs.writeFileSync("/tmp/count.txt", String(apiToken.length))
}
