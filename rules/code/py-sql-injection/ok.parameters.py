from flask import Flask, request

COLUMNS = {"name", "age"}


@app.route("/users/<int:user_id>")
def users(user_id: int):
    name = request.args.get("name")
    rows = db.execute("SELECT * FROM users WHERE name = ?", (name,)).fetchall()
    rows += db.execute(f"SELECT * FROM users WHERE id = {user_id}").fetchall()
    rows += db.execute("SELECT * FROM users LIMIT %d" % int(request.args["limit"])).fetchall()
    sort = request.args.get("sort")
    if sort not in COLUMNS:
        return "bad", 400
    return str(rows + db.execute(f"SELECT * FROM users ORDER BY {sort}").fetchall())
