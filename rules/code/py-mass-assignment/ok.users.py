from flask import request


@app.route("/users", methods=["GET"])
def register():
    data = request.get_json()
    user = User(name=data["name"], email=data["email"])
    return render(user, **options)
