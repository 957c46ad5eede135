"""自评: who has handed in, the form of one of the assessed, its sheets out and back."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone

from zhiheng.assessments import overviews, own, own_sheets
from zhiheng.assessments.actions import answering, scoring
from zhiheng.assessments.models import Assessed, Assessment
from zhiheng.assessments.scoring.asking import files_back
from zhiheng.assessments.views.finding import assessed_of, assessment_of, own_of
from zhiheng.assessments.views.scoring import LARGEST, XLSX, typed_cells
from zhiheng.core.values.faults import Fault
from zhiheng.directory.models import Area
from zhiheng.documents.arriving import let_go
from zhiheng.web.access import may, reads, writes
from zhiheng.web.asking import number_in, typed
from zhiheng.web.sending import attachment


def frame(request: HttpRequest, assessment: Assessment, area: Area | None = None) -> dict[str, object]:
    """What every page of 自评 shows around its table."""
    return {
        "assessment": assessment, "tab": "self", "may_fill": may(request, "assessments.fill", area=area or assessment.area),
        "may_open": may(request, "assessments.open", area=assessment.area), "may_score": False,
    }  # fmt: skip


@reads("assessments.view")
def everyone(request: HttpRequest, pk: int) -> HttpResponse:
    assessment = assessment_of(request, pk)
    assessed = list(assessment.assessed.all())
    context = {
        "progress": overviews.progress_of(assessment, timezone.localdate()), "missing": overviews.missing_in_words(assessed),
        "backs": files_back(assessment, "self").select_related("sheet__assessed"),
    }  # fmt: skip
    return render(request, "assessments/self_list.html", frame(request, assessment) | context)


def form_page(
    request: HttpRequest, one: Assessed, typed_now: dict[str, tuple[str, str]] | None = None, **more: object
) -> HttpResponse:  # fmt: skip
    around, still = frame(request, one.assessment, one.area), one.handed_in_at is None and one.assessment.stage in answering.OPEN
    context = {
        "one": one, "form": own.own_form(one, typed_now or {}),
        "shown_scores": one.assessment.published or not one.assessment.seen_as, "editable": bool(around["may_fill"]) and still,
        "sheets": one.assessment.sheets.filter(kind="self", assessed=one).select_related("unit"),
    }  # fmt: skip
    return render(request, "assessments/self.html", around | context | more, status=422 if more.get("refused") else 200)


@reads("assessments.view")
def form(request: HttpRequest, pk: int, code: str) -> HttpResponse:
    return form_page(request, own_of(request, pk, code))


@writes("assessments.fill")
def save(request: HttpRequest, pk: int, code: str) -> HttpResponse:
    one = own_of(request, pk, code)
    cells = typed_cells(request)
    done = answering.save_own(one, cells, request.user)
    if done.refused:
        typed_now = {cell.item: (cell.text, cell.why or "") for cell in cells}
        return form_page(request, one, typed_now, refused=done.refused, written=done.written)
    messages.success(request, f"已记下 {done.written} 项。" if done.written else "没有改动。")
    return redirect("assessments:self", pk, code)


@writes("assessments.fill")
def hand_in(request: HttpRequest, pk: int, code: str) -> HttpResponse:
    given = request.POST
    one = answering.hand_in(
        own_of(request, pk, code), request.user, answers=typed(given, "answers"), seen=number_in(given.get("version")),
        incomplete=bool(given.get("incomplete")),
    )  # fmt: skip
    messages.success(request, f"{one.name}的自评已报出，负责人 {one.handed_in_by}。")
    return redirect("assessments:self", pk, code)


@writes("assessments.open")
def reopen(request: HttpRequest, pk: int, code: str) -> HttpResponse:
    one = answering.reopen(assessed_of(request, pk, code), request.user, reason=typed(request.POST, "reason"))
    messages.success(request, f"{one.name}的自评已退回，可以再改。")
    return redirect("assessments:self", pk, code)


@writes("assessments.fill")
def hand_out(request: HttpRequest, pk: int, code: str) -> HttpResponse:
    made = answering.hand_out_own(own_of(request, pk, code), request.user)
    messages.success(request, f"{len(made)} 份自评表已备好，可以下载后发出。")
    return redirect("assessments:self", pk, code)


@reads("assessments.view")
def sheet(request: HttpRequest, pk: int, sheet: int) -> HttpResponse:
    found = assessment_of(request, pk).sheets.filter(kind="self").select_related("assessment", "unit", "assessed__area")
    one = get_object_or_404(found, pk=sheet)
    return attachment(own_sheets.own_sheet(one, timezone.localdate().isoformat()), own_sheets.file_name(one), XLSX)


@reads("assessments.view")
def sheets_zip(request: HttpRequest, pk: int, code: str) -> HttpResponse:
    one = own_of(request, pk, code)
    made = own_sheets.zip_of(one, timezone.localdate().isoformat())
    return attachment(made, f"{one.assessment.name} {one.name} 自评表.zip", "application/zip")


def returned_to(request: HttpRequest, pk: int, code: str) -> tuple[Assessment, Assessed | None, str]:
    """Whose sheets come back: of all, or of the one assessed that `code` names; and the page they came from."""
    if not code:
        return assessment_of(request, pk), None, reverse("assessments:selves", args=[pk])
    one = own_of(request, pk, code)
    return one.assessment, one, reverse("assessments:self", args=[pk, code])


@writes("assessments.fill")
def preview(request: HttpRequest, pk: int, code: str = "") -> HttpResponse:
    assessment, one, back_to = returned_to(request, pk, code)
    sent = [(file.name or "", file.read(LARGEST + 1)) for file in request.FILES.getlist("files")]
    refused = [f"{fault.says}（{fault.id}）" for fault in let_go(request)]
    if not sent and not refused:
        raise Fault("S218", "没有收到文件。请选择或拖入交回的自评表。")
    found = scoring.keep_files(assessment, sent, request.user, own=True, of=one)
    take_to = reverse("assessments:own-take-back", args=[pk, code]) if one else reverse("assessments:selves-take-back", args=[pk])
    context = {
        "files": found, "refused": refused, "ready": [one for one in found if one.state == "ready"],
        "back_to": back_to, "take_to": take_to,
    }  # fmt: skip
    return render(request, "assessments/scores_preview.html", frame(request, assessment, one.area if one else None) | context)


@writes("assessments.fill")
def take_back(request: HttpRequest, pk: int, code: str = "") -> HttpResponse:
    assessment, one, back_to = returned_to(request, pk, code)
    sent = [
        (name.replace("\x00", ""), digest)
        for name, digest in zip(request.POST.getlist("name"), request.POST.getlist("digest"), strict=False)
        if len(digest) == 64 and digest.isalnum()
    ]
    taken = scoring.take_back(assessment, sent, request.POST.getlist("agree"), request.user, own=True, of=one)
    context = {"taken": taken, "back_to": back_to}
    return render(request, "assessments/scores_taken.html", frame(request, assessment, one.area if one else None) | context)
