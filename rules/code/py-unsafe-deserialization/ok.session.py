import json
import pickle

from flask import request


@app.route("/")
def index():
    return json.loads(request.cookies["profile"])["name"]


def copy(value):
    return pickle.loads(pickle.dumps(value))


def restore(payload, key):
    if not hmac.compare_digest(sign(payload, key), payload[:32]):
        raise ValueError("bad signature")
    return pickle.loads(payload)
