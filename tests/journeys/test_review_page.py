"""The review page in a real browser: by keyboard, by buttons without scripts, on a telephone."""

import re

import pytest
from django.test import Client
from django.urls import reverse

import factories
from zhiheng.documents import actions
from zhiheng.documents.models import Document, Item

POLICY = """示例省质量提升三年行动方案

一、主要目标
到2027年，主要农产品质量安全抽检合格率稳定在98%以上，制造业产品质量合格率达到94%以上，万人发明专利拥有量达到12件。

二、重点任务
（一）开展质量提升行动。组织企业对标达标，推动质量改进。（省市场监管局牵头，省教育厅、省农业农村厅配合）
（二）完善追溯体系。重点产品追溯覆盖率达到九成。
"""


@pytest.fixture
def cast(transactional_db):
    return factories.cast()


@pytest.fixture
def policy(cast, settings, tmp_path):
    settings.ORIGINALS = tmp_path / "originals"
    document, _ = actions.add_document(cast.office, "三年行动方案.txt", POLICY.encode(), cast.clerk)
    actions.read_document(document.pk)
    document.refresh_from_db()
    assert document.state == "read", document.fault_says
    return document


@pytest.fixture
def sign_in(live_server):
    """Gives a browser context the session of one of the cast."""

    def sign(context, user):
        client = Client()
        client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
        value = client.cookies["sessionid"].value
        context.add_cookies([{"name": "sessionid", "value": value, "url": live_server.url}])

    return sign


@pytest.fixture
def clerk_page(new_context, sign_in, cast):
    context = new_context()
    sign_in(context, cast.clerk)
    page = context.new_page()
    page.problems = []
    page.on("pageerror", lambda problem: page.problems.append(str(problem)))
    page.on("console", lambda line: page.problems.append(line.text) if line.type == "error" else None)
    yield page
    assert page.problems == []


@pytest.fixture
def at_review(clerk_page, live_server, policy):
    clerk_page.goto(live_server.url + reverse("documents:review", args=[policy.pk]))
    clerk_page.wait_for_selector("li.card.on")
    return clerk_page


def selected(page):
    return page.evaluate("document.querySelector('li.card.on').id")


def settled(page):
    """Every decision has been answered and shown."""
    page.wait_for_load_state("networkidle")
    page.wait_for_selector(".card.sent, .htmx-request", state="detached")


def shown(page):
    """What the review page shows, without what only the moment's attention adds."""
    html = page.evaluate("document.getElementById('review').innerHTML")
    html = re.sub(r'<div id="why".*?</div>', "", html, flags=re.S)
    html = re.sub(r'name="csrfmiddlewaretoken" value="[^"]*"', "", html)

    def classes(found):
        kept = sorted(c for c in found[1].split() if c not in ("on", "near") and not c.startswith("htmx-"))
        return f'class="{" ".join(kept)}"'

    html = re.sub(r'class="([^"]*)"', classes, html).replace(' class=""', "")
    return re.sub(r"\s+", " ", html)


def test_a_key_decides_and_the_next_item_is_selected_at_once(at_review, policy, cast):
    page, refs = at_review, at_review.eval_on_selector_all("li.card", "all => all.map(c => c.id)")
    assert selected(page) == refs[0]
    page.keyboard.press("a")
    assert selected(page) == refs[1]
    page.keyboard.press("x")
    page.keyboard.press("a")
    settled(page)
    states = [Item.objects.get(pk=ref[1:]).state for ref in refs[:3]]
    assert states == ["accepted", "rejected", "accepted"]
    assert Item.objects.get(pk=refs[0][1:]).decided_by == cast.clerk
    assert f"已核 {3}" in page.inner_text(".tally h2")


def test_keys_pressed_faster_than_the_server_answers_are_all_kept(at_review, policy):
    count = policy.items.count()
    for _ in range(count):
        at_review.keyboard.press("a")
    settled(at_review)
    assert policy.items.filter(state="accepted").count() == count
    assert "待核 0" in at_review.inner_text(".tally h2")


def test_after_every_swap_the_page_equals_a_full_reload(at_review, policy):
    page = at_review
    for keys in (["a"], ["x"], ["j", "a"], ["u"], ["Shift+A"], ["u"]):
        for key in keys:
            page.keyboard.press(key)
        settled(page)
        swapped = shown(page)
        page.reload()
        page.wait_for_selector("li.card.on")
        assert swapped == shown(page), f"after {keys!r}"


def test_the_shown_confidence_can_be_moved_and_stays(at_review, policy):
    page = at_review
    Item.objects.filter(document=policy).update(confidence=0.9)
    page.reload()
    page.wait_for_selector("text=接受 0 项")
    page.fill("#above", "0.9")
    page.press("#above", "Tab")
    page.wait_for_selector(f"text=接受 {policy.items.count()} 项")
    swapped = shown(page)
    page.reload()
    page.wait_for_selector("li.card.on")
    assert shown(page) == swapped
    page.keyboard.press("Shift+A")
    settled(page)
    assert not policy.items.filter(state="pending").exists()


