"""The main pages, on a desk and on a telephone, have nothing that keeps a keyboard or a screen reader out."""

from datetime import date

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.core.files.uploadedfile import SimpleUploadedFile

import factories
from assessments.building import own_assessment
from indicators import returned as indicated
from journeys.clerk import Clerk
from plans.chasing.building import do, matter
from plans.editing import edited_table
from zhiheng.directory import actions as directory
from zhiheng.documents import actions as documents
from zhiheng.indicators.linking import confirm_link
from zhiheng.indicators.models import Question
from zhiheng.indicators.returns import actions as returns
from zhiheng.plans import actions
from zhiheng.plans.chasing import actions as chasing
from zhiheng.registers import actions as registers
from zhiheng.registers.known import known_register
from zhiheng.registers.models import Incoming, Row

CASES = "/registers/enforcement-case/"
RAW = """示例省关于质量提升的意见
一、提升产品质量
推广标准化生产。到2027年，产品质量合格率达到95%以上。（牵头单位：省农业农村厅，责任单位：省教育厅）
"""


@pytest.fixture
def paths(transactional_db):
    """The main pages by name, with something on each."""
    cast = factories.cast()
    read = factories.document(cast.office, cast.clerk, RAW, title="关于质量提升的意见")
    units = {"lead_units": ["省农业农村厅"], "responsible_units": ["省教育厅"]}
    factories.item(read, "task", "（牵头单位：省农业农村厅，责任单位：省教育厅）", **units)
    target = factories.item(read, "target", "产品质量合格率达到95%以上")
    documents.reject_item(factories.item(read, "qualitative_target", "推广标准化生产", state="pending"), cast.clerk)
    factories.item(read, "qualitative_target", "推广标准化生产", state="pending")
    factories.document(cast.office, cast.clerk, name="等着.txt", title="", state="waiting", progress=0, read_at=None)
    plan = actions.make_plan([read], cast.office, cast.clerk)
    asked = actions.make_plan([read], cast.office, cast.clerk, title="已征求意见的方案")
    actions.accept_first_proposals(cast.county, cast.clerk)
    actions.open_round(asked, cast.clerk)
    compared = actions.compare_with(plan, read, cast.clerk)
    edited = edited_table(plan, cast)
    confirm_link(asked.goals.first(), "sampling-pass-rate", cast.clerk)
    Question.objects.create(
        area=cast.county, indicator="fines", period="2025", start=date(2025, 1, 1), end=date(2025, 12, 31), kind="jump",
        words="上年同期是 5 万元，这一期是 30 万元，增加较多。有什么原因？", asked_at=factories.A_MOMENT,
    )  # fmt: skip
    duty = plan.duties.first()
    firm = directory.add_enterprise(cast.county, "91350100M000100Y43", "示例椰风食品有限公司", cast.clerk)
    directory.add_enterprise(cast.county, "", "示例耶风食品有限公司", cast.clerk)
    directory.compare_enterprises()
    group = directory.set_up_group(cast.county, "县质量强县工作领导小组", date(2025, 1, 1), cast.clerk)
    directory.join_group(group, ["县教育局"], date(2025, 1, 1), cast.clerk)
    directory.appoint(group, "head", "陈某某", date(2025, 1, 1), cast.clerk)
    row = case(cast, firm.name)
    waiting, unknown = sent(cast, "检查编号,地区,检查日期,类别\n检-1,示例县,昨天,家电"), sent(cast, "甲,乙\n1,2")
    chased = matter(cast, unit="县农业农村局")
    seen = [("验收报告.txt", "验收合格".encode())]
    told = chasing.Words(progress="已办一半")
    chasing.act(chased.pk, "report", cast.clerk, cast.office, told, today=date(2026, 11, 3), proofs=seen)
    do(chased, cast, "ask", date(2026, 11, 5), due=date(2026, 12, 20), reason="排期")
    matter(cast, "还没有下发的事项", unit="", issue=False)
    chase = chasing.open_round(cast.office, "2026-11", date(2026, 11, 28), cast.clerk)
    chasing.set_recurring(cast.office, "报送动态", chased.lead, "month", cast.clerk, since=date(2026, 11, 2))
    asked_of = {"fields": ["no", "area"], "units": ["第一监管所"], "by_area": False}
    collected = registers.make_collection("special-campaign", "三月检查", office=cast.office, by=cast.clerk, **asked_of)
    own = own_assessment(cast)
    indicated.permit(cast)
    opened = returns.open_round("quality-work-monthly", "2025-07", cast.office, cast.clerk, today=date(2025, 8, 5))
    returns.take_back(opened, [("表格.csv", "项目,本期数\n电视宣传,十\n".encode())], cast.clerk)
    return {
        "desk": "/", "calendar": "/calendar/?day=2026-10-03", "periodic": "/duties/", "office": "/office/",
        "notices": "/notices/", "reminder": "/reminder/",
        "documents": "/documents/", "adding": "/documents/add/", "document": f"/documents/{read.pk}/",
        "drafts": f"/documents/{read.pk}/compare/",
        "review": f"/documents/{read.pk}/review/", "clause": f"/documents/{read.pk}/items/{target.pk}/",
        "corrections": "/documents/corrections/",
        "plans": "/plans/", "making": "/plans/make/", "names": "/plans/names/", "table": f"/plans/{plan.pk}/",
        "duty": f"/plans/{plan.pk}/duties/{duty.pk}/", "goals": f"/plans/{plan.pk}/goals/",
        "sharing": f"/plans/{plan.pk}/goals/{plan.goals.exclude(comparator='').first().pk}/share/",
        "comparisons": f"/plans/{plan.pk}/carrying/", "comparison": f"/plans/{plan.pk}/carrying/{compared.pk}/",
        "renewal": f"/plans/{plan.pk}/renew/", "edited tables": f"/plans/{plan.pk}/edited/",
        "edited table": f"/plans/{plan.pk}/edited/{edited.pk}/",
        "rounds": f"/plans/{plan.pk}/comments/", "round": f"/plans/{asked.pk}/comments/1/",
        "history": f"/plans/{plan.pk}/history/", "print": f"/plans/{plan.pk}/print/",
        "chasing": "/plans/chasing/", "matter": f"/plans/chasing/{chased.pk}/",
        "matter to hand down": f"/plans/chasing/{chased.pk + 1}/",
        "new matter": "/plans/chasing/new/", "pasted": "/plans/chasing/paste/", "recurring": "/plans/chasing/recurring/",
        "problems found": "/indicators/problems/",
        "chase rounds": "/plans/chasing/rounds/", "chase round": f"/plans/chasing/rounds/{chase.pk}/",
        "chase month": "/plans/chasing/months/2026-11/", "chased printed": "/plans/chasing/print/",
        "directory": "/directory/", "body": f"/directory/{cast.office.pk}/", "areas": "/directory/areas/",
        "enterprises": "/directory/enterprises/", "enterprise": f"/directory/enterprises/{firm.pk}/",
        "pairs": "/directory/enterprises/pairs/", "groups": "/directory/groups/", "group": f"/directory/groups/{group.pk}/",
        "registers": "/registers/", "registers found": "/registers/?q=质量", "register": CASES,
        "empty register": "/registers/brand/", "voided": f"{CASES}?status=void",
        "row": f"{CASES}{row.pk}/", "typing": f"{CASES}add/", "changing": f"{CASES}{row.pk}/change/",
        "step": f"{CASES}{row.pk}/step/?to=查处", "bringing in": f"{CASES}import/", "printed": f"{CASES}print/",
        "definition": f"{CASES}definition/", "reveal": f"{CASES}{row.pk}/reveal/",
        "waiting file": f"/registers/incoming/{waiting.pk}/", "columns": f"/registers/incoming/{unknown.pk}/columns/",
        "collections": "/registers/special-campaign/collections/", "collection": f"/registers/collections/{collected.pk}/",
        "archive": f"/registers/archive/{firm.pk}/", "archive printed": f"/registers/archive/{firm.pk}/print/",
        "area": "/directory/areas/990100/", "giving": "/indicators/give/",
        "returns": "/indicators/returns/", "asking": "/indicators/returns/open/quality-work-monthly/?period=2025-07",
        "asked": f"/indicators/returns/rounds/{opened.pk}/", "return": f"/indicators/returns/{opened.returns.get().pk}/",
        "return printed": f"/indicators/returns/{opened.returns.get().pk}/print/",
        "summary": f"/indicators/returns/rounds/{opened.pk}/sum/",
        "urging": f"/indicators/returns/rounds/{opened.pk}/urging/",
        "ranking": f"/assessments/{own.pk}/ranking/", "what-if": f"/assessments/{own.pk}/what-if/?who=990100&of=1.1.2&value=2",
        "scorecard": f"/assessments/{own.pk}/cards/990100/?open=all", "gains": f"/assessments/{own.pk}/cards/990100/gains/",
        "leader's page": f"/assessments/{own.pk}/cards/990100/leader/",
        "indicators": "/indicators/", "publications": "/publications/", "password": "/password/", "tokens": "/tokens/",
        "targets": "/indicators/targets/?period=2025", "held against": f"/indicators/targets/{plan.goals.first().pk}/",
        "odd figures": "/indicators/questions/?period=2025",
        "dashboard": "/indicators/dashboard/", "trend": "/indicators/fines/trend/",
        "areas of a figure": "/indicators/fines/areas/",
        "people": "/people/", "person": f"/people/{cast.reader.pk}/", "settings": "/settings/", "grants": "/grants/",
        "grant": f"/grants/{cast.reader.memberships.get().pk}/", "roles": "/roles/", "purposes": "/purposes/", "locks": "/locks/",
        "logs": "/logs/", "seals": "/seals/", "sealed entry": "/seals/changes/1/",
        "reveal-export": "/registers/enforcement-case/reveal/",
    }  # fmt: skip


