from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from zhiheng.desk import queries
from zhiheng.web.access import reads


@reads("desk.view")
def home(request: HttpRequest) -> HttpResponse:
    return render(request, "desk/home.html", queries.day(request.scope))
