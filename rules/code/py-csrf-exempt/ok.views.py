from django.views.decorators.csrf import csrf_protect


@csrf_protect
def transfer(request):
    move(request.user, int(request.POST["amount"]))
