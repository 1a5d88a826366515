from django.views.decorators.csrf import csrf_exempt


@csrf_exempt  # tipstaff-expect
def transfer(request):
    move(request.user, request.POST["amount"])


app.config["WTF_CSRF_ENABLED"] = False  # tipstaff-expect
