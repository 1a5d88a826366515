SESSION_COOKIE_HTTPONLY = True


def login(response, value):
    response.set_cookie("session", value, httponly=True, secure=True, samesite="Lax")
    response.set_cookie("theme", "dark", max_age=3600)
