const { MongoClient } = require("mongodb")

async function login(req, res) {
  const user = await users.findOne({ name: req.body.name, password: req.body.password }) // tipstaff-expect
  const other = await users.find(req.body).toArray() // tipstaff-expect
  const third = await users.find({ $where: "this.owner == '" + req.query.owner + "'" }) // tipstaff-expect
  res.json([user, other, third])
}
