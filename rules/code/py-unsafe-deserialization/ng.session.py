import base64
import pickle

from flask import request


@app.route("/")
def index():
    profile = pickle.loads(base64.b64decode(request.cookies["profile"]))  # tipstaff-expect
    return profile.name


def restore(payload):
    return pickle.loads(payload)  # tipstaff-expect


def load_weights(path):
    return torch.load(path, weights_only=False)  # tipstaff-expect
