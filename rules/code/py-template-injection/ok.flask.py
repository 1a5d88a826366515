from flask import render_template, render_template_string, request
from jinja2 import Template

GREETING = Template("Hello {{ name }}", autoescape=True)


@app.route("/hello")
def hello():
    name = request.args.get("name")
    page = render_template_string("<h1>Hello {{ name }}</h1>", name=name)
    return page + GREETING.render(name=name) + render_template("hello.html", name=name)
