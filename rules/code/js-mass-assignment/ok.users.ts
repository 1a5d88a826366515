export async function register(req: Request, res: Response) {
  const { name, email } = userSchema.parse(req.body)
  const user = await User.create({ name, email })
  hash.update(JSON.stringify(req.body))
  res.json(user)
}
