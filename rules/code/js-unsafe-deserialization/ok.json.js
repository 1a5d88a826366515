const yaml = require("js-yaml")
const v8 = require("v8")

app.get("/", (req, res) => {
  const profile = profileSchema.parse(JSON.parse(req.cookies.profile))
  const settings = yaml.load(readSettings())
  const copy = v8.deserialize(v8.serialize(settings))
  res.json({ profile, copy })
})
