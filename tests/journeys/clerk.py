"""A clerk at the browser who counts: keys, clicks, switches of the hand, decisions.

    clerk = Clerk(page, base_url, work=run_waiting_tasks)
    clerk.receive(path)          # a file comes in and is read
    clerk.review(judge)          # every card decided, by keyboard
    clerk.count.person_seconds   # what a person needs for the same keys, clicks and decisions

The robot itself does not hesitate, so its own time is the machine's; a person's is reckoned by the keystroke-level
model of Card, Moran and Newell (Communications of the ACM 23(7), 1980, pp. 396-410, doi 10.1145/358886.358895).
"""

import json
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from playwright.sync_api import Locator, Page, expect
from pypinyin import lazy_pinyin

expect.set_options(timeout=30_000)  # a slow machine is not a broken page

KEY, POINT, HAND, DECISION = 0.28, 1.1, 0.40, 1.35  # seconds: the model's K, P, H and M
SHIFTED = "ACGHJKLMNOPQRSTUVWXYZ?"


@dataclass
class Count:
    """What a person does."""

    keys: int = 0
    clicks: int = 0
    points: int = 0  # the mouse moved to a target; a drag moves it twice
    switches: int = 0  # of the hand between keyboard and mouse
    decisions: int = 0
    hand: str = field(default="mouse", repr=False)
    started: float = field(default_factory=time.perf_counter, repr=False)

    @property
    def person_seconds(self) -> float:
        """By the keystroke-level model; the press of the mouse button is a K, as in the model."""
        pressed = self.keys + self.clicks
        return KEY * pressed + POINT * self.points + HAND * self.switches + DECISION * self.decisions

    @property
    def machine_seconds(self) -> float:
        """Since the clerk sat down."""
        return time.perf_counter() - self.started

    def take(self, hand: str) -> None:
        """The hand is at the keyboard or at the mouse."""
        self.switches += self.hand != hand
        self.hand = hand


