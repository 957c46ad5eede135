"""An assessment is opened with the scheme as it stands, and with those whom a person named."""

from datetime import date

import pytest

import factories
from assessments.building import assessment
from zhiheng.assessments.actions.opening import (
    add_subjects,
    drop_subject,
    name_leads,
    open_assessment,
    regroup,
)
from zhiheng.assessments.choosing import Wanted, leads_of, named_in
from zhiheng.assessments.models import Assessment
from zhiheng.assessments.recording import say
from zhiheng.core.sealing import digest_of
from zhiheng.core.values.faults import Fault
from zhiheng.definitions.schemes import schemes
from zhiheng.directory.models import Counterpart, CounterpartUnit
from zhiheng.history.models import Revision
from zhiheng.web.rights import NotAllowed

pytestmark = pytest.mark.django_db


def opened(cast: factories.Cast, scheme: str = "provincial-2022", period: str = "2025", subjects=None, **more) -> Assessment:
    return open_assessment(
        scheme, period, cast.province, cast.province_office, cast.province_clerk, subjects, **more
    )  # fmt: skip


def refused(call, *args, **more) -> Fault:
    with pytest.raises(Fault) as caught:
        call(*args, **more)
    return caught.value


def test_the_scheme_is_kept_as_it_stood_with_its_digest_and_the_areas_below_are_assessed() -> None:
    cast = factories.cast()
    made = opened(cast)
    scheme = schemes()["provincial-2022"]
    assert made.as_opened == scheme
    assert made.scheme_digest == digest_of(scheme.text.encode(), made.digest_name)
    assert [one.code for one in made.assessed.all()] == ["990100", "990200"]
    assert (made.start, made.end, made.stage) == (date(2025, 1, 1), date(2025, 12, 31), "filing")
    told = Revision.objects.get(subject_type="assessments.assessment", verb="开展考核")
    assert (told.by_name, told.after["考核对象"]) == ("孙省局", 2)


def test_a_county_prepares_its_own_self_assessment_and_is_alone_in_it() -> None:
    cast = factories.cast()
    made = open_assessment("provincial-2022", "2025", cast.county, cast.office, cast.clerk, [Wanted(cast.county)])
    assert [one.name for one in made.assessed.all()] == ["示例县"]


@pytest.mark.parametrize(
    ("scheme", "period", "id"),
    [("provincial-2022", "2025H1", "D462"), ("national-2013", "A2025", "D457"), ("nothing", "2025", "D450")],
)
def test_a_period_that_is_not_the_schemes_is_refused(scheme: str, period: str, id: str) -> None:
    assert refused(opened, factories.cast(), scheme, period).id == id


def test_the_same_assessment_is_not_opened_twice() -> None:
    cast = factories.cast()
    opened(cast)
    assert refused(opened, cast).id == "S202"
    assert Assessment.objects.count() == 1


def test_who_is_no_subject_of_the_scheme_is_refused_by_name() -> None:
    cast = factories.cast()
    assert refused(opened, cast, subjects=[Wanted(cast.office)]).id == "S203"
    assert refused(opened, cast, "member-units", subjects=[Wanted(cast.county, "主责")]).id == "S203"
    assert refused(opened, cast, subjects=[Wanted(cast.county), Wanted(cast.county)]).id == "S203"
    assert refused(opened, cast, subjects=[]).id == "S201"
    assert not Assessment.objects.exists()


def test_where_a_scheme_has_groups_each_is_in_one_of_them() -> None:
    cast = factories.cast()
    unit = factories.office(cast.province, "省教育厅")
    assert "主责" in refused(opened, cast, "member-units", subjects=[Wanted(unit)]).says
    assert refused(opened, cast, subjects=[Wanted(cast.county, "主责")]).id == "S204"
    made = opened(cast, "member-units", subjects=[Wanted(unit, "配合")])
    assert [(one.code, one.group) for one in made.assessed.all()] == [(str(unit.pk), "配合")]


