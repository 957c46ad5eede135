"""Who may what, where, of which registers, until when."""

from datetime import timedelta

import pytest
from django.utils import timezone

import factories
from zhiheng.accounts.models import Membership
from zhiheng.accounts.rights import rights_of
from zhiheng.web.access import demand
from zhiheng.web.rights import NotAllowed

pytestmark = pytest.mark.django_db
REGISTER = "special-campaign"


@pytest.fixture
def cast():
    return factories.cast()


def granted(cast, **fields):
    """A new person of the province's office with one role."""
    user = factories.person("new", "新人员", cast.province_office, fields.pop("role", "drafter"))
    Membership.objects.filter(user=user).update(**fields)
    return user


def test_a_role_of_an_office_holds_in_its_area_and_below_and_not_beside_it(cast):
    rights = rights_of(cast.clerk)
    assert rights.allows("registers.change", REGISTER, cast.county)
    assert not rights.allows("registers.change", REGISTER, cast.neighbour_county)
    assert rights_of(cast.province_clerk).allows("registers.change", REGISTER, cast.neighbour_county)


def test_a_grant_over_one_county_reaches_that_county_alone(cast):
    rights = rights_of(granted(cast, area=cast.county))
    assert rights.allows("registers.add", REGISTER, cast.county)
    assert not rights.allows("registers.add", REGISTER, cast.province)
    assert not rights.allows("documents.add")  # which are the whole office's


def test_a_grant_of_one_register_gives_no_other(cast):
    rights = rights_of(granted(cast, registers=[REGISTER]))
    assert rights.registers([REGISTER, "enforcement-case"]) == [REGISTER]
    assert rights.scope("enforcement-case") is None


@pytest.mark.parametrize(("begins", "ends", "holds"), [(-1, 1, True), (0, 0, True), (1, None, False), (None, -1, False)])
def test_a_grant_counts_from_its_first_to_its_last_day(cast, begins, ends, holds):
    today = timezone.localdate()
    day = lambda n: None if n is None else today + timedelta(days=n)  # noqa: E731
    rights = rights_of(granted(cast, valid_from=day(begins), valid_to=day(ends)))
    assert rights.allows("registers.view", REGISTER) is holds


def test_several_roles_in_one_office_count_together(cast):
    user = granted(cast, role="reader")
    assert not rights_of(user).allows("registers.approve", REGISTER)
    Membership.objects.create(user=user, organisation=cast.province_office, role="reviewer")
    assert rights_of(user).allows("registers.approve", REGISTER)


def test_two_grants_over_two_counties_show_both_and_nothing_else(cast):
    user = granted(cast, area=cast.county)
    Membership.objects.create(
        user=user, organisation=cast.province_office, role="reader", area=cast.neighbour_county
    )
    rights = rights_of(user)
    assert rights.allows("registers.view", REGISTER, cast.neighbour_county)
    assert not rights.allows("registers.add", REGISTER, cast.neighbour_county)
    assert not rights.allows("registers.view", REGISTER, cast.province)


def test_a_step_is_for_whom_the_lifecycle_names(cast):
    assert rights_of(cast.drafter).acts_as("clerk", REGISTER, cast.county)
    assert not rights_of(cast.drafter).acts_as("chief", REGISTER, cast.county)
    assert rights_of(cast.reviewer).acts_as("chief", REGISTER, cast.county)


def test_the_founder_stands_in_for_each_administrator_that_nobody_is(cast):
    assert rights_of(cast.clerk).allows("accounts.grants")
    factories.person("safe", "安全员", cast.office, "security")
    assert not rights_of(cast.clerk).allows("accounts.grants")
    assert rights_of(cast.clerk).allows("accounts.people")
    assert not rights_of(cast.neighbour).allows("accounts.people")


@pytest.mark.parametrize("role", ["system", "security", "audit"])
def test_an_administrator_sees_no_row_by_her_post(cast, role):
    rights = rights_of(factories.person("admin", "管理员", cast.office, role))
    assert not rights.allows("registers.view")
    assert not rights.allows("documents.view")


def test_an_action_without_the_right_raises_and_the_program_itself_may(cast):
    demand(None, "registers.void", register=REGISTER, area=cast.county)
    with pytest.raises(NotAllowed):
        demand(cast.drafter, "registers.void", register=REGISTER, area=cast.county)


def test_who_works_for_two_offices_has_the_rights_of_the_one_she_is_in(cast):
    Membership.objects.create(user=cast.reader, organisation=cast.neighbour_office, role="clerk")
    client = cast.client("reader")
    assert client.post("/registers/special-campaign/import/").status_code == 403
    session = client.session
    session["office"] = cast.neighbour_office.pk
    session.save()
    assert client.post("/registers/special-campaign/import/").status_code == 422