class Clerk:
    """Drives one page as a person would; `work` does what the background worker has waiting."""

    def __init__(self, page: Page, base_url: str, work: Callable[[], None] = lambda: None) -> None:
        self.page, self.base_url, self.work = page, base_url, work
        self.count = Count()

    # ── hands ──

    def press(self, *keys: str) -> None:
        """Keys one after another; shift is a key of its own."""
        self.count.take("keys")
        for key in keys:
            self.count.keys += 2 if len(key) == 1 and key in SHIFTED else 1 + key.count("+")
            self.page.keyboard.press(key)

    def write(self, text: str) -> None:
        """Text into what has the focus; Chinese by pinyin, one key more for every two characters to choose the words."""
        self.count.take("keys")
        chinese = sum(1 for char in text if ord(char) > 0x2E80)
        self.count.keys += sum(map(len, lazy_pinyin(text))) + (chinese + 1) // 2
        self.page.keyboard.insert_text(text)

    def click(self, what: Locator) -> None:
        self.count.take("mouse")
        self.count.clicks += 1
        self.count.points += 1
        what.click()

    def button(self, name: str, exact: bool = False) -> None:
        """Clicks the button of that name."""
        self.click(self.page.get_by_role("button", name=name, exact=exact).first)

    def link(self, name: str, exact: bool = False) -> None:
        """Clicks the link of that name."""
        self.click(self.page.get_by_role("link", name=name, exact=exact).first)

    def select(self, quote: str) -> None:
        """Draws the mouse over a passage of the repaired text: two targets, one press."""
        self.count.take("mouse")
        self.count.clicks += 1
        self.count.points += 2
        ends = self.page.evaluate(ENDS, quote)
        assert ends, f"not on the page: {quote}"
        mouse = self.page.mouse
        mouse.move(ends[0], ends[1])
        mouse.down()
        mouse.move(ends[2], ends[3], steps=4)
        mouse.up()

    def chosen_files(self, what: Locator, *files: Path) -> None:
        """Files chosen in the dialog of the system: the button, the file or the first and the last of them, Enter."""
        with self.page.expect_file_chooser() as dialog:
            self.click(what)
        self.count.clicks += min(len(files), 2)
        self.count.points += min(len(files), 2)
        self.count.keys += 1
        self.count.take("keys")
        dialog.value.set_files([str(file) for file in files])

    def saved(self, name: str) -> bytes:
        """The file that comes when the link of that name is clicked."""
        with self.page.expect_download() as coming:
            self.link(name)
        return Path(coming.value.path()).read_bytes()

    # ── the parts of her job ──

    def go(self, path: str) -> None:
        """An address, as from a bookmark: one click."""
        self.count.take("mouse")
        self.count.clicks += 1
        self.count.points += 1
        self.page.goto(self.base_url + path)

    def sign_in(self, username: str, password: str) -> None:
        self.page.goto(f"{self.base_url}/sign-in/?next=/documents/")
        self.click(self.page.get_by_label("用户名"))
        self.write(username)
        self.press("Tab")
        self.write(password)
        self.press("Enter")
        expect(self.page.get_by_role("heading", level=1)).to_contain_text("文件")

    def receive(self, file: Path) -> None:
        """A file is added, read in the background, and its review page is open."""
        self.link("添加文件")
        self.chosen_files(self.page.get_by_text("选择文件", exact=True), file)
        expect(self.page.locator(".arrival")).to_contain_text(file.name)
        self.work()
        review = self.page.get_by_role("link", name="去核对")
        expect(review).to_be_visible(timeout=60_000)
        self.click(review)
        expect(self.page.locator("li.card.on")).to_be_visible()

    def cards(self) -> list[dict[str, Any]]:
        """What the cards say: ref, state, words, and the quotation underlined in the original."""
        return json.loads(self.page.evaluate(CARDS))

    def waiting(self) -> Iterator[dict[str, Any]]:
        """The selected card, as long as one waits; deciding it selects the next."""
        while card := json.loads(self.page.evaluate(CARD)):
            yield card
            expect(self.page.locator(f"#{card['ref']}")).not_to_have_attribute("data-state", "pending")
            self.settle()

    def decide(self, key: str) -> None:
        """One card decided singly."""
        self.count.decisions += 1
        self.press(key)

    def settle(self) -> None:
        """Every decision was answered and stands on the page."""
        expect(self.page.locator(".card.sent, .htmx-request")).to_have_count(0, timeout=120_000)


CARD = """() => {
  const card = document.querySelector('li.card.on');
  if (!card || card.dataset.state !== 'pending' || card.dataset.gone) { return 'null'; }
  return JSON.stringify({ref: card.id, kind: card.querySelector('.kind').innerText, words: card.innerText});
}"""

CARDS = """() => JSON.stringify([...document.querySelectorAll('li.card')].map(card => ({
  ref: card.id, state: card.dataset.state, kind: card.querySelector('.kind').innerText, words: card.innerText,
})))"""

# Where a passage begins and ends on the screen, scrolled into sight; marks and repairs cut its paragraph into nodes.
ENDS = """quote => {
  for (const paragraph of document.querySelectorAll('#texts p.text')) {
    const at = paragraph.textContent.indexOf(quote);
    if (at < 0) { continue; }
    const walker = document.createTreeWalker(paragraph, NodeFilter.SHOW_TEXT);
    const range = document.createRange();
    let before = 0, begun = false;
    while (walker.nextNode()) {
      const node = walker.currentNode, after = before + node.data.length;
      if (!begun && at < after) { range.setStart(node, at - before); begun = true; }
      if (begun && at + quote.length <= after) { range.setEnd(node, at + quote.length - before); break; }
      before = after;
    }
    range.startContainer.parentElement.scrollIntoView({block: 'center'});
    const boxes = [...range.getClientRects()].filter(box => box.width > 0);
    const first = boxes[0], last = boxes[boxes.length - 1];
    return [first.left + 1, first.top + first.height / 2, last.right - 1, last.top + last.height / 2];
  }
  return null;
}"""
