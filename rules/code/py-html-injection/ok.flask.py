from flask import request
from markupsafe import Markup, escape


@app.route("/hello")
def hello():
    name = request.args.get("name")
    return f"<h1>Hello {escape(name)}</h1>"


@app.route("/text")
def text():
    icon = Markup("<b>!</b>")
    return {"name": request.args.get("name"), "icon": icon}
