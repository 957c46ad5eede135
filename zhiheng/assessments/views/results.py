"""考核结果: the ranking as it was approved, its files, its paper, what today's records would give."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from zhiheng.assessments import comparing, exports
from zhiheng.assessments.forms_of_results import CorrectionForm
from zhiheng.assessments.freezing import flaws_of, scheme_from
from zhiheng.assessments.kept import announcement_of, cards_in, frozen_in, latest_result
from zhiheng.assessments.models import Assessment, Result
from zhiheng.assessments.rectifications import progress_of
from zhiheng.assessments.views.finding import assessment_of
from zhiheng.web.access import may, reads
from zhiheng.web.asking import number_in
from zhiheng.web.sending import attachment

FROM = ("reviewing", "appealing", "approving")


def result_of(request: HttpRequest, assessment: Assessment) -> Result:
    """The revision that the address asks for, the last one where it asks for none; 404 where there is none."""
    if number := number_in(request.GET.get("revision")):
        return get_object_or_404(assessment.results.select_related("corrects", "assessment"), revision=number)
    if found := latest_result(assessment):
        return found
    raise Http404


@reads("assessments.view")
def result(request: HttpRequest, pk: int) -> HttpResponse:
    """The result, or the way to one."""
    assessment = assessment_of(request, pk)
    context = {
        "assessment": assessment, "tab": "result", "may_approve": may(request, "assessments.approve"),
        "ready": assessment.stage in FROM,
    }  # fmt: skip
    if latest_result(assessment) is None:
        return render(request, "assessments/no_result.html", context)
    found = result_of(request, assessment)
    cards, scheme = cards_in(found.cards), scheme_from(found.scheme_kept)
    before = comparing.apart(cards_in(found.corrects.cards), cards) if found.corrects else ()
    context |= {
        "result": found, "scheme": scheme, "cards": cards.ranked, "revisions": assessment.results.order_by("-revision"),
        "before": before, "progress": progress_of(assessment), "latest": latest_result(assessment),
        "announced": announcement_of(assessment),
    }  # fmt: skip
    return render(request, "assessments/result.html", context)


@reads("assessments.view")
def result_file(request: HttpRequest, pk: int, form: str) -> HttpResponse:
    """The result as .xlsx, .csv or, byte for byte as it was kept, .json."""
    found, today = result_of(request, assessment_of(request, pk)), timezone.localdate()
    name = f"{found.assessment}结果第{found.revision}版.{form}"
    match form:
        case "xlsx":
            return attachment(exports.result_xlsx(found, today), name, exports.XLSX)
        case "csv":
            return attachment(exports.result_csv(found), name, "text/csv; charset=utf-8")
        case "json":
            return attachment(found.cards.encode(), name, "application/json")
    raise Http404


@reads("assessments.view")
def result_printed(request: HttpRequest, pk: int) -> HttpResponse:
    found = result_of(request, assessment_of(request, pk))
    made = exports.result_table(found, timezone.localdate())
    rows = [[(column, row.get(column.key, "")) for column in made.columns] for row in made.rows]
    return render(request, "assessments/result_print.html", {"assessment": found.assessment, "table": made, "rows": rows})


@reads("assessments.view")
def reproduced(request: HttpRequest, pk: int) -> HttpResponse:
    """Whether scoring again from what was kept gives the same bytes."""
    found = result_of(request, assessment_of(request, pk))
    context = {"assessment": found.assessment, "tab": "result", "result": found, "flaws": flaws_of(frozen_in(found))}
    return render(request, "assessments/reproduced.html", context)


@reads("assessments.view")
def compared(request: HttpRequest, pk: int) -> HttpResponse:
    return compared_page(request, result_of(request, assessment_of(request, pk)))


def compared_page(request: HttpRequest, found: Result, form: CorrectionForm | None = None, says: str = "") -> HttpResponse:
    """The result against today's records, with the form that corrects it."""
    apart, changed = comparing.against_today(found)
    context = {
        "assessment": found.assessment, "tab": "result", "result": found, "apart": apart, "changes": changed, "fault": says,
        "form": form or CorrectionForm(), "may_approve": may(request, "assessments.approve"),
        "chosen": request.POST.getlist("keys") if request.method == "POST" else [],
        "last": found == latest_result(found.assessment), "done": found.assessment.stage not in FROM,
    }  # fmt: skip
    wrong = says or (form and form.errors)
    return render(request, "assessments/compared.html", context, status=422 if wrong else 200)
