import fs from "node:fs"
import path from "node:path"

const root = "/srv/files"

export function read(req: Request, res: Response) {
  const target = path.resolve(root, req.query.name)
  if (!target.startsWith(root + path.sep)) return res.sendStatus(400)
  return res.end(fs.readFileSync(target))
}

export function avatar(req: Request, res: Response) {
  res.sendFile(path.join(root, path.basename(req.params.name)))
  fs.readFileSync(path.join(root, "index.html"))
  fs.readFileSync(path.join(root, `${parseInt(req.params.id)}.png`))
}
