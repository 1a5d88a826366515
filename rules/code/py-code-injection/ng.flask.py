from flask import request


@app.route("/calc", methods=["GET"])
def calc():
    expression = request.args["expression"]
    result = eval(expression)  # tipstaff-expect
    exec("value = " + request.form.get("code", ""))  # tipstaff-expect
    return str(result)
