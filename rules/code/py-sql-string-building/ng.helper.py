def find_user(cursor, email):
    cursor.execute(f"SELECT * FROM users WHERE email = '{email}'")  # tipstaff-expect
    return cursor.fetchone()


class Store:
    def remove(self, owner):
        sql = "DELETE FROM notes WHERE owner = '" + owner + "'"
        self.conn.execute(sql)  # tipstaff-expect
