import re

from flask import request


@app.route("/search")
def search():
    found = [item for item in items if re.search(re.escape(request.args["q"]), item)]
    return found + re.findall("[a-z]+", request.args["q"])
