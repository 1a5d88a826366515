import random
import secrets


def make_token(length):
    return secrets.token_urlsafe(length)


def wait(attempt):
    return 2**attempt + random.random()
