import os

from flask import request, send_file

ROOT = "/srv/files"


@app.route("/download")
def download():
    name = request.args["name"]
    return send_file(os.path.join(ROOT, name))  # tipstaff-expect


@app.route("/read")
def read():
    with open(f"{ROOT}/{request.args['name']}") as file:  # tipstaff-expect
        return file.read()


@app.route("/upload", methods=["PUT"])
def upload(current_user):
    file = request.files["file"]
    file.save(os.path.join(ROOT, file.filename))  # tipstaff-expect
    return "done"