def test_the_same_highlight_moves_through_original_repaired_text_and_cards(at_review):
    page = at_review
    for _ in range(3):
        page.keyboard.press("ArrowDown")
        ref = selected(page)
        lit = page.eval_on_selector_all(".m.on", "all => all.map(m => [m.closest('.raw') ? 'raw' : 'text', m.dataset.m])")
        assert {where for where, _ in lit} == {"raw", "text"}
        assert all(ref in refs.split() for _, refs in lit)


def test_editing_in_place_keeps_what_the_reader_said(at_review, policy):
    page = at_review
    item = policy.items.get(kind="target", value__value=94)
    page.click(f"#t{item.pk} .headline")
    page.keyboard.press("e")
    page.wait_for_selector("#item-form")
    page.fill("[name=item-value_]", "九十四")
    page.keyboard.press("Enter")
    page.wait_for_selector("#item-form .error")
    assert "应为数字" in page.inner_text("#item-form .error")
    assert page.input_value("[name=item-value_]") == "九十四"
    page.fill("[name=item-value_]", "94.5")
    page.keyboard.press("Enter")
    page.wait_for_selector(f"#t{item.pk}[data-state=accepted]")
    item.refresh_from_db()
    assert (item.value["value"], item.found["value"], item.edited) == (94.5, 94, True)
    assert "94.5%" in page.inner_text(f"#t{item.pk}")


def test_escape_leaves_an_item_as_it_was(at_review):
    page = at_review
    before = shown(page)
    page.keyboard.press("e")
    page.wait_for_selector("#item-form")
    page.keyboard.press("Escape")
    assert page.query_selector("#item-form") is None
    assert shown(page) == before
    page.keyboard.press("a")
    settled(page)
    assert Item.objects.filter(state="accepted").count() == 1


SELECT = """quote => {
  const walker = document.createTreeWalker(document.getElementById('texts'), NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const node = walker.currentNode, at = node.data.indexOf(quote);
    if (at < 0 || !node.parentElement.closest('.text')) { continue; }
    const range = document.createRange();
    range.setStart(node, at); range.setEnd(node, at + quote.length);
    getSelection().removeAllRanges(); getSelection().addRange(range);
    return true;
  }
  return false;
}"""


def test_what_the_reader_missed_is_added_by_selecting_it(at_review, policy):
    page, quote = at_review, "重点产品追溯覆盖率达到九成"
    assert page.evaluate(SELECT, quote), page.inner_text("#texts")
    page.keyboard.press("n")
    page.wait_for_selector("#new-item #item-form")
    assert quote in page.inner_text("#item-form blockquote")
    with page.expect_response("**/items/add/**"):
        page.select_option("#kind-of-item", "target")
    settled(page)
    page.fill("[name=item-indicator]", "重点产品追溯覆盖率")
    page.fill("[name=item-value_]", "90")
    page.fill("[name=item-unit]", "%")
    page.click("#item-form button.primary")
    page.wait_for_selector("li.card.on >> text=人工补充")
    item = policy.items.get(origin="person")
    assert (item.quote, item.state, item.value["value"]) == (quote, "accepted", 90)
    assert page.query_selector(f'.raw .m[data-m~="t{item.pk}"]')
    settled(page)
    page.keyboard.press("u")
    settled(page)
    assert not policy.items.filter(origin="person").exists()


def test_an_open_repair_is_decided_by_a_key_and_changes_the_text(clerk_page, live_server, cast, settings):
    raw = "示例省工作方案\n产品质量合格率达到9O%以上。\n"
    document = factories.document(cast.office, cast.clerk, raw)
    at = raw.index("9O")
    content = document.content
    content.repairs = [{
        "start": at, "end": at + 2, "raw": "9O", "text": "90", "rule": "lattice", "evidence": "数字后的O",
        "confidence": 0.7, "applied": False, "candidates": ["90", "9"],
    }]  # fmt: skip
    content.save()
    page = clerk_page
    page.goto(live_server.url + reverse("documents:review", args=[document.pk]))
    page.wait_for_selector("#f0.on")
    page.keyboard.press("a")
    page.wait_for_selector("#f0[data-state=accepted]")
    assert "达到90%以上" in page.inner_text(".texts .text >> nth=1")
    assert "达到9O%以上" in page.inner_text(".texts .raw >> nth=1")
    settled(page)
    page.keyboard.press("u")
    page.wait_for_selector("#f0[data-state=pending]")
    assert "达到9O%以上" in page.inner_text(".texts .text >> nth=1")


