export function findByEmail(db, email) {
  return db.query(`SELECT * FROM users WHERE email = '${email}'`) // tipstaff-expect
}

export async function rename(connection, id, name) {
  const sql = "UPDATE users SET name = '" + name + "' WHERE id = 1"
  await connection.execute(sql) // tipstaff-expect
}
