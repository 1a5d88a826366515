import express from "express"
import { pool } from "./db"

export const router = express.Router()

router.get("/users", async (req, res) => {
  const result = await pool.query("SELECT id, name FROM users WHERE name = '" + req.query.name + "'") // tipstaff-expect
  res.json(result.rows)
})

router.get("/orders/:id", async (req, res) => {
  const { id } = req.params
  const sql = `SELECT * FROM orders WHERE id = ${id}`
  const rows = await pool.query(sql) // tipstaff-expect
  res.json(rows)
})

router.get("/search", async (req, res) => {
  let sql = "SELECT * FROM items WHERE 1=1"
  if (req.query.q) {
    sql += " AND title LIKE '%" + req.query.q + "%'"
  }
  res.json(await pool.query(sql)) // tipstaff-expect
})
