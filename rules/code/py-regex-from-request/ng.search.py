import re

from flask import request


@app.route("/search")
def search():
    return [item for item in items if re.search(request.args["q"], item)]  # tipstaff-expect
