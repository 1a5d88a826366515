const vm = require("vm")

app.post("/calc", (req, res) => {
  const result = eval(req.body.expression) // tipstaff-expect
  const compute = new Function("x", "return " + req.query.formula) // tipstaff-expect
  const third = vm.runInNewContext(req.body.code, {}) // tipstaff-expect
  res.json([result, compute(1), third])
})
