const cors = require("cors")

app.use(cors({ origin: ["https://app.example.com"], credentials: true }))
app.use(cors({ origin: "*" }))
app.use((req, res, next) => {
  if (known.has(req.headers.origin)) res.setHeader("Access-Control-Allow-Origin", req.headers.origin)
  res.setHeader("Access-Control-Allow-Credentials", "true")
  next()
})
