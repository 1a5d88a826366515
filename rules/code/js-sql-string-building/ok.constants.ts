const TABLE = "users"

export async function list(db: Database, ids: string[], limit: number) {
  const marks = ids.map(() => "?").join(",")
  await db.query(`SELECT * FROM ${TABLE} WHERE id IN (${marks})`, ids)
  await db.query(`SELECT * FROM users LIMIT ${limit}`)
  await db.query("SELECT * FROM users " + "WHERE active = 1")
  await db.query(sql`SELECT * FROM users WHERE id = ${ids[0]}`)
}

export function prune(db: Database, table: string) {
  return db.query(`DELETE FROM ${table}`)
}
