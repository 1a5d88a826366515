const serialize = require("node-serialize")
const yaml = require("js-yaml")

app.get("/", (req, res) => {
  const profile = serialize.unserialize(Buffer.from(req.cookies.profile, "base64").toString()) // tipstaff-expect
  const settings = yaml.load(text, { schema: yaml.DEFAULT_FULL_SCHEMA }) // tipstaff-expect
  res.json({ profile, settings })
})
