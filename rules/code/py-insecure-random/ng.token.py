import random
import string


def make_token(length):
    return "".join(random.choice(string.ascii_letters) for _ in range(length))  # tipstaff-expect


def reset(user):
    user.reset_code = random.randint(100000, 999999)  # tipstaff-expect
