const cors = require("cors")

app.use(cors({ origin: true, credentials: true })) // tipstaff-expect

app.use((req, res, next) => {
  res.setHeader("Access-Control-Allow-Origin", req.headers.origin) // tipstaff-expect
  res.setHeader("Access-Control-Allow-Credentials", "true")
  next()
})