@pytest.mark.parametrize(
    "days",
    [
        {"file_until": date(2026, 2, 2), "self_until": date(2026, 2, 1)},
        {"appeal_from": date(2026, 4, 2), "appeal_until": date(2026, 4, 1)},
        {"self_until": date(2025, 12, 31)},
    ],
)
def test_days_that_cannot_follow_one_another_are_refused(days) -> None:
    assert refused(opened, factories.cast(), days=days).id == "S205"


def test_a_county_does_not_open_the_provinces_assessment() -> None:
    cast = factories.cast()
    with pytest.raises(NotAllowed):
        open_assessment("provincial-2022", "2025", cast.province, cast.province_office, cast.clerk)


def test_a_list_names_units_and_leaves_to_a_person_whom_it_does_not_know() -> None:
    cast = factories.cast()
    scheme = schemes()["member-units"]
    unit = factories.office(cast.province, "省教育厅")
    text = "省教育厅，主责单位\n省市场监管局\t配合\n\n省什么厅，主责\n省教育厅，主责\n县市场监管局，主责\n省市场监管局，没有的组"
    found = named_in(text, scheme, cast.province, date(2025, 12, 31))
    assert found.wanted == [Wanted(unit, "主责"), Wanted(cast.province_office, "配合")]
    assert [(one.line, one.why[:5]) for one in found.unclear] == [
        (4, "“机构”里"), (5, "名单里已经"), (6, "有 2 个"), (7, "名单里已经"),
    ]  # fmt: skip


def test_the_words_of_the_scheme_are_matched_with_the_units_and_a_person_confirms() -> None:
    cast = factories.cast()
    scheme = schemes()["provincial-2022"]
    names = ("省财政厅", "省农业农村厅", "省农业农村发展中心")
    finance, first, second = (factories.office(cast.province, name) for name in names)
    counterpart = Counterpart.objects.create(area=cast.province, upper_name="发展改革部门", answer="ours")
    CounterpartUnit.objects.create(counterpart=counterpart, organisation=finance)
    leads = {one.words: one for one in leads_of(scheme, cast.province)}
    assert leads["市场监管部门"].suggested == cast.province_office
    assert leads["发展改革部门"].suggested == finance
    assert leads["农业农村部门"].suggested is None
    assert "2 个单位都像" in leads["农业农村部门"].why
    made = opened(cast)
    assert not made.lead_units.exists()
    name_leads(made, {"财政部门": finance, "农业农村部门": first, "没有的词": second}, cast.province_clerk)
    name_leads(made, {"财政部门": None}, cast.province_clerk)
    assert [(one.words, one.unit) for one in made.lead_units.all()] == [("农业农村部门", first)]
    assert refused(name_leads, made, {"财政部门": cast.office}, cast.province_clerk).id == "S210"


def test_one_with_words_in_it_is_not_taken_out_and_one_without_is_with_a_reason() -> None:
    cast = factories.cast()
    made = assessment(cast)
    first, second = made.assessed.all()
    say(first, "1.1.3", "self", cast.clerk, answer="有所提及")
    assert refused(drop_subject, first, cast.province_clerk, reason="撤并").id == "S208"
    assert refused(drop_subject, second, cast.province_clerk, reason=" ").id == "S209"
    drop_subject(second, cast.province_clerk, reason="并入邻市考核")
    assert [one.name for one in made.assessed.all()] == ["示例县"]
    add_subjects(made, [Wanted(cast.neighbour_county)], cast.province_clerk)
    assert refused(add_subjects, made, [Wanted(cast.county)], cast.province_clerk).id == "S203"
    assert made.assessed.count() == 2


def test_a_group_is_changed_with_a_reason_and_not_after_approval() -> None:
    cast = factories.cast()
    made = opened(cast, "member-units", subjects=[Wanted(cast.province_office, "主责")])
    one = made.assessed.get()
    assert refused(regroup, one, "配合", cast.province_clerk, reason="").id == "S209"
    assert refused(regroup, one, "没有", cast.province_clerk, reason="改").id == "S204"
    assert regroup(one, "配合", cast.province_clerk, reason="牵头任务已移交").group == "配合"
    Assessment.objects.update(stage="approved")
    one.assessment.refresh_from_db()
    assert refused(regroup, one, "主责", cast.province_clerk, reason="改").id == "S206"
