app.post("/calc", (req, res) => {
  const value = JSON.parse(req.body.text)
  const operation = operations[req.body.operation]
  setTimeout(() => log(req.body.id), 100)
  res.json(operation ? operation(value) : null)
})
