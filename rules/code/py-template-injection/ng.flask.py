from flask import render_template_string, request
from jinja2 import Template


@app.route("/hello")
def hello():
    name = request.args.get("name")
    page = render_template_string("<h1>Hello " + name + "</h1>")  # tipstaff-expect
    return page + Template(request.args["template"]).render()  # tipstaff-expect
