"""Whether the time of reading grows with the length of a text and no faster, whatever the text is.

Each kind of input is read at N and at 4 N characters; a ratio of 2 for each doubling is linear.
"""

import contextlib
import math
import random
import sys
import time
from collections.abc import Callable

from rows import row

from zhiheng.core import read
from zhiheng.core.values.faults import Fault
from zhiheng.definitions import lexicons

SENTENCE = "到2027年，全市食用农产品抽检合格率达到98.5%以上，由市市场监管局牵头，市农业农村局配合。"
CHARACTERS = 10_000
RUNS = 3
LINEAR = 2.2
"""Times as long that a doubled text may take and still count as linear: what is measured wavers."""

MEGABYTES = 5_000_000 // 3
"""Characters of 5 MB of Chinese in UTF-8."""


def repeated(piece: str) -> Callable[[int], str]:
    """A maker of texts that say one thing again and again."""
    return lambda size: piece * (size // len(piece) + 1)


def counted(form: str) -> Callable[[int], str]:
    """A maker of texts of numbered pieces."""

    def made(size: int) -> str:
        pieces: list[str] = []
        length = 0
        while length < size:
            pieces.append(form.format(len(pieces) + 1))
            length += len(pieces[-1])
        return "".join(pieces)

    return made


def nested(left: str, right: str) -> Callable[[int], str]:
    """A maker of brackets opened one within the other, with a word inside, and closed again."""
    return lambda size: left * (size // 2) + "质量" + right * (size // 2)


def drawn(*characters: range) -> Callable[[int], str]:
    """A maker of random characters."""
    every = [chr(code) for codes in characters for code in codes]
    return lambda size: "".join(random.Random(1).choices(every, k=size))


def noise(size: int) -> str:
    """Random bytes, as many as there would be characters."""
    return random.Random(2).randbytes(size).decode("latin-1")


KINDS: dict[str, Callable[[int], str]] = {
    "one line of sentences": repeated(SENTENCE),
    "one line without a mark": repeated("质量安全水平显著提高"),
    "a paragraph a line": repeated(SENTENCE + "\n"),
    "one clause": repeated("市市场监管局牵头到2027年达到98.5%以上"),
    "random Chinese": drawn(range(0x4E00, 0x9FA6), range(0x3001, 0x3003)),
    "random Unicode": drawn(range(0x20, 0xD7FF), range(0xE000, 0x2FFFF)),
    "random Latin letters": drawn(range(0x20, 0x7F)),
    "headings": counted("一、加强监管{}\n"),
    "headings in one line": counted("一、加强监管{}。"),
    "articles": counted("第{}条 市场监管部门应当加强检查。\n"),
    "round brackets nested": nested("（", "）"),
    "half-width brackets nested": nested("(", ")"),
    "black brackets nested": nested("【", "】"),
    "title marks nested": nested("《", "》"),
    "round brackets never closed": repeated("（"),
    "title marks never closed": repeated("《关于"),
    "quotes never closed": repeated("“质量"),
    "brackets closed": repeated("（市质监局）"),
    "digits": repeated("1234567890"),
    "digits and commas": repeated("1,"),
    "digits and points": repeated("1.1."),
    "groups of digits": repeated("1,234,"),
    "Chinese numerals": repeated("一二三四五六七八九十"),
    "years": repeated("2027年"),
    "percentages": repeated("98.5%、"),
    "percentages after 分别": lambda size: "合格率分别达到" + repeated("98.5%、")(size),
    "question marks": repeated("?"),
    "question marks before marks": repeated("?,质"),
    "annotations": repeated("質(zhì)"),
    "annotations broken": repeated("質(zhì)?cè)"),
    "lists of units": lambda size: "由" + repeated("市质监局、")(size) + "负责落实。",
    "lists of units in brackets": lambda size: "加强监管（责任单位：" + repeated("市质监局、")(size) + "）",
    "lists of things": repeated("蔬菜、"),
    "commas": repeated("，"),
    "full stops": repeated("。"),
    "colons": repeated("单位："),
    "semicolons": repeated("质量；"),
    "blanks": lambda size: "质量" + " " * size + "安全",
    "wide blanks": lambda size: "质量" + "　" * size + "安全",
    "blanks and words": repeated("质量 "),
    "line ends": repeated("\n"),
    "carriage returns": repeated("质\r"),
    "short lines": repeated("质\n"),
    "table pipes": repeated("|"),
    "rows of a table with pipes": repeated("| 1 | 监管 | 98% |\n"),
    "rows of a table with tabs": repeated("1\t加强监管\t市质监局\t2027年\n"),
    "one row of tabs": repeated("监管\t"),
    "rows of a known table": lambda size: "序号\t任务\t责任单位\n" + repeated("1\t加强监管\t市质监局\n")(size),
    "a cell a line": lambda size: "序号\n工作任务\n责任单位\n" + counted("{}\n加强监管\n市质监局\n")(size),
    "a table flattened": lambda size: "指标\n2025年\n属性\n" + repeated("合格率\n98%\n约束性\n")(size),
    "dates": repeated("2027年12月31日\n"),
    "signatures": repeated("市人民政府\n2027年12月31日\n"),
    "page numbers": counted("市场监管部门应当加强对食用农产品生产经营全过程的质量安全\n— {} —\n"),
    "attachments": counted("附件：{}\n1. 名单\n"),
    "citations": repeated("根据《质量法》"),
    "document numbers": repeated("琼府办〔2008〕114号"),
    "site furniture": repeated("首页 > 政务公开 > 政策文件\n"),
    "labels": repeated("发布机构：市政府\n"),
    "titles": repeated("关于加强质量安全监管工作的通知\n"),
    "changes after 分别": repeated("分别达到5%"),
    "conditions": repeated("对的"),
    "the same clause after 要": repeated("要加强监管，"),
    "duties": repeated("市质监局要加强监管，"),
    "rules": repeated("对不合格的，给予处罚；"),
    "controls": repeated("质\u200b"),
    "HTML tags": lambda size: "<html>" + repeated("<div><p>质量")(size),
}


def seconds(text: str) -> float:
    """The time of this process that reading a text takes; one that is refused is read up to there."""
    content = text.encode()
    start = time.process_time()
    with contextlib.suppress(Fault):
        read(content, "text.txt", lexicons())
    return time.process_time() - start


def doubling(kind: Callable[[int], str]) -> float:
    """How many times longer a text takes that is twice as long: over two doublings, of the shortest of several runs."""
    once, four = (min(seconds(kind(CHARACTERS * k)) for _ in range(RUNS)) for k in (1, 4))
    return math.sqrt(four / once)


def main() -> None:
    """Prints every row; with names of kinds, the doubling of each of them."""
    seconds(repeated(SENTENCE)(1000))  # loads what is loaded once
    found = {name: doubling(KINDS[name]) for name in sys.argv[1:] or KINDS}
    if sys.argv[1:]:
        for name, ratio in found.items():
            print(name, f"{ratio:.2f}")
        return
    worst = max(found, key=lambda name: found[name])
    within = sum(ratio <= LINEAR for ratio in found.values())
    row(f"kinds of input of which twice as much takes at most {LINEAR} times as long, from {CHARACTERS:,} characters on",
        f"{within} of {len(found)}")  # fmt: skip
    row(f"the worst of them ({worst})", f"{found[worst]:.2f}", "linear: 2.00", found[worst] / 2)
    row("one line of 5 MB, sentences", f"{seconds(repeated(SENTENCE)(MEGABYTES)):.1f} s")
    row("one line of 5 MB, no mark in it", f"{seconds(repeated('质量安全水平显著提高')(MEGABYTES)):.1f} s")


if __name__ == "__main__":
    main()
