const ejs = require("ejs")
const Handlebars = require("handlebars")

app.post("/preview", (req, res) => {
  const page = Handlebars.compile(req.body.template) // tipstaff-expect
  const text = "<h1>Hello " + req.query.name + "</h1>"
  res.send(page({}) + ejs.render(text, {})) // tipstaff-expect
})
