from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from zhiheng.desk import actions, queries
from zhiheng.desk.icalendar import KIND
from zhiheng.web.access import may, reads, writes
from zhiheng.web.asking import number_in, typed
from zhiheng.web.sending import attachment

YEARS = (1990, 2100)  # of the calendar
WHOSE = (("unit", "本单位"), ("me", "我录入的"), ("area", "全辖区"))


@reads("desk.view")
def home(request: HttpRequest) -> HttpResponse:
    asker, today = queries.asker(request), timezone.localdate()
    waiting = queries.groups(request.scope, request.rights, request.office)
    context = {"groups": waiting, "is_empty": queries.is_empty(request.scope)}
    context |= {"dues": queries.due_groups(asker, today), "whose": asker.whose, "whose_names": WHOSE, "today": today}
    context |= {"notices": queries.unseen_notices(request.scope, request.office, request.rights)[: queries.SHOWN]}
    return render(request, "desk/home.html", context | {"may_add": may(request, "documents.add")})


@reads("desk.view")
def calendar(request: HttpRequest) -> HttpResponse:
    asker, today = queries.asker(request), timezone.localdate()
    month = queries.month_of(asker, _day(typed(request.GET, "day"), today), today)
    return render(request, "desk/calendar.html", {"month": month, "today": today, "whose": asker.whose, "whose_names": WHOSE})


@reads("desk.view")
def calendar_file(request: HttpRequest) -> HttpResponse:
    content = queries.calendar_file(queries.asker(request), timezone.now(), request.build_absolute_uri("/"))
    return attachment(content, f"{request.office.name}-期限.ics", KIND)


@writes("desk.view", methods=("GET", "POST"))
def duties(request: HttpRequest) -> HttpResponse:
    today = timezone.localdate()
    if request.method == "POST":
        day = _day(typed(request.POST, "day"), today)
        actions.say_none(typed(request.POST, "register"), day, request.office, request.user)
        return redirect("desk:duties")
    found = queries.duties(request.rights, request.office.area, today)
    return render(request, "desk/duties.html", {"duties": found})


@reads("desk.view")
def office(request: HttpRequest) -> HttpResponse:
    """The workbench of the leading group's office."""
    today = timezone.localdate()
    kinds = queries.office_work(request.scope, request.rights, today)
    return render(request, "desk/office.html", {"kinds": kinds, "today": today})


@writes("desk.view", methods=("GET", "POST"))
def notices(request: HttpRequest) -> HttpResponse:
    if request.method == "POST":
        seen = [number_in(one) for one in request.POST.getlist("notice")]
        actions.mark_seen(seen, request.scope, request.office, request.user)
        return redirect("desk:notices")
    seen_by = (request.scope, request.office, request.rights)
    context = {"notices": queries.unseen_notices(*seen_by)[:500], "today": timezone.localdate()}
    context |= {"handed_on": queries.notices_to_hand_on(*seen_by)[:500]}
    return render(request, "desk/notices.html", context)


@reads("desk.view")
def reminder(request: HttpRequest) -> HttpResponse:
    """The list to print: all that waits, and what is to be handed on."""
    asker, today = queries.asker(request), timezone.localdate()
    context = {"dues": queries.due_groups(asker, today, shown=queries.PRINTED), "today": today}
    context |= {"whose": asker.whose, "whose_names": WHOSE}
    context |= {"handed_on": queries.notices_to_hand_on(request.scope, request.office, request.rights)[:500]}
    return render(request, "desk/reminder.html", context)


def _day(text: str, today: date) -> date:
    """The day that an address names; today where it names none."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return today
    return day if YEARS[0] <= day.year <= YEARS[1] else today
