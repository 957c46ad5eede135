"""Scores of departments: sheets out and back, and the same on a page."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from zhiheng.assessments.actions import entering, scoring
from zhiheng.assessments.models import Assessment
from zhiheng.assessments.scoring import asking, matrix, sheets
from zhiheng.assessments.views.finding import assessment_of
from zhiheng.core.values.faults import Fault
from zhiheng.directory.models import Organisation
from zhiheng.documents.arriving import let_go
from zhiheng.web.access import may, reads, writes
from zhiheng.web.sending import attachment

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
LARGEST = 20_000_000  # bytes of one sheet


def frame(request: HttpRequest, assessment: Assessment, tab: str) -> dict[str, object]:
    """What every page of judging shows around its table."""
    may_score = may(request, "assessments.score", area=assessment.area)
    return {"assessment": assessment, "tab": tab, "may_score": may_score}


@reads("assessments.view")
def scores(request: HttpRequest, pk: int) -> HttpResponse:
    assessment = assessment_of(request, pk)
    given = {one.unit_id: one for one in assessment.sheets.filter(kind="department")}
    asked = asking.units_asked(assessment)
    rows = [(one, given.get(one.unit.pk)) for one in asked.units]
    sides = asking.other_sides(assessment)
    backs = asking.files_back(assessment, "department")
    context = {"asked": asked, "rows": rows, "sides": sides, "given": given, "backs": backs}
    return render(request, "assessments/scores.html", frame(request, assessment, "scores") | context)


@writes("assessments.score")
def hand_out(request: HttpRequest, pk: int) -> HttpResponse:
    made = scoring.hand_out(assessment_of(request, pk), request.user)
    messages.success(request, f"{len(made)} 个部门的评分表已备好，可以下载后发出。")
    return redirect("assessments:scores", pk)


@reads("assessments.score")
def sheets_zip(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    assessment = assessment_of(request, pk)
    found = assessment.sheets.filter(kind=kind).exclude(kind="self").select_related("assessment", "unit")
    if not found:
        raise Fault("S247", f"{assessment.name}：还没有备好评分表。请先按“备好各部门的表”或写明专家。")
    made = sheets.zip_of(list(found), timezone.localdate().isoformat())
    return attachment(made, f"{assessment.name} {found[0].get_kind_display()}.zip", "application/zip")


@reads("assessments.score")
def sheet(request: HttpRequest, pk: int, sheet: int) -> HttpResponse:
    found = assessment_of(request, pk).sheets.exclude(kind="self").select_related("assessment", "unit")
    one = get_object_or_404(found, pk=sheet)
    return attachment(sheets.sheet_of(one, timezone.localdate().isoformat()), sheets.file_name(one), XLSX)


@writes("assessments.score")
def preview(request: HttpRequest, pk: int) -> HttpResponse:
    assessment = assessment_of(request, pk)
    sent = [(file.name or "", file.read(LARGEST + 1)) for file in request.FILES.getlist("files")]
    refused = [f"{fault.says}（{fault.id}）" for fault in let_go(request)]
    if not sent and not refused:
        raise Fault("S247", "没有收到文件。请选择或拖入交回的评分表。")
    found = scoring.keep_files(assessment, sent, request.user)
    context = {"files": found, "refused": refused, "ready": [one for one in found if one.state == "ready"]}
    return render(request, "assessments/scores_preview.html", frame(request, assessment, "scores") | context)


@writes("assessments.score")
def take_back(request: HttpRequest, pk: int) -> HttpResponse:
    assessment = assessment_of(request, pk)
    sent = [
        (name.replace("\x00", ""), digest)
        for name, digest in zip(request.POST.getlist("name"), request.POST.getlist("digest"), strict=False)
        if len(digest) == 64 and digest.isalnum()
    ]
    taken = scoring.take_back(assessment, sent, request.POST.getlist("agree"), request.user)
    return render(request, "assessments/scores_taken.html", frame(request, assessment, "scores") | {"taken": taken})


def items_shown(request: HttpRequest, assessment: Assessment, side: str):  # type: ignore[no-untyped-def]
    """The items of the page, and the unit whose they are where one is named."""
    if side not in matrix.SIDES:
        raise Http404
    scheme = assessment.as_opened
    asked = request.GET.get("unit", "")
    unit = Organisation.objects.filter(pk=int(asked)).first() if asked.isdecimal() and len(asked) < 10 else None
    items = [item for item in scheme.items if item.by == side]
    if unit and side == "department":
        items = asking.items_of(assessment, scheme, unit)
    one = request.GET.get("item", "")
    return [item for item in items if not one or item.id == one], unit, one


@reads("assessments.view")
def cells(request: HttpRequest, pk: int, side: str) -> HttpResponse:
    return cells_page(request, assessment_of(request, pk), side)


def cells_page(request: HttpRequest, assessment: Assessment, side: str, **more: object) -> HttpResponse:
    items, unit, one = items_shown(request, assessment, side)
    found = matrix.matrix_of(assessment, side, items)
    context = {"matrix": found, "side": side, "side_name": matrix.SIDES[side], "unit": unit, "only": one} | more
    page = "assessments/cells_of_item.html" if one and found.heads else "assessments/cells.html"
    return render(request, page, frame(request, assessment, "scores") | context)


@writes("assessments.score")
def save_cells(request: HttpRequest, pk: int, side: str) -> HttpResponse:
    assessment = assessment_of(request, pk)
    items_shown(request, assessment, side)
    done = entering.save_cells(assessment, side, typed_cells(request), request.user)
    if done.refused:
        return cells_page(request, assessment, side, done=done)
    messages.success(request, f"已记下 {done.written} 格。" if done.written else "没有改动。")
    return redirect(f"{request.path.removesuffix('save/')}?{request.GET.urlencode()}")


def typed_cells(request: HttpRequest) -> list[entering.Cell]:
    """The cells of a form: `v:<code>:<item>:<seen>` with its reason, sample and 不适用 where the page asks them."""
    found, given = [], request.POST
    for name in given:
        parts = name.split(":")
        if len(parts) != 4 or parts[0] != "v" or not parts[3].isdecimal():
            continue
        _, code, item, seen = parts
        at = f"{code}:{item}"
        why = given[f"y:{at}"].replace("\x00", "").strip() if f"y:{at}" in given else None
        text, sample = given[name].replace("\x00", ""), given.get(f"k:{at}", "")
        found.append(entering.Cell(code, item, text, int(seen[:18]), why, f"n:{at}" not in given, sample))
    return found
