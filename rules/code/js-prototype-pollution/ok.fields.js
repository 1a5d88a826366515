const _ = require("lodash")

app.post("/settings", (req, res) => {
  settings.theme = String(req.body.theme)
  _.merge(settings, defaults)
  _.merge(settings, settingsSchema.parse(req.body))
  table[0][1] = Number(req.body.value)
  res.json(settings)
})
