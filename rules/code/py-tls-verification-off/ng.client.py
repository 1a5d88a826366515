import ssl

import requests


def fetch(url):
    page = requests.get(url, verify=False, timeout=5)  # tipstaff-expect
    context = ssl.create_default_context()
    context.verify_mode = ssl.CERT_NONE  # tipstaff-expect
    other = ssl._create_unverified_context()  # tipstaff-expect
    return page, context, other
