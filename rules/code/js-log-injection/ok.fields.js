app.post("/login", (req, res) => {
  logger.info({ name: req.body.name }, "login")
  console.log("login", JSON.stringify(req.body.name))
  console.log(`page ${Number(req.query.page)}`)
  res.end()
})
