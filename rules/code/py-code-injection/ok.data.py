import ast
import json

from flask import request


@app.route("/calc", methods=["GET"])
def calc():
    value = ast.literal_eval(request.args["value"])
    other = json.loads(request.data)
    return str([value, other, eval("1 + 1")])
