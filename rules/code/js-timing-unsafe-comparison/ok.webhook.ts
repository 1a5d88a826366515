export function webhook(req: Request, res: Response) {
  const expected = createHmac("sha256", key).update(req.body).digest()
  const signature = req.headers["x-signature"]
  if (signature === undefined || signature === "") return res.sendStatus(401)
  if (!timingSafeEqual(Buffer.from(signature, "hex"), expected)) return res.sendStatus(401)
  if (typeof req.body.token === "string" && token.type === "name") return res.sendStatus(204)
  return res.json(all)
}
