from django.http import HttpResponse


def search(request):
    return HttpResponse("<p>Nothing for " + request.GET["q"] + "</p>")  # tipstaff-expect
