import express from "express"
import { pool } from "./db"

const columns = ["name", "age"]

export async function users(req: express.Request, res: express.Response) {
  const id = Number(req.params.id)
  const sort = req.query.sort as string
  if (!columns.includes(sort)) return res.sendStatus(400)
  await pool.query("SELECT * FROM users WHERE id = $1", [req.params.id])
  await pool.query(`SELECT * FROM users WHERE id = ${id}`)
  await pool.query(`SELECT * FROM users ORDER BY ${sort}`)
  await pool.query(`SELECT * FROM users WHERE name = ${pool.escape(req.query.name)}`)
  res.json(await prisma.$queryRaw`SELECT * FROM users WHERE name = ${req.query.name}`)
}
