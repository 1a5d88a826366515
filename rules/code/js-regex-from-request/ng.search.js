app.get("/search", (req, res) => {
  const pattern = new RegExp(req.query.q, "i") // tipstaff-expect
  const other = new RegExp("^" + req.query.prefix) // tipstaff-expect
  res.json(items.filter((item) => pattern.test(item) || other.test(item)))
})