def case(cast: factories.Cast, firm: str) -> Row:
    """A case of that firm that has been changed and whose clock runs."""
    register = known_register("enforcement-case")
    words = {"no": "案-1", "domain": "食品", "area": "示例县", "found_on": "2026-03-04", "party": firm}
    row = registers.add_row(register, registers.Typed(words), cast.office, cast.clerk).row
    changed = registers.Typed(words | {"goods_value": "1.2万元"}, {}, row.version)
    return registers.change_row(register, row.pk, changed, cast.clerk).row


def sent(cast: factories.Cast, text: str) -> Incoming:
    """A file that waits for a person."""
    file = SimpleUploadedFile("检查.csv", text.encode())
    cast.client("clerk").post("/registers/special-campaign/import/", {"file": file, "act": "check"})
    return Incoming.objects.latest("pk")


@pytest.mark.parametrize(("width", "height"), [(1366, 768), (390, 844)])
def test_no_main_page_has_a_serious_fault_of_accessibility(paths, live_server, page, width, height):
    page.set_viewport_size({"width": width, "height": height})
    page.goto(f"{live_server.url}/sign-in/")
    faults = {"sign-in": serious(page)}
    clerk = Clerk(page, live_server.url)
    clerk.sign_in("clerk", factories.PASSWORD)
    for name, path in paths.items():
        answer = page.goto(live_server.url + path)
        assert answer.status == 200, (name, answer.status)
        faults[name] = serious(page)
    assert {name: found for name, found in faults.items() if found} == {}


def test_the_forms_that_open_on_a_page_have_none_either(paths, live_server, page):
    clerk = Clerk(page, live_server.url)
    clerk.sign_in("clerk", factories.PASSWORD)
    page.goto(live_server.url + paths["review"])
    clerk.press("e")
    page.wait_for_selector("#item-form")
    assert serious(page) == []
    clerk.press("Escape", "?")
    assert serious(page) == []
    page.goto(live_server.url + paths["table"])
    clerk.click(page.locator("td[data-field=measures]").first)
    clerk.press("Enter")
    page.wait_for_selector("#cell-value")
    assert serious(page) == []
    page.goto(live_server.url + paths["goals"])
    page.evaluate("document.querySelectorAll('details').forEach(closed => closed.open = true)")
    assert serious(page) == []


def serious(page) -> list[str]:
    """What axe finds serious or critical: the rule, and the first place."""
    found = Axe().run(page).response["violations"]
    return [f"{rule['id']}: {rule['nodes'][0]['html'][:160]}" for rule in found if rule["impact"] in ("serious", "critical")]
