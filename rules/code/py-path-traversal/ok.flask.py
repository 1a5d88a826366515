import os
from pathlib import Path

from flask import request, send_file, send_from_directory
from werkzeug.utils import secure_filename

ROOT = Path("/srv/files")


@app.route("/download")
def download():
    target = (ROOT / request.args["name"]).resolve()
    if not target.is_relative_to(ROOT):
        return "bad", 400
    return send_file(target)


@app.route("/other")
def other():
    name = secure_filename(request.args["name"])
    with open(os.path.join(ROOT, name)) as file, open("fixed.txt") as second:
        return file.read() + second.read() + str(send_from_directory(ROOT, request.args["name"]))