def test_without_scripts_everything_can_be_read_and_decided(new_context, sign_in, live_server, cast, policy):
    context = new_context(java_script_enabled=False)
    sign_in(context, cast.clerk)
    page = context.new_page()
    page.goto(live_server.url + reverse("documents:review", args=[policy.pk]))
    item = policy.items.first()
    page.click(f"button[name=accept][value='{item.pk}']")
    assert page.url.endswith(f"#{page.query_selector_all('li.card[data-state=pending]')[0].get_attribute('id')}")
    page.click("button[name=undo]")
    item.refresh_from_db()
    assert item.state == "pending"
    page.click(f"li.card:has(button[value='{item.pk}']) a[data-edit]")
    page.click("button.primary >> text=保存并接受")
    item.refresh_from_db()
    assert item.state == "accepted"
    page.click("#add-item")
    page.select_option("#kind-of-item", "target")
    page.fill("[name=quote]", "重点产品追溯覆盖率达到九成")
    page.click("text=找到这句话")
    page.fill("[name=item-indicator]", "追溯覆盖率")
    page.fill("[name=item-value_]", "90")
    page.click("#item-form button.primary")
    assert policy.items.filter(origin="person").count() == 1


def test_on_a_telephone_cards_can_be_decided_with_the_text_in_sight(new_context, sign_in, live_server, cast, policy):
    context = new_context()
    sign_in(context, cast.clerk)
    page = context.new_page()
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(live_server.url + reverse("documents:review", args=[policy.pk]))
    page.wait_for_selector("li.card.on")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.click("li.card.on button[name=accept]")
    settled(page)
    assert policy.items.filter(state="accepted").count() == 1
    box = page.query_selector("li.card.on").bounding_box()
    texts = page.query_selector("#texts").bounding_box()
    assert box["y"] >= texts["y"] + texts["height"] - 1
    assert box["y"] + 60 < 844 - 56


def test_a_file_is_added_and_its_progress_survives_leaving_the_page(clerk_page, live_server, cast, settings, tmp_path):
    settings.ORIGINALS = tmp_path / "originals"
    page, address = clerk_page, live_server.url
    page.goto(address + reverse("documents:add"))
    page.set_input_files("#files", [
        {"name": "方案.txt", "mimeType": "text/plain", "buffer": POLICY.encode()},
        {"name": "空.txt", "mimeType": "text/plain", "buffer": b""},
    ])  # fmt: skip
    page.wait_for_selector(".arrivals .reading-progress")
    assert "空.txt：文件是空的" in page.inner_text("#arrivals")
    document = Document.objects.get()
    page.goto(address + reverse("documents:list"))
    assert "等待识读" in page.inner_text("table")
    page.goto(address + reverse("documents:show", args=[document.pk]))
    assert page.query_selector("progress")
    actions.read_document(document.pk)
    page.wait_for_selector("text=去核对")
    assert page.query_selector("progress") is None


def test_files_and_text_come_in_by_drag_and_by_paste(clerk_page, live_server, cast, settings, tmp_path):
    settings.ORIGINALS = tmp_path / "originals"
    page = clerk_page
    page.goto(live_server.url + reverse("documents:add"))
    page.evaluate("""() => {
      const given = new DataTransfer();
      given.items.add(new File(['示例省通知\\n合格率达到95%以上。'], '拖入.txt', {type: 'text/plain'}));
      document.getElementById('drop').dispatchEvent(new DragEvent('drop', {dataTransfer: given, bubbles: true}));
    }""")
    page.wait_for_selector(".arrival >> text=拖入.txt")
    page.evaluate("""() => {
      const given = new DataTransfer();
      given.setData('text/plain', '示例市通知\\n合格率达到96%以上。');
      document.body.dispatchEvent(new ClipboardEvent('paste', {clipboardData: given, bubbles: true}));
    }""")
    page.click("#adding > p > button.primary")
    page.wait_for_selector(".arrival >> text=示例市通知.txt")
    assert set(Document.objects.values_list("name", flat=True)) == {"拖入.txt", "示例市通知.txt"}


def test_the_pages_of_documents_have_no_barrier_that_a_machine_can_find(new_context, sign_in, live_server, cast, policy):
    from axe_playwright_python.sync_playwright import Axe

    context = new_context(bypass_csp=True)  # axe is put into the page as a script
    sign_in(context, cast.clerk)
    page = context.new_page()
    item = policy.items.first()
    pages = {"list": [], "add": [], "show": [policy.pk], "clause": [policy.pk, item.pk], "review": [policy.pk]}
    for name, numbers in pages.items():
        page.goto(live_server.url + reverse(f"documents:{name}", args=numbers))
        if name == "review":
            page.keyboard.press("e")
            page.wait_for_selector("#item-form")
        found = [(v["id"], v["nodes"][0]["html"]) for v in Axe().run(page).response["violations"]]
        assert found == [], name
