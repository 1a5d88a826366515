app.get("/search", (req, res) => {
  const pattern = new RegExp(escapeRegExp(req.query.q), "i")
  const fixed = new RegExp("^[a-z]+$")
  res.json(items.filter((item) => pattern.test(item) && fixed.test(item) && item.includes(req.query.q)))
})
