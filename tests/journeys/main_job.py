"""The main job, step by step, as the clerk of a county does it; the journey and the stopwatch both walk it.

The document is the one of ../shared/seeds/001; its 51 names of units from above are answered as this county would.
"""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from playwright.sync_api import expect

from journeys.clerk import Clerk

# Where this county differs from what is usual: it has one bureau for science and industry, fishery lies with
# agriculture, no maritime office, and two vertical bodies that it does not list.
HERS = {
    "省科技厅": "县科技和工业信息化局",
    "省工业和信息化厅": "县科技和工业信息化局",
    "省海洋渔业厅": "县农业农村局",
    "省国资委": "县国资中心",
    "海南海事局": None,
    "省通信管理局": None,
    "人行海口中心支行": None,
    "省政府政务服务中心": "县营商环境建设局",  # typed: not among the proposals
}
LEADS = "县市场监管局"  # leads what the document gives to no single unit
BY_HAND = "新增和修订地方标准100项"  # refused and then added by hand, so that adding is walked even where nothing was missed
REFUSED = "地方标准"
EDITED = {"旅游特色街区": "新增旅游特色街区数量"}  # words of a card → its indicator as she wants it


def review(clerk: Clerk, to_add: Mapping[str, Mapping[str, str]], edit: Mapping[str, str]) -> None:
    """Every card decided by keyboard; what the reader missed added by selecting its words.

    `to_add`: fields of a target by its quotation. `edit`: words of a card to be edited → its indicator as she wants it.
    """
    clerk.press("A")
    clerk.settle()
    clerk.press("j", "k")
    for _ in clerk.waiting():
        clerk.decide("a")
    clerk.settle()
    refuse(clerk, REFUSED)
    for words, indicator in edit.items():
        correct(clerk, words, indicator)
    for quote, fields in to_add.items():
        add(clerk, quote, fields)
    expect(clerk.page.locator(".tally h2")).to_contain_text("待核 0")


def refuse(clerk: Clerk, words: str) -> None:
    """A target is refused, whether it was accepted by the many or singly."""
    of_target = clerk.page.locator("li.card", has=clerk.page.locator(".kind", has_text="目标"))
    card = of_target.filter(has_text=words).first
    clerk.click(card.locator("a.headline"))
    clerk.decide("x")
    expect(card).to_have_attribute("data-state", "rejected")
    clerk.settle()


def to_add(targets: list[dict[str, Any]], found: Iterable[tuple[str, Any]] | None = None) -> dict[str, dict[str, str]]:
    """What she adds by hand: the target refused on the way, and what the reader missed; `found` as in `missed`."""
    by_hand = {target["quote"]: fields_of(target) for target in targets if target["quote"] == BY_HAND}
    return by_hand | (missed(targets, found) if found is not None else {})


def missed(targets: list[dict[str, Any]], found: Iterable[tuple[str, Any]]) -> dict[str, dict[str, str]]:
    """The targets that the reader did not find with their value, as fields to be filled in, by their quotation.

    `found`: quotation and value of each item found.
    """
    known = [(squeezed(quote), value) for quote, value in found]
    return {
        target["quote"]: fields_of(target)
        for target in targets
        if not any(
            value == target["value"] and (quote in squeezed(target["quote"]) or squeezed(target["quote"]) in quote)
            for quote, value in known
        )
    }


def fields_of(target: dict[str, Any]) -> dict[str, str]:
    """What she fills in for a target of the reference reading."""
    value = target["value"]
    return {
        "indicator": target["indicator"], "value_": "–".join(map(str, value)) if isinstance(value, list) else str(value),
        "unit": target["unit"], "deadline": f"到{target['deadline_year']}年",
    }  # fmt: skip


def squeezed(text: str) -> str:
    """Without white space and with one width of signs."""
    return re.sub(r"\s", "", text).translate(str.maketrans("，、；：（）", ",、;:()"))


def correct(clerk: Clerk, words: str, indicator: str) -> None:
    """An accepted item is edited in place: its indicator written anew."""
    card = clerk.page.locator("li.card", has_text=words).first
    clerk.click(card.locator("a.headline"))
    clerk.decide("e")
    field = clerk.page.locator("#item-form [name=item-indicator]")
    expect(field).to_be_focused()
    clerk.press("Control+a")
    clerk.write(indicator)
    clerk.press("Enter")
    expect(clerk.page.locator("li.card", has_text=indicator).first).to_contain_text("已修改")
    clerk.settle()


