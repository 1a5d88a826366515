import logging
import os

logger = logging.getLogger(__name__)


def login(user, password):
    print("login", user, password)  # tipstaff-expect
    api_key = os.environ["API_KEY"]
    logger.info(f"calling with {api_key}")  # tipstaff-expect
    logger.debug("token is %s", os.getenv("ACCESS_TOKEN"))  # tipstaff-expect
    if not user:
        raise ValueError("bad password: " + password)  # tipstaff-expect
