import logging

logger = logging.getLogger(__name__)


def login(user, password, token):
    print("password reset asked for", user)
    logger.info("token %s", "set" if token else "missing")
    logger.info("length %d, start %s", len(password), token[:4])
    logger.info("used %d tokens of %d", usage.total_tokens, max_tokens)
    print("enter the password:", password_field)
    raise ValueError("password is too short")
