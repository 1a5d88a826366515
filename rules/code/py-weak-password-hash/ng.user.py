import hashlib


def hash_password(password: str) -> str:
    return hashlib.md5(password.encode()).hexdigest()  # tipstaff-expect


def make(user):
    signature = hashlib.sha1(user.name.encode()).hexdigest()  # tipstaff-expect
    return signature
