import os

import jwt

SECRET_KEY = os.environ["SECRET_KEY"]
JWT_SECRET = os.environ.get("JWT_SECRET", "")
PASSWORD_FILE = os.getenv("PASSWORD_FILE", "/run/secrets/password")


def issue(user):
    return jwt.encode({"sub": user.id}, SECRET_KEY, algorithm="HS256")
