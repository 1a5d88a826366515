import sqlite3

from flask import Flask, request

app = Flask(__name__)


@app.route("/users")
def users():
    name = request.args.get("name")
    db = sqlite3.connect("app.db")
    rows = db.execute("SELECT * FROM users WHERE name = '%s'" % name).fetchall()  # tipstaff-expect
    query = f"SELECT * FROM users WHERE email = '{request.args['email']}'"
    rows += db.execute(query).fetchall()  # tipstaff-expect
    sql = "SELECT * FROM users WHERE city = '{}'".format(request.form["city"])
    cursor = db.cursor()
    cursor.execute(sql)  # tipstaff-expect
    return str(rows)
