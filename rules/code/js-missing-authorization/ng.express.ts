import express from "express"

const app = express()
app.use(express.json())

app.get("/articles", (req, res) => res.json(articles))
app.delete("/articles/:id", async (req, res) => { // tipstaff-expect
  await articles.remove(Number(req.params.id))
  res.sendStatus(204)
})
app.post("/articles", validateBody, createArticle) // tipstaff-expect
