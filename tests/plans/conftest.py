"""One county, one document of two sections, and the plan that rests on it."""

import pytest

import factories
from plans.building import answer_names, policy
from zhiheng.plans import actions


@pytest.fixture
def cast(db):
    return factories.cast()


@pytest.fixture
def document(cast):
    return policy(cast)


@pytest.fixture
def plan(cast, document):
    return actions.make_plan([document], cast.office, cast.clerk)


@pytest.fixture
def answered(cast, plan):
    """The plan with every name from above answered."""
    answer_names(cast)
    plan.refresh_from_db()
    return plan


@pytest.fixture
def clerk(cast):
    return cast.client("clerk")
