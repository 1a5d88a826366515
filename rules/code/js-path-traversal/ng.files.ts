import fs from "node:fs"
import path from "node:path"

const root = "/srv/files"

export function routes(app: Application) {
  app.get("/download", (req, res) => {
    const name = req.query.name as string
    res.sendFile(path.join(root, name)) // tipstaff-expect
  })
  app.delete("/file/:name", (req, res) => {
    fs.unlinkSync(`${root}/${req.params.name}`) // tipstaff-expect
    res.end(fs.readFileSync(req.body.template)) // tipstaff-expect
  })
}
