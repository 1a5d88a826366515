from flask import request


@app.route("/login")
def login():
    logger.info("login of %r", request.form["name"])
    logger.info(f"login of {request.form['name']!r}")
    logger.info("page %d", int(request.args["page"]))
    return ""
