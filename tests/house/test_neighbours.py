"""Every address of the site, asked with the numbers of a neighbour's rows, by people who must not have them."""

import re
from datetime import date

import pytest
from django.urls import URLPattern, get_resolver

import factories
from assessments.every_kind import numbers as assessed
from indicators import returned as indicated
from plans.building import answer_names, policy
from zhiheng.accounts.models import Membership
from zhiheng.core.values.papers import Paper
from zhiheng.directory import actions as directory
from zhiheng.directory.models import EnterprisePair
from zhiheng.documents import actions as documents
from zhiheng.documents.models import Document, Refusal
from zhiheng.history.models import Revision
from zhiheng.indicators.models import FilledForm, Question
from zhiheng.indicators.returns import actions as returns
from zhiheng.plans import actions as plans
from zhiheng.plans.chasing import actions as chasing
from zhiheng.plans.models import ChaseAnswer, EditedFile, Opinion
from zhiheng.publications.actions.writing import add_version
from zhiheng.publications.known import known_template
from zhiheng.publications.models import Delivery, Manuscript, Publication
from zhiheng.registers.models import Attachment, Import, Row

pytestmark = pytest.mark.django_db
REFUSED = {403, 404, 405}
OPEN_TO_ALL = {"sign-in/", "sign-out/", "founding/"}
FIRM_PAGES = ("", "-save", "-code", "-rename", "-alias", "-drop-alias", "-confirm", "-merge", "-unmerge")
PERIOD_PAGES = ("round", "summary", "hand-out", "take-back", "settle-file", "refill", "accept-all", "urge", "urging")
GROUP_PAGES = ("", "-change", "-join", "-appoint", "-leave", "-vacate", "-end")
MANUSCRIPT_PAGES = (
    "manuscript", "revise", "refresh", "submit", "send-back", "sign", "take-back", "issue-signed", "drop", "manuscript-file",
    "settle", "place", "compare", "compare-file", "cover",
)  # fmt: skip
CHASED_PAGES = ("chase-round", "chase-sheets", "chase-sheet", "chase-answers", "chase-settle")
MATTER_PAGES = ("matter", "act", "review", "assign", "change-matter", "matter-contact", "matter-proof")
PUBLIC_REGISTER = re.compile(r"/directory/enterprises/\d+/|/registers/archive/\d+/(print/|export/)?")
"""Firms are one list for all areas, as the public register is; what an archive shows of one are rows of the own area."""


@pytest.fixture
def cast():
    return factories.cast()


