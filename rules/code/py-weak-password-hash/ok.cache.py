import hashlib


def cache_key(text: str) -> str:
    return hashlib.md5(text.encode()).hexdigest()


def hash_password(password: str, salt: bytes) -> bytes:
    return hashlib.scrypt(password.encode(), salt=salt, n=16384, r=8, p=1)


def etag(token: str) -> str:
    return hashlib.sha1(token.encode(), usedforsecurity=False).hexdigest()
