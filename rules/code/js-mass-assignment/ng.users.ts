export async function register(req: Request, res: Response) {
  const user = await User.create(req.body) // tipstaff-expect
  await User.findByIdAndUpdate(user.id, { $set: req.body }) // tipstaff-expect
  Object.assign(user, req.body) // tipstaff-expect
  await prisma.user.update({ data: req.body, where: { id: user.id } }) // tipstaff-expect
  res.json(user)
}
