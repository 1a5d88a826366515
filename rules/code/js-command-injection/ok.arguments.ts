import { exec, execFile } from "node:child_process"

const pattern = /(\w+)/

export function run(req: Request, res: Response) {
  execFile("convert", [req.query.file, "out.png"])
  exec("git status")
  const match = pattern.exec(req.query.q)
  const port = parseInt(req.query.port, 10)
  exec(`lsof -i :${port}`)
  if (!allowedTasks.has(req.body.task)) return res.sendStatus(400)
  exec(`npm run ${req.body.task}`)
  res.json(match)
}
