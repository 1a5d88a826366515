from flask import redirect, request


@app.route("/login")
def login():
    target = request.args.get("next")
    return redirect(target)  # tipstaff-expect
