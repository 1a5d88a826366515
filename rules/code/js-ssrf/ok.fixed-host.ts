import axios from "axios"

export async function user(req: Request, res: Response) {
  const one = await fetch(`https://api.example.com/users/${req.params.id}`)
  const two = await axios.get("https://api.example.com/items", { params: { q: req.query.q } })
  const base = hosts[req.query.region] ?? hosts.eu
  const three = await fetch(`${config.base}/v1/${req.params.id}`)
  res.json([one.status, two.status, three.status, base])
}
