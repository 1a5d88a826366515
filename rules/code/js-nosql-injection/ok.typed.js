const mongoose = require("mongoose")

async function login(req, res) {
  const user = await users.findOne({ name: String(req.body.name) })
  const parsed = loginSchema.parse(req.body)
  const other = await users.findOne({ name: parsed.name })
  const item = [1, 2].find((x) => x === Number(req.query.x))
  res.json([user, other, item])
}
