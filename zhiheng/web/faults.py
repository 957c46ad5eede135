"""Faults as pages: one Chinese sentence with its id, never a traceback."""

from collections.abc import Callable

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from zhiheng.core.values.faults import Fault
from zhiheng.web.answering import asks_for_json, refused
from zhiheng.web.frame import first_page


class FaultMiddleware:
    """A `Fault` that no view caught becomes a page (or, for htmx, a message) that says it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, problem: Exception) -> HttpResponse | None:
        if not isinstance(problem, Fault):
            return None
        status = 403 if isinstance(problem, PermissionDenied) else 422
        if asks_for_json(request):
            field = getattr(problem, "field", "")
            return refused(problem, status, **({"field": field} if field else {}))
        if request.headers.get("HX-Request"):
            response = render(request, "web/fault_message.html", {"fault": problem})
            response["HX-Retarget"] = "#messages"
            response["HX-Reswap"] = "innerHTML"
            return response
        shown = {"title": "没有权限" if status == 403 else "没有做成", "says": problem.says, "id": problem.id}
        return render(request, "web/fault.html", shown, status=status)


def not_understood(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400: more than one request may hold, or not a request of ours. Without the frame: who asks is not known yet."""
    says = "这次提交没有收下：一次选的文件太多，或内容不完整。请分几次提交。"
    if asks_for_json(request):
        return refused(Fault("U400", "这个请求没有收下：内容不完整，或太大。请分几次发送。"), 400)
    return render(request, "web/broken.html", {"title": "没有收下", "says": says}, status=400)


def outdated(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403: the form was opened before its person signed in anew, or came from another site."""
    says = "这一页打开得太久，或登录已经更换，刚才的提交没有收下。请返回上一页，刷新后再提交一次。"
    if asks_for_json(request):
        return refused(Fault("U405", "带着网页登录写入，要有网页的 CSRF 令牌。程序请用访问令牌，不带 Cookie。"), 403)
    return render(request, "web/broken.html", {"title": "页面已过期", "says": says}, status=403)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403: signed in, but not allowed. Who has no desk is sent from its address to where her own work begins."""
    if request.path == "/" and (own := first_page(request)) != "/" and getattr(request, "office", None):
        return redirect(own)
    says = "您在本单位的角色不能做这件事。请联系安全管理员授权。"
    if not getattr(request, "office", None):
        says = "您的账号还没有授权，或者授权已经到期、收回。请联系本单位的安全管理员。"
    if asks_for_json(request):
        return refused(Fault("U403", "您在本单位的角色不能做这件事，或者授权已经到期、收回。请联系安全管理员。"), 403)
    return render(request, "web/fault.html", {"title": "没有权限", "says": says, "id": "U403"}, status=403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404: no such page, or not one of this area's."""
    says = "没有这一页，或者它属于别的地区。请从左侧栏目重新进入。"
    if asks_for_json(request):
        return refused(Fault("U404", "没有这个地址，或者它属于别的地区、您不能查看的台账。请核对地址。"), 404)
    return render(request, "web/fault.html", {"title": "没有找到", "says": says, "id": "U404"}, status=404)


def broken(request: HttpRequest) -> HttpResponse:
    """500: our mistake."""
    says = "程序出错了，已经记录。您填的内容没有保存，请返回上一页重试；若仍出错，请把时间告诉系统管理员。"
    if asks_for_json(request):
        return refused(Fault("U500", "程序出错了，已经记录，什么也没有保存。请重试；若仍出错，请把时间告诉系统管理员。"), 500)
    return render(request, "web/broken.html", {"title": "程序出错了", "says": says}, status=500)
