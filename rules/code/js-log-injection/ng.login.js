app.post("/login", (req, res) => {
  console.log("login of " + req.body.name) // tipstaff-expect
  logger.warn(`no page ${req.query.page}`) // tipstaff-expect
  res.end()
})
