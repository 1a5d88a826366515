import httpx
import requests
from flask import request


@app.route("/preview")
def preview():
    page = requests.get(request.args["url"], timeout=5)  # tipstaff-expect
    host = request.args.get("host")
    other = httpx.get(f"https://{host}/status")  # tipstaff-expect
    return page.text + other.text
