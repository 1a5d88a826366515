import os

import jwt
from flask import Flask

app = Flask(__name__)
app.secret_key = "not" "-secret"
app.config["SECRET_KEY"] = "development-key"  # tipstaff-expect
SECRET_KEY = os.environ.get("SECRET_KEY", "change-me")  # tipstaff-expect


def issue(user):
    return jwt.encode({"sub": user.id}, "hunter-two", algorithm="HS256")  # tipstaff-expect
