import axios from "axios"

export async function preview(req: Request, res: Response) {
  const page = await fetch(req.query.url) // tipstaff-expect
  const image = await axios.get(`http://${req.body.host}/image.png`) // tipstaff-expect
  const other = await axios({ method: "get", url: req.body.target }) // tipstaff-expect
  res.json([page.status, image.status, other.status])
}
