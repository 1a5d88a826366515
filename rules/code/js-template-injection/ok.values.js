const ejs = require("ejs")
const Handlebars = require("handlebars")
const greeting = Handlebars.compile("Hello {{name}}")

app.get("/hello", (req, res) => {
  res.send(greeting({ name: req.query.name }) + ejs.render("<%= name %>", { name: req.query.name }))
})
