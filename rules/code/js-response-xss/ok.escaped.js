app.get("/hello", (req, res) => {
  res.send(`<h1>Hello ${escapeHtml(req.query.name)}</h1>`)
  res.send({ name: req.query.name })
  res.send(`Hello ${req.query.name}`)
  res.end("<p>" + Number(req.query.page) + "</p>")
})
