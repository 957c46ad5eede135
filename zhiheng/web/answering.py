"""What a program is answered under /api/: JSON, never a page."""

from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse

from zhiheng.core.values.faults import Fault

API = "/api/"


def asks_for_json(request: HttpRequest) -> bool:
    """Whether a program asks, by the address."""
    return request.path.startswith(API)


def answered(value: Any, status: int = 200) -> HttpResponse:
    """A value as JSON, its Chinese as it is written."""
    return JsonResponse(value, safe=False, status=status, json_dumps_params={"ensure_ascii": False})


def refused(problem: Fault, status: int = 422, **more: Any) -> HttpResponse:
    """Why nothing was done, as JSON: {id, says} with what else helps."""
    answer = answered({"id": problem.id, "says": problem.says} | more, status)
    if status == 401:
        answer["WWW-Authenticate"] = "Bearer"
    return answer
