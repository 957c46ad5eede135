"""How many altered names of firms are found again among 500,000, and how long a search takes. All names are made up.

Each of 2,000 names is altered as forms and documents alter them; found is a name whose own firm is among the suggestions.
Made-up names are easier than real ones: this ranks methods and times them, it does not promise a rate.
"""

import random
import sys
import time
from collections.abc import Callable

from pypinyin import lazy_pinyin
from rapidfuzz import fuzz, process
from rows import row

from zhiheng.core.matching import Firm, FirmIndex, NameReader, plain_name
from zhiheng.core.values.areas import stem_of
from zhiheng.definitions import lexicons

FIRMS, QUERIES, PEER_QUERIES = 500_000, 2_000, 20
FORMS = ["有限公司", "有限责任公司", "股份有限公司", "厂", "商行", "专业合作社", "经营部"]
COMMON = (
    "华新金宝盛源恒泰安丰达兴隆顺和昌富瑞祥康美佳龙海天地山水春阳光明正诚信德仁义福禄寿喜庆云飞鸿雁鹏程万里远大东西南北中"
    "建国军民生旺鑫森林木石玉珠江河湖洋洲岛椰树香果蔬田园稻麦谷农牧渔蓝绿红白黑紫青橙星月日晨晓辉煌灿烂梦想未来创世纪卓越"
    "博雅文华学知行思远志宏伟雄强健力量聚合汇通联众友邦亚欧美非利益润泽沃野清源净洁雅致尚品优质精工匠心巧艺奇妙灵动活跃"
)
# fmt: off
ALTERED: dict[str, Callable[["Made", random.Random], str]] = {
    "region in brackets": lambda made, _: f"{made.brand}（{made.stem}）{made.trade}{made.form}",
    "region dropped": lambda made, _: f"{made.brand}{made.trade}{made.form}",
    "region in full": lambda made, _: f"{made.region}{made.brand}{made.trade}{made.form}",
    "another form": lambda made, draw: f"{made.stem}{made.brand}{made.trade}{draw.choice(FORMS[:3])}",
    "a homophone": lambda made, draw: f"{made.stem}{homophone(made.brand, draw)}{made.trade}{made.form}",
    "blanks and wide letters": lambda made, _: f" {made.stem} {made.brand}　{made.trade} {made.form}　",
    "a character dropped": lambda made, draw: f"{made.stem}{shorter(made.brand, draw)}{made.trade}{made.form}",
    "form dropped": lambda made, _: f"{made.stem}{made.brand}{made.trade}",
}
# fmt: on


class Made:
    """A firm that does not exist."""

    def __init__(self, draw: random.Random, regions: list[str], trades: list[str]) -> None:
        self.region = draw.choice(regions)
        stem = stem_of(self.region)
        self.stem = stem if len(stem) > 1 else self.region  # 文县 is never 文
        self.brand = "".join(draw.choices(COMMON, k=draw.choice((2, 2, 3, 3, 4))))
        self.trade = draw.choice(trades)
        self.form = draw.choice(FORMS)
        self.name = f"{self.stem}{self.brand}{self.trade}{self.form}"


def homophone(brand: str, draw: random.Random) -> str:
    """The brand with one character replaced by another that sounds the same; itself where none does."""
    for place in draw.sample(range(len(brand)), len(brand)):
        others = [sign for sign in sorted(set(COMMON)) if sign != brand[place] and lazy_pinyin(sign) == lazy_pinyin(brand[place])]
        if others:
            return brand[:place] + draw.choice(others) + brand[place + 1 :]
    return brand


def shorter(brand: str, draw: random.Random) -> str:
    """The brand without one of its characters, where three stay."""
    place = draw.randrange(len(brand))
    return brand[:place] + brand[place + 1 :] if len(brand) > 3 else brand


def main() -> None:
    """Prints recall, other suggestions and time, beside whole names compared by rapidfuzz."""
    draw, words = random.Random(7), lexicons()
    reader = NameReader(words.areas, words.company_words)
    regions = [area.name for area in words.areas if area.until is None and not area.code.endswith("0000")]
    trades = [word.word for word in words.company_words if word.kind == "trade"]
    made = [Made(draw, regions, trades) for _ in range(FIRMS)]

    started = time.perf_counter()
    firms = [Firm(reader.parts(one.name)) for one in made]
    parsed = time.perf_counter() - started
    index = FirmIndex(enumerate(firms))
    built = time.perf_counter() - started - parsed
    exact = {firm.name.plain: n for n, firm in enumerate(firms)}

    chosen = draw.sample(range(FIRMS), QUERIES)
    kinds = [list(ALTERED)[n % len(ALTERED)] for n in range(QUERIES)]
    written = [ALTERED[kind](made[n], draw) for kind, n in zip(kinds, chosen, strict=True)]

    hits: dict[str, list[bool]] = {}
    others = by_exact = first = 0
    started = time.perf_counter()
    for n, kind, words_ in zip(chosen, kinds, written, strict=True):
        found = index.suggestions(Firm(reader.parts(words_)), limit=50)
        ids = [suggestion.id for suggestion in found]
        hits.setdefault(kind, []).append(n in ids)
        others += len(ids) - (n in ids)
        first += ids[:1] == [n]
    spent = 1000 * (time.perf_counter() - started) / QUERIES
    for n, words_ in zip(chosen, written, strict=True):
        by_exact += exact.get(plain_name(words_)) == n

    names = [one.name for one in made]
    started, peer = time.perf_counter(), 0
    for n, words_ in list(zip(chosen, written, strict=True))[:PEER_QUERIES]:
        peer += n in {place for _, _, place in process.extract(words_, names, scorer=fuzz.ratio, score_cutoff=85, limit=50)}
    peer_spent = 1000 * (time.perf_counter() - started) / PEER_QUERIES

    found = sum(sum(one) for one in hits.values()) / QUERIES
    row(
        f"altered names of firms found again among {FIRMS:,}, {QUERIES:,} altered in {len(ALTERED)} ways",
        f"{found:.3f} ({first / QUERIES:.3f} as the first, {others / QUERIES:.1f} others beside)",
        f"the exact name {by_exact / QUERIES:.3f}; rapidfuzz on whole names ≥ 85 {peer / PEER_QUERIES:.2f} of {PEER_QUERIES}",
    )
    row("one search among them", f"{spent:.2f} ms", f"rapidfuzz on whole names: {peer_spent:.0f} ms", spent / peer_spent)
    row("taking their names apart and building the index", f"{parsed:.1f} and {built:.1f} s")
    for kind, one in hits.items():
        print(f"{kind}: {sum(one)} of {len(one)}", file=sys.stderr)


if __name__ == "__main__":
    main()
