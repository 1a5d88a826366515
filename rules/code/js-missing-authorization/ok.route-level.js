const express = require("express")
const app = express()

app.post("/articles", authenticate, (req, res) => res.json(articles.add(req.body)))
app.post("/login", (req, res) => res.json(start(req.body)))
app.put("/articles/:id", (req, res) => {
  if (!req.user) return res.sendStatus(401)
  return res.json(articles.change(Number(req.params.id)))
})
client.post("/articles", payload)
