from urllib.parse import urlparse

from flask import redirect, request, url_for


@app.route("/login")
def login():
    target = request.args.get("next", "/")
    if urlparse(target).netloc:
        return redirect(url_for("index"))
    return redirect(target)


@app.route("/item")
def item():
    return redirect("/items/" + request.args["id"])
