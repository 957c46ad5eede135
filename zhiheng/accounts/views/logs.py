from datetime import date
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from zhiheng.accounts import logs as kept
from zhiheng.accounts import queries
from zhiheng.web.access import reads
from zhiheng.web.asking import typed
from zhiheng.web.paging import page_of
from zhiheng.web.sending import attachment


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _chosen(request: HttpRequest) -> dict[str, str]:
    given = {name: typed(request.GET, name) for name in ("kind", "person", "since", "until")}
    given["kind"] = given["kind"] or "sign-ins"
    if given["kind"] not in kept.KINDS:
        raise Http404(given["kind"])
    return given


def _rows(request: HttpRequest, chosen: dict[str, str]) -> QuerySet:
    scope = queries.scope_for(request.rights, "history.logs")
    days = {"since": _day(chosen["since"]), "until": _day(chosen["until"])}
    return kept.rows_of(chosen["kind"], scope, person=chosen["person"], **days)


@reads("history.logs")
def logs(request: HttpRequest) -> HttpResponse:
    chosen = _chosen(request)
    page = page_of(_rows(request, chosen), request)
    kinds = [(id, kind.name, urlencode(chosen | {"kind": id})) for id, kind in kept.KINDS.items()]
    context = {"page": page, "lines": kept.lines_of(chosen["kind"], page), "kinds": kinds, "chosen": chosen}
    context |= {"query": urlencode(chosen), "pager_query": f"{urlencode(chosen)}&"}
    return render(request, "accounts/logs.html", context)


@reads("history.logs")
def export(request: HttpRequest) -> HttpResponse:
    chosen = _chosen(request)
    lines = kept.lines_of(chosen["kind"], _rows(request, chosen).iterator(chunk_size=2000))
    return attachment(kept.as_csv(lines), f"日志-{kept.KINDS[chosen['kind']].name}.csv", "text/csv; charset=utf-8")
