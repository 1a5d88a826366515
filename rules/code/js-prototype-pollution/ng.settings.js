const _ = require("lodash")

app.post("/settings", (req, res) => {
  _.merge(settings, req.body) // tipstaff-expect
  _.set(settings, req.body.path, req.body.value) // tipstaff-expect
  store[req.params.group][req.params.key] = req.body.value // tipstaff-expect
  res.json(settings)
})
