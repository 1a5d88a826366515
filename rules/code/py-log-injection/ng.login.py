from flask import request


@app.route("/login")
def login():
    app.logger.info("login of " + request.form["name"])  # tipstaff-expect
    logger.warning(f"no page {request.args['page']}")  # tipstaff-expect
    return ""
