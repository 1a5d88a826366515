import { exec, spawn } from "node:child_process"
import { promisify } from "node:util"

const execAsync = promisify(exec)

export async function convert(req: Request, res: Response) {
  exec(`convert ${req.query.file} out.png`) // tipstaff-expect
  const host = req.body.host
  await execAsync("ping -c 1 " + host) // tipstaff-expect
  spawn("git clone " + req.body.url, { shell: true }) // tipstaff-expect
  spawn("sh", ["-c", `ls ${req.query.dir}`]) // tipstaff-expect
  res.end()
}
