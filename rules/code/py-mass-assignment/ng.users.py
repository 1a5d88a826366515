from flask import request


@app.route("/users", methods=["GET"])
def register():
    user = User(**request.json)  # tipstaff-expect
    User.objects.create(**request.get_json())  # tipstaff-expect
    return str(user)


def change(request, user):
    for key, value in request.POST.items():
        setattr(user, key, value)  # tipstaff-expect
