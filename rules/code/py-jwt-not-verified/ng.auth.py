import jwt


def user(token, key):
    claims = jwt.decode(token, options={"verify_signature": False})  # tipstaff-expect
    other = jwt.decode(token, key, algorithms=["HS256", "none"])  # tipstaff-expect
    return claims["sub"], other
