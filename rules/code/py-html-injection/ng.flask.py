from flask import Markup, request


@app.route("/hello")
def hello():
    name = request.args.get("name")
    return f"<h1>Hello {name}</h1>"  # tipstaff-expect


@app.route("/bio")
def bio():
    return render_template("bio.html", bio=Markup(request.args["bio"]))  # tipstaff-expect
