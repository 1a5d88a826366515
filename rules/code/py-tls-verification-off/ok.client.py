import requests


def fetch(url):
    page = requests.get(url, verify="/etc/ssl/authority.pem", timeout=5)
    other = requests.get(url, verify=True, timeout=5)
    jwt_check(page, verify=False)
    return page, other
