from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from zhiheng.desk import queries
from zhiheng.web.access import may, reads


@reads("desk.view")
def home(request: HttpRequest) -> HttpResponse:
    shown = {"groups": queries.groups(request.scope), "is_empty": queries.is_empty(request.scope)}
    return render(request, "desk/home.html", shown | {"may_add": may(request, "documents.add")})
