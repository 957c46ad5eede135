"""Evidence: every box at a glance, one box, one file, the matrix, what is missing, and the files that go out."""

from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from zhiheng.assessments.evidence import actions, archive, asked, box, handing_out
from zhiheng.assessments.evidence.forms import DescribeForm
from zhiheng.assessments.models import Assessed, Exhibit
from zhiheng.assessments.views.finding import assessment_of, own_of
from zhiheng.core.values.faults import Fault
from zhiheng.history.queries import timeline
from zhiheng.web.access import may, reads, writes
from zhiheng.web.asking import typed
from zhiheng.web.paging import page_of
from zhiheng.web.sending import attachment, streamed


@reads("assessments.view")
def evidence(request: HttpRequest, pk: int) -> HttpResponse:
    assessment = assessment_of(request, pk)
    return render(request, "assessments/evidence/boxes.html", {
        "assessment": assessment, "tab": "evidence", "standings": box.standings(assessment),
        "departments": box.departments(assessment),
    })  # fmt: skip


def _box_page(request: HttpRequest, assessed: Assessed, status: int = 200, **more: object) -> HttpResponse:
    state, q = request.GET.get("state", ""), typed(request.GET, "q")
    page = page_of(box.exhibits_in(assessed, state, q), request)
    return render(request, "assessments/evidence/box.html", {
        "assessment": assessed.assessment, "assessed": assessed, "tab": "evidence", "standing": box.standing(assessed),
        "page": page, "lines": box.lines_of(assessed, page), "state": state, "q": q, "states": box.STATES,
        "targets": box.targets_of(assessed), "may_fill": _may_fill(request, assessed), "refusals": box.refusals_of(request),
        "pager_query": f"{urlencode({'state': state, 'q': q})}&", **more,
    }, status=status)  # fmt: skip


def _may_fill(request: HttpRequest, assessed: Assessed) -> bool:
    return may(request, "assessments.fill", area=assessed.area or assessed.assessment.area)


@reads("assessments.view")
def evidence_box(request: HttpRequest, pk: int, code: str) -> HttpResponse:
    return _box_page(request, own_of(request, pk, code))


@writes("assessments.fill")
def evidence_add(request: HttpRequest, pk: int, code: str) -> HttpResponse:
    assessed = own_of(request, pk, code)
    try:
        return _box_page(request, assessed, came=asked.came_in(request, assessed))
    except Fault as fault:
        return _box_page(request, assessed, 422, fault=fault)


@writes("assessments.fill")
def evidence_file(request: HttpRequest, pk: int, code: str) -> HttpResponse:
    assessed = own_of(request, pk, code)
    try:
        count = asked.filed(request.POST, assessed, request.user)
    except Fault as fault:
        return _box_page(request, assessed, 422, fault=fault)
    messages.success(request, f"已归入 {count} 处。")
    return redirect("assessments:evidence-box", pk, code)


@writes("assessments.fill")
def evidence_renumber(request: HttpRequest, pk: int, code: str) -> HttpResponse:
    count = actions.renumber(own_of(request, pk, code), request.user)
    messages.success(request, f"已按材料和日期重新编号，改动 {count} 处。" if count else "编号没有要改的。")
    return redirect("assessments:evidence-box", pk, code)


@reads("assessments.view")
def evidence_matrix(request: HttpRequest, pk: int, code: str) -> HttpResponse:
    assessed = own_of(request, pk, code)
    return render(request, "assessments/evidence/matrix.html", {
        "assessment": assessed.assessment, "assessed": assessed, "tab": "evidence", "matrix": box.matrix_of(assessed),
        "standing": box.standing(assessed),
    })  # fmt: skip


def _exhibit_of(request: HttpRequest, pk: int, code: str, exhibit: int) -> Exhibit:
    return get_object_or_404(own_of(request, pk, code).exhibits.select_related("assessed__assessment", "by"), pk=exhibit)


def _exhibit_page(request: HttpRequest, one: Exhibit, status: int = 200, **more: object) -> HttpResponse:
    assessed = one.assessed
    return render(request, "assessments/evidence/exhibit.html", {
        "assessment": assessed.assessment, "assessed": assessed, "tab": "evidence", "line": box.lines_of(assessed, [one])[0],
        "form": DescribeForm.of(one), "targets": box.targets_of(assessed), "may_fill": _may_fill(request, assessed),
        "history": timeline(one)[:50], **more,
    }, status=status)  # fmt: skip


@reads("assessments.view")
def exhibit(request: HttpRequest, pk: int, code: str, exhibit: int) -> HttpResponse:
    return _exhibit_page(request, _exhibit_of(request, pk, code, exhibit))


@writes("assessments.fill")
def exhibit_act(request: HttpRequest, pk: int, code: str, exhibit: int) -> HttpResponse:
    one = _exhibit_of(request, pk, code, exhibit)
    try:
        wrong = asked.acted(request, one)
    except Fault as fault:
        return _exhibit_page(request, one, 422, fault=fault)
    if wrong:
        return _exhibit_page(request, one, 422, form=wrong)
    return redirect("assessments:exhibit", pk, code, exhibit)


@reads("assessments.view")
def exhibit_original(request: HttpRequest, pk: int, code: str, exhibit: int) -> StreamingHttpResponse:
    one = _exhibit_of(request, pk, code, exhibit)
    name = one.file_name.rpartition("/")[2]
    return streamed(handing_out.original(one, request.user), name, "application/octet-stream")


@reads("assessments.view")
def evidence_sheets(request: HttpRequest, pk: int, code: str) -> HttpResponse:
    assessed = own_of(request, pk, code)
    by = "aspect" if request.GET.get("by") == "aspect" else "item"
    only, form = request.GET.get("only", ""), request.GET.get("form", "docx")
    return attachment(*handing_out.sheets(assessed, timezone.localdate(), by, only, form))


@reads("assessments.view")
def evidence_directory(request: HttpRequest, pk: int, code: str) -> HttpResponse:
    assessed = own_of(request, pk, code)
    made = handing_out.directory(assessed, timezone.localdate())
    return attachment(made, f"{assessed.name}佐证材料目录.xlsx", handing_out.XLSX)


@reads("assessments.view")
def evidence_archive(request: HttpRequest, pk: int, code: str) -> StreamingHttpResponse:
    assessed = own_of(request, pk, code)
    members = handing_out.archive_members(assessed, request.user)
    name = f"{assessed.assessment.period} {assessed.name}佐证材料.zip"
    return streamed(archive.packed(assessed, members, timezone.localdate()), name, "application/zip")


@reads("assessments.view")
def evidence_gaps(request: HttpRequest, pk: int) -> HttpResponse:
    assessment = assessment_of(request, pk)
    found = box.departments(assessment, box.those_named(assessment, request.GET.get("of", "")))
    lead = request.GET.get("lead", "")
    return render(request, "assessments/evidence/gaps.html", {
        "assessment": assessment, "tab": "evidence", "departments": found, "lead": lead, "of": request.GET.get("of", ""),
        "shown": [one for one in found if one.gaps and lead in ("", one.words)], "today": timezone.localdate(),
    })  # fmt: skip


@reads("assessments.view")
def evidence_gap_files(request: HttpRequest, pk: int) -> HttpResponse:
    assessment = assessment_of(request, pk)
    lead = request.GET.get("lead", "")
    content, name, kind = handing_out.gap_files(assessment, lead, request.GET.get("of", ""), timezone.localdate())
    return attachment(content, name, kind)
