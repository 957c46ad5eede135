"""Opening an assessment; those assessed, their groups, and the units that lead."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from zhiheng.assessments import choosing
from zhiheng.assessments.actions import opening
from zhiheng.assessments.forms_of_years import ListForm, OpenForm
from zhiheng.assessments.models import Assessment
from zhiheng.assessments.views.finding import assessed_of, assessment_of
from zhiheng.core.values.faults import Fault
from zhiheng.directory.queries import organisations_of
from zhiheng.web.access import may, reads, writes
from zhiheng.web.asking import number_in, typed


@writes("assessments.open", methods=("GET", "POST"))
def new(request: HttpRequest) -> HttpResponse:
    form = OpenForm(request.POST or None, area=request.office.area)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            made = opening.open_assessment(
                given["scheme"], given["period"], request.office.area, request.office, request.user, given["wanted"],
                name=given["name"], days=form.days,
            )  # fmt: skip
            messages.success(request, f"已开展，考核对象 {made.assessed.count()} 个。请核对对象和牵头部门。")
            return redirect("assessments:subjects", made.pk)
        except Fault as fault:
            form.add_error(None, fault.says)
    unclear = form.named.unclear if form.named else []
    return render(request, "assessments/new.html", {"form": form, "unclear": unclear}, status=422 if form.errors else 200)


def subjects_page(request: HttpRequest, assessment: Assessment, form: ListForm | None = None, **more: object) -> HttpResponse:
    leads, named = choosing.leads_of(assessment.as_opened, assessment.area), {}
    for one in assessment.lead_units.select_related("unit"):
        named[one.words] = one.unit
    editable = may(request, "assessments.open", area=assessment.area) and assessment.stage in opening.CHANGEABLE
    context = {
        "assessment": assessment, "tab": "subjects", "assessed": assessment.assessed.select_related("unit", "enterprise"),
        "groups": assessment.as_opened.groups, "leads": [(one, named.get(one.words)) for one in leads],
        "units": organisations_of(assessment.area), "editable": editable, "form": form or ListForm(),
    }  # fmt: skip
    return render(request, "assessments/subjects.html", context | more, status=422 if form and form.errors else 200)


@reads("assessments.view")
def subjects(request: HttpRequest, pk: int) -> HttpResponse:
    return subjects_page(request, assessment_of(request, pk))


@writes("assessments.open")
def add_subjects(request: HttpRequest, pk: int) -> HttpResponse:
    assessment, form = assessment_of(request, pk), ListForm(request.POST)
    if not form.is_valid():
        return subjects_page(request, assessment, form)
    named = choosing.named_in(form.cleaned_data["listed"], assessment.as_opened, assessment.area, assessment.end)
    if named.unclear:
        form.add_error("listed", f"有 {len(named.unclear)} 行还要您定，列在下面。改好或删去后再增加。")
        return subjects_page(request, assessment, form, unclear=named.unclear)
    made = opening.add_subjects(assessment, named.wanted, request.user)
    messages.success(request, f"增加了 {len(made)} 个。")
    return redirect("assessments:subjects", pk)


@writes("assessments.open")
def change_subject(request: HttpRequest, pk: int, code: str) -> HttpResponse:
    one, given = assessed_of(request, pk, code), request.POST
    if given.get("do") == "drop":
        opening.drop_subject(one, request.user, reason=typed(given, "reason"))
        messages.success(request, f"{one.name}不再考核。")
    else:
        opening.regroup(one, typed(given, "group"), request.user, reason=typed(given, "reason"))
        messages.success(request, f"{one.name}的分组已改。")
    return redirect("assessments:subjects", pk)


@writes("assessments.open")
def name_leads(request: HttpRequest, pk: int) -> HttpResponse:
    assessment = assessment_of(request, pk)
    units = {unit.pk: unit for unit in organisations_of(assessment.area)}
    words = [one.words for one in choosing.leads_of(assessment.as_opened, assessment.area)]
    said = {one: units.get(number_in(request.POST.get(f"lead-{place}"))) for place, one in enumerate(words)}
    opening.name_leads(assessment, said, request.user)
    messages.success(request, "牵头部门已保存。")
    return redirect("assessments:subjects", pk)
