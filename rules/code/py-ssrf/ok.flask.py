import requests
from flask import request

BASE = "https://api.example.com"


@app.route("/preview")
def preview():
    one = requests.get(f"{BASE}/users/{request.args['id']}", timeout=5)
    two = requests.get("https://api.example.com/items", params={"q": request.args["q"]}, timeout=5)
    three = requests.post(f"https://api.example.com/users/{request.args['id']}", json=request.json, timeout=5)
    return one.text + two.text + three.text
