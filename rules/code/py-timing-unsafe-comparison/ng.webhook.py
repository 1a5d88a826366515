import hmac

from flask import request


def webhook(key):
    expected = hmac.new(key, request.data, "sha256").hexdigest()
    if request.headers.get("X-Signature") != expected_signature(expected):  # tipstaff-expect
        return "bad", 401
    signature = request.headers["X-Signature"]
    if signature != expected:  # tipstaff-expect
        return "bad", 401
    return "ok"
