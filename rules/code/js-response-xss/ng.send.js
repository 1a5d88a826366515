app.get("/hello", (req, res) => {
  res.send("<h1>Hello " + req.query.name + "</h1>") // tipstaff-expect
})

app.get("/error", (req, res) => {
  const html = `<p>No page at ${req.originalUrl}</p>`
  res.status(404)
  res.end(html) // tipstaff-expect
})
