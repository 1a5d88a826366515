export function webhook(req: Request, res: Response) {
  const expected = createHmac("sha256", key).update(req.body).digest("hex")
  const signature = req.headers["x-signature"]
  if (signature !== expected) return res.sendStatus(401) // tipstaff-expect
  if (req.query.token === process.env.ADMIN_TOKEN) return res.json(all) // tipstaff-expect
  return res.sendStatus(204)
}
