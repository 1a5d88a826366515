SESSION_COOKIE_HTTPONLY = False  # tipstaff-expect


def login(response, value):
    response.set_cookie("session", value, max_age=3600)  # tipstaff-expect
    response.set_cookie("sid", value, httponly=False)  # tipstaff-expect
