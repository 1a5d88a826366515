import hmac

from flask import request


def webhook(key):
    expected = hmac.new(key, request.data, "sha256").hexdigest()
    signature = request.headers.get("X-Signature")
    if signature is None or signature == "":
        return "bad", 401
    return "ok" if hmac.compare_digest(signature, expected) else "bad"