@pytest.fixture
def addresses(cast):
    """Every address that names a row, filled with rows of the neighbour county."""
    here = cast._replace(office=cast.neighbour_office, clerk=cast.neighbour, county=cast.neighbour_county)
    document = policy(here)
    plan = plans.make_plan([document], here.office, here.clerk)
    answer_names(here)
    asked = plans.open_round(plan, here.clerk)
    unit = asked.units.first()
    plans.take_text(asked, unit.name, "建议增加经费保障", here.clerk)
    compared = plans.compare_with(plan, document, here.clerk)
    edited_file = EditedFile.objects.create(plan=plan, name="x.xlsx", digest="0" * 64, by=here.clerk, at=factories.A_MOMENT)
    chased = chasing.open_matter(chasing.Asked("邻县的督办事项", here.office), here.office, here.clerk, on=date(2025, 1, 2))
    chasing.issue_ready(here.office, here.clerk, today=date(2025, 1, 2))
    chasing.act(
        chased.pk, "report", here.clerk, here.office, chasing.Words(progress="已办一半"), today=date(2025, 1, 2),
        proofs=[("照片.txt", "邻县的佐证".encode())],
    )  # fmt: skip
    shown = chased.entries.last().proofs.get()
    month = chasing.open_round(here.office, "2025-01", date(2025, 1, 28), here.clerk)
    again = chasing.set_recurring(here.office, "邻县月报", here.office, "month", here.clerk, since=date(2025, 1, 2))
    said = ChaseAnswer.objects.create(
        asked=month.asked.get(), file_name="x.xlsx", digest="0" * 64, on=date(2025, 1, 28), why="不一样", by=here.clerk,
        at=factories.A_MOMENT,
    )  # fmt: skip
    kept = {"register": "special-campaign", "area": here.county, "office": here.office}
    source = Import.objects.create(
        **kept, name="x.csv", digest="0" * 64, size=1, added=1, changed=0, same=0, by=here.clerk, at=factories.A_MOMENT
    )
    row = Row.objects.create(
        **kept, event_on=date(2025, 1, 2), key="邻-1", source=source, entered_by=here.clerk, entered_at=factories.A_MOMENT,
        changed_at=factories.A_MOMENT,
    )
    bulletin = Publication.objects.create(
        area=here.county, office=here.office, template="inspection-bulletin", template_text="", title="邻县通报",
        period="2025", start=date(2025, 1, 1), end=date(2025, 12, 31), text="邻县", digest="0" * 64,
        issued_by=here.clerk, issued_at=factories.A_MOMENT,
    )  # fmt: skip
    manuscript = Manuscript.objects.create(
        area=here.county, office=here.office, template="inspection-bulletin", title="邻县文稿", period="2025",
        template_text=known_template("inspection-bulletin").text, start=date(2025, 1, 1), end=date(2025, 12, 31),
        made_by=here.clerk, made_at=factories.A_MOMENT,
    )  # fmt: skip
    add_version(manuscript, Paper(title="邻县文稿", blocks=()), here.clerk, "write")
    sent = Delivery.objects.create(
        publication=bulletin, organisation=here.office, sent_by=here.clerk, sent_at=factories.A_MOMENT
    )
    proof = Attachment.objects.create(row=row, name="x.pdf", digest="0" * 64, size=1, by=here.clerk, at=factories.A_MOMENT)
    refusal = Refusal.objects.create(
        area=here.county, name="x.pdf", sent_by=here.clerk, at=factories.A_MOMENT, fault_id="D401", says="不收"
    )
    documents.reject_item(document.items.first(), here.clerk)
    duty, goal = plan.duties.first(), plan.goals.first()
    firm = directory.add_enterprise(here.county, "", "邻县椰风食品有限公司", here.clerk)
    like = directory.add_enterprise(here.county, "", "邻县耶风食品有限公司", here.clerk)
    pair = EnterprisePair.objects.create(left=firm, right=like)
    group = directory.set_up_group(here.county, "邻县质量强县领导小组", date(2025, 1, 1), here.clerk)
    member = directory.join_group(group, ["县教育局"], date(2025, 1, 1), here.clerk)[0]
    post = directory.appoint(group, "head", "陈某某", date(2025, 1, 1), here.clerk)
    indicated.permit(here)
    opened = returns.open_round("quality-work-monthly", "2025-07", here.office, here.clerk, today=date(2025, 8, 5))
    returned = opened.returns.get()
    returns.take_back(opened, [("表格.csv", "项目,本期数\n电视宣传,1\n".encode())], here.clerk)
    waiting = opened.files.get()
    odd = Question.objects.create(
        area=here.county, indicator="inspections", period="2025", start=date(2025, 1, 1), end=date(2025, 12, 31), kind="jump",
        words="邻县的数增加较多。有什么原因？", asked_at=factories.A_MOMENT,
    )  # fmt: skip
    theirs = FilledForm.objects.create(
        area=here.county, office=here.office, about=here.county, period="2025", name="x.xlsx", kind="sheet", digest="0" * 64,
        by=here.clerk, at=factories.A_MOMENT,
    )  # fmt: skip
    numbers = {
        "documents": {"pk": document.pk, "item": document.items.first().pk, "number": 1},
        "documents:dismiss": {"pk": refusal.pk},
        "documents:decide-correction": {"pk": document.corrections.first().pk},
        "plans": {
            "pk": plan.pk, "duty": duty.pk, "goal": goal.pk, "number": asked.number, "unit": unit.pk, "comparison": compared.pk,
            "opinion": Opinion.objects.first().pk, "form": "xlsx", "field": "task", "edited_file": edited_file.pk,
        },
        **{f"plans:{page}": {"pk": chased.pk, "proof": shown.pk} for page in MATTER_PAGES},
        **{f"plans:{page}": {"pk": month.pk, "answer": said.pk, "unit": here.office.pk} for page in CHASED_PAGES},
        "plans:end-recurring": {"pk": again.pk},
        "plans:answer": {"pk": here.county.counterparts.first().pk},
        "registers": {"register": "special-campaign", "pk": row.pk, "file": proof.pk},
        "api": {"register": "special-campaign", "pk": row.pk},
        "registers:imported-file": {"pk": source.pk},
        "publications": {"pk": bulletin.pk, "form": "txt"},
        **{
            f"publications:{page}": {"pk": manuscript.pk, "at": 0, "template": "approval-sheet"} for page in MANUSCRIPT_PAGES
        },
        "publications:begin-about": {"pk": plan.pk, "template": "task-table"},
        **{f"publications:{page}": {"pk": sent.pk} for page in ("received", "receive")},
        "indicators": {"pk": returned.pk, "file": waiting.pk},
        **{f"indicators:{page}": {"pk": opened.pk, "file": waiting.pk} for page in PERIOD_PAGES},
        "indicators:link": {"pk": goal.pk},
        **{f"indicators:{page}": {"pk": odd.pk} for page in ("answer", "close")},
        **{f"indicators:{page}": {"pk": theirs.pk} for page in ("filled-form", "filled-file", "drop-form")},
        "assessments": assessed(here),
        "directory": {"pk": here.office.pk},
        **{f"directory:enterprise{page}": {"pk": firm.pk} for page in FIRM_PAGES},
        "directory:judge": {"pk": pair.pk},
        **{f"directory:group{page}": {"pk": group.pk, "member": member.pk, "post": post.pk} for page in GROUP_PAGES},
        "accounts": {"pk": here.clerk.pk},
        "accounts:grant": {"pk": Membership.objects.get(user=here.clerk).pk},
        "accounts:revoke": {"pk": Membership.objects.get(user=here.clerk).pk},
    }  # fmt: skip
    return [address for address in filled(get_resolver(), numbers) if address]


