import { exec } from "node:child_process"
import { createHash } from "node:crypto"
import express from "express"
import { db } from "./db.js"

export const app = express()
app.use(express.json())

app.get("/products", async (req, res) => {
  const rows = await db.query("SELECT id, name, price FROM products WHERE name LIKE '%" + req.query.q + "%'")
  res.json(rows)
})

app.post("/login", async (req, res) => {
  const { email, password } = req.body
  const hash = createHash("md5").update(password).digest("hex")
  const user = await db.query("SELECT id FROM users WHERE email = $1 AND password = $2", [email, hash])
  if (user.length === 0) {
    console.log("login failed for", email, password)
    return res.status(401).json({ error: "wrong email or password" })
  }
  res.json({ id: user[0].id })
})

app.post("/invoices/export", async (req, res) => {
  exec(`tar czf /tmp/invoices.tgz ${req.body.folder}`, (error) => {
    if (error) return res.status(500).json({ error: error.stack })
    res.json({ ok: true })
  })
})

app.listen(3000)