def add(clerk: Clerk, quote: str, fields: Mapping[str, str]) -> None:
    """An item the reader missed: its words selected, N, what the form does not know yet, Enter."""
    clerk.select(quote)
    clerk.decide("n")
    form = clerk.page.locator("#new-item #item-form")
    expect(form.locator("blockquote")).to_contain_text(quote)
    for name, value in fields.items():
        box = form.locator(f"[name=item-{name}]")
        if box.input_value() != value:
            clerk.click(box)
            clerk.press("Control+a")
            clerk.write(value)
    clerk.click(form.get_by_role("button", name="补充"))
    expect(form).to_have_count(0)
    clerk.settle()


def make_plan(clerk: Clerk) -> None:
    """From the review page to the office's own table."""
    clerk.link("生成分解表")
    clerk.button("生成任务分解表")
    expect(clerk.page.locator("table.breakdown tbody tr").first).to_be_visible()


def answer_counterparts(clerk: Clerk, hers: Mapping[str, str | None] = HERS) -> None:
    """Each name from above looked at once: those that differ here answered by key, the rest taken as proposed."""
    clerk.link("逐个回答")
    expect(clerk.page.locator(".question").first).to_be_focused()
    waiting = clerk.page.locator(".question")
    at = 0
    for upper, proposed in questions(clerk):
        clerk.count.decisions += 1
        if upper not in hers or (proposed and proposed[0] == hers[upper]):
            continue
        at = answer_one(clerk, upper, proposed, hers[upper], at)
    clerk.press("a")
    expect(waiting).to_have_count(0)


def answer_one(clerk: Clerk, upper: str, proposed: list[str], ours: str | None, at: int) -> int:
    """One name answered by keyboard; the row that has the focus then."""
    rows = [name for name, _ in questions(clerk)]
    place = rows.index(upper)
    clerk.press(*["ArrowDown"] * (place - at))
    if ours is None:
        clerk.press("n")
    elif ours in proposed:
        clerk.press(str(proposed.index(ours) + 1))
    else:
        clerk.press("e")
        clerk.write(ours)
        clerk.press("Enter")
    expect(clerk.page.locator(".question")).to_have_count(len(rows) - 1)
    return place


def questions(clerk: Clerk) -> list[tuple[str, list[str]]]:
    """The names that wait, each with what is proposed."""
    return clerk.page.eval_on_selector_all(".question", """rows => rows.map(row => [
      row.querySelector('.upper strong').innerText,
      [...row.querySelectorAll('form:not(.own-answer) button[data-key]')].map(b => b.lastChild.textContent.trim()),
    ])""")


def complete(clerk: Clerk) -> None:
    """What the table still asks: leads where the document lists units alone, deadlines, goals."""
    clerk.link("回到分解表")
    expect(clerk.page.locator("table.breakdown")).to_be_visible()
    first_leads = clerk.page.get_by_role("button", name="项都由原文列首位的牵头")
    if first_leads.count():
        clerk.click(first_leads)
        expect(first_leads).to_have_count(0)
    without = clerk.page.locator("td[data-field=lead_units]", has_text="缺牵头单位")
    for left in range(without.count(), 0, -1):
        expect(without).to_have_count(left)
        clerk.count.decisions += 1
        clerk.click(without.first)
        clerk.press("Enter")
        expect(clerk.page.locator("#cell-value")).to_be_focused()
        clerk.write(LEADS)
        clerk.press("Enter")
        expect(clerk.page.locator(".cell-form")).to_have_count(0)
    expect(without).to_have_count(0)
    deadline = clerk.page.get_by_placeholder("全部填为…")
    if deadline.count():
        clerk.click(deadline)
        clerk.write("长期坚持")
        clerk.button("填入")
        expect(deadline).to_have_count(0)
    clerk.link("承接、加严或分解")
    clerk.button("全部承接")
    expect(clerk.page.locator("#goals-body")).to_contain_text("量化目标都已定")


def export(clerk: Clerk) -> bytes:
    """The finished table as .xlsx."""
    return clerk.saved("导出 .xlsx")