def filled(resolver, numbers, prefix="/", app=""):
    """Each address with a `pk` in it, with the numbers of its app, or of that very page."""
    for entry in resolver.url_patterns:
        if not isinstance(entry, URLPattern):
            yield from filled(entry, numbers, prefix + str(entry.pattern), entry.app_name or app)
        elif "pk" in entry.pattern.converters:
            given = numbers[app] | numbers.get(f"{app}:{entry.name}", {})
            path = prefix + str(entry.pattern)
            for name, converter in entry.pattern.converters.items():
                kind = {"IntConverter": "int", "SlugConverter": "slug", "StringConverter": "str"}[type(converter).__name__]
                path = path.replace(f"<{kind}:{name}>", str(given[name]))
            yield path


def test_rows_of_another_area_are_not_to_be_had_at_any_address(cast, addresses):
    clerk = cast.client("clerk")
    before = Revision.objects.count()
    answered = {
        (method, address): answer.status_code
        for address in addresses
        for method in ("get", "post")
        if (answer := getattr(clerk, method)(address)).status_code not in REFUSED
        and not (method == "get" and PUBLIC_REGISTER.fullmatch(address))
    }
    assert len(addresses) > 40
    assert not answered
    assert Revision.objects.count() == before


def test_her_own_clerk_opens_the_same_pages(cast, addresses):
    opened = [a for a in addresses if cast.client("neighbour").get(a).status_code in {200, 302, 405, 422}]
    assert len(opened) > 0.8 * len(addresses)


def test_a_reader_changes_nothing_at_any_address(cast, addresses):
    reader = factories.person("neighbour-reader", "吴读者", cast.neighbour_office, "reader")
    client = type(cast.client("clerk"))()
    client.force_login(reader, backend="django.contrib.auth.backends.ModelBackend")
    before = Revision.objects.count()
    assert not {a: s for a in addresses if (s := client.post(a).status_code) not in {403, 405}}
    assert Revision.objects.count() == before


def test_who_has_not_signed_in_is_sent_to_the_door(client, cast, addresses):
    assert Document.objects.unscoped("a test").exists()
    for address in addresses:
        answer = client.get(address)
        if address.startswith("/api/"):
            assert answer.status_code in (401, 405), address
            continue
        assert answer.status_code == 405 or answer["Location"].startswith("/sign-in/"), address
