import type { NextFunction, Request, Response } from "express"
import { db } from "./db.js"

/** Lets a request through only with a session that the database knows. */
export async function requireUser(req: Request, res: Response, next: NextFunction): Promise<void> {
  const id = String(req.headers["x-session"] ?? "")
  const [session] = await db.query("SELECT id FROM sessions WHERE id = $1 AND expires_at > now()", [id])
  if (session === undefined) {
    res.status(401).json({ error: "sign in first" })
    return
  }
  next()
}
