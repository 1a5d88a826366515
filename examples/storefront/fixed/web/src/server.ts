import { execFile } from "node:child_process"
import { randomUUID, scrypt, timingSafeEqual } from "node:crypto"
import { mkdir } from "node:fs/promises"
import { join } from "node:path"
import { promisify } from "node:util"
import express from "express"
import { db } from "./db.js"
import { requireUser } from "./session.js"

const derive = promisify(scrypt) as (password: string, salt: Buffer, length: number) => Promise<Buffer>
const folders: Readonly<Record<string, string>> = { current: "invoices/current", archive: "invoices/archive" }

export const app = express()
app.disable("x-powered-by")
app.use(express.json({ limit: "100kb" }))

app.get("/products", async (req, res) => {
  const rows = await db.query("SELECT id, name, price FROM products WHERE name LIKE $1", [`%${String(req.query.q ?? "")}%`])
  res.json(rows)
})

app.post("/login", async (req, res) => {
  const { email, password } = req.body
  const [user] = await db.users("SELECT id, salt, digest FROM users WHERE email = $1", [String(email)])
  const given = await derive(String(password), user?.salt ?? Buffer.alloc(16), 32)
  if (user === undefined || !timingSafeEqual(given, user.digest)) return res.status(401).json({ error: "wrong email or password" })
  res.json({ id: user.id })
})

app.post("/invoices/export", requireUser, async (req, res) => {
  const folder = folders[String(req.body.folder)]
  if (folder === undefined) return res.status(400).json({ error: "unknown folder" })
  const out = join("exports", randomUUID())
  await mkdir(out, { recursive: true, mode: 0o700 })
  execFile("tar", ["czf", join(out, "invoices.tgz"), folder], (error) => {
    if (error) return res.status(500).json({ error: "the export failed" })
    res.json({ ok: true })
  })
})

app.listen(3000)
