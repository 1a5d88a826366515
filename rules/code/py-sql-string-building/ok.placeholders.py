TABLE = "users"


def find_users(cursor, ids, limit: int):
    marks = ",".join("?" for _ in ids)
    cursor.execute(f"SELECT * FROM {TABLE} WHERE id IN ({marks})", ids)
    cursor.execute("SELECT * FROM users WHERE id = %s", (ids[0],))
    cursor.execute(f"SELECT * FROM users LIMIT {limit}")
    cursor.execute("SELECT * FROM users WHERE n = " + str(len(ids)))


def drop(cursor, table):
    cursor.execute(f"DELETE FROM {table}")
