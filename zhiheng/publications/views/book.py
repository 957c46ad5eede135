from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from zhiheng.core.values.faults import Fault
from zhiheng.publications import actions
from zhiheng.publications import queries_of_manuscripts as manuscripts
from zhiheng.publications.book_file import book_xlsx
from zhiheng.web.access import may, reads, writes
from zhiheng.web.asking import number_in, typed
from zhiheng.web.paging import page_of
from zhiheng.web.sending import attachment

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@reads("publications.view")
def book(request: HttpRequest) -> HttpResponse:
    """发文登记簿: every number that was taken, the void ones too."""
    year = number_in(request.GET.get("year"))
    series = list(manuscripts.series_within(request.scope))
    context = {"page": page_of(manuscripts.book(request.scope, year), request), "series": series, "year": year}
    context |= {"years": sorted({one.year for one in series}, reverse=True), "query": f"year={year}&" if year else ""}
    context |= {"this_year": timezone.localdate().year, "may_sign": may(request, "publications.sign", area=request.office.area)}
    return render(request, "publications/book.html", context)


@reads("publications.view")
def book_file(request: HttpRequest) -> HttpResponse:
    year = number_in(request.GET.get("year"))
    name = f"发文登记簿{f'（{year}年）' if year else ''}.xlsx"
    return attachment(book_xlsx(manuscripts.book(request.scope, year)), name, XLSX)


@writes("publications.sign")
def continue_from(request: HttpRequest) -> HttpResponse:
    year, last = (number_in(request.POST.get(name)) for name in ("year", "last"))
    if not (1990 <= year <= 2100 and 0 < last < 100_000):
        raise Fault("B134", "年份或序号不对。请填写四位年份，和纸质登记簿上已经用到的最后一个号。")
    actions.continue_from(request.office, "number", typed(request.POST, "code"), year, last, request.user)
    return redirect("publications:book")
