"""The rows of a register, and one row."""

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone

from zhiheng.core.values.registers import Register
from zhiheng.registers import actions, queries
from zhiheng.registers.models import Row
from zhiheng.registers.selections import selection
from zhiheng.registers.views.finding import register_called, row_called
from zhiheng.web.access import may, reads, writes
from zhiheng.web.asking import typed

FORMATS = (("xlsx", "Excel 表格"), ("csv", "CSV"), ("jsonl", "JSON 行"), ("parquet", "Parquet"))
PLACES = ("after", "before")  # what an address says of the page


@reads("registers.view")
def rows(request: HttpRequest, register: str) -> HttpResponse:
    found, chosen = register_called(request, register), selection(request, all_days=True)
    scope = request.rights.scope(found.id)
    listing = queries.listing(
        found, scope, request.GET, today=timezone.localdate(), area=chosen.area, period=chosen.period
    )
    context = {"register": found, "chosen": chosen, "listing": listing, "asked": _asked(request)}
    context |= {"chips": [(chip.text, _without(request, *chip.names)) for chip in listing.chips]}
    context |= {"heads": [(head, _without(request, "sort", sort=head.sort)) for head in listing.headings]}
    context |= {"all_query": _without(request), "page_query": _without(request) + "&"}
    context |= {"no_period_query": _without(request, "period", "from", "to"), "formats": FORMATS}
    context |= {"void_query": _without(request, "status", status="void"), "kept_query": _without(request, "status")}
    for act in ("add", "change", "import", "export", "reveal"):
        context[f"may_{act}"] = may(request, f"registers.{act}", register=found.id)
    return render(request, "registers/rows.html", context)


def _asked(request: HttpRequest) -> list[tuple[str, str]]:
    """What the address says beside what the form of filters does."""
    return [(name, value) for name, value in request.GET.items() if name in ("sort", "status") and value]


def _without(request: HttpRequest, *names: str, **instead: str) -> str:
    """The address's words without some of them, on the first page."""
    left = {name: value for name, value in request.GET.items() if value and name not in (*names, *PLACES)}
    return urlencode(left | {name: value for name, value in instead.items() if value})


@reads("registers.view")
def row(request: HttpRequest, register: str, pk: int) -> HttpResponse:
    found = register_called(request, register)
    one = row_called(request, found, pk)
    context = {"register": found, "row": one} | queries.row_page(found, one, request.scope, timezone.localdate())
    context |= {"ways": queries.ways(found, one, request.rights)}
    if found.chased:
        context["may_chase"] = may(request, "plans.draft") and one.status == "kept"
        context["made"] = queries.matters_of_row(one, request.scope, request.office)
    context |= {"beside": _beside(request, found, one)}
    context["referring"] = [of for of in context["referring"] if may(request, "registers.view", register=of.register.id)]
    for act in ("change", "void", "step", "reveal"):
        context[f"may_{act}"] = may(request, f"registers.{act}", register=found.id, area=one.area)
    return render(request, "registers/row.html", context)


def _beside(request: HttpRequest, register: Register, one: Row) -> dict[str, object]:
    """The rows before and after in the list she came from; `?list=` holds that list's address."""
    asked = QueryDict(request.GET.get("list", ""))
    if "list" not in request.GET:
        return {}
    chosen = selection(request, all_days=True, given=asked)
    scope = request.rights.scope(register.id)
    wanted = queries.wanted_rows(register, scope, asked, timezone.localdate(), chosen.area, chosen.period)
    before, after = queries.neighbours(wanted, one)
    return {"query": request.GET["list"], "before": before, "after": after}


@writes("registers.void")
def set_status(request: HttpRequest, register: str, pk: int) -> HttpResponse:
    found = register_called(request, register)
    one = row_called(request, found, pk)
    actions.set_status(one, request.POST.get("status", ""), typed(request.POST, "reason"), request.user)
    return redirect("registers:row", register, pk)
