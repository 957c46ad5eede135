"""Areas as forms name them: 示例县, 示例, 合计, 全省."""

from collections.abc import Iterable, Sequence

from zhiheng.core.values.areas import stem_of

Place = tuple[str, str]  # code and name


class Places:
    """The area that is reported and those right below it, by the names that forms use."""

    def __init__(self, area: Place, below: Sequence[Place], total: Sequence[str]) -> None:
        self.area = area
        names: dict[str, set[Place]] = {}
        for place in (area, *below):
            for name in {place[1], stem_of(place[1])}:
                if len(name) >= 2:
                    names.setdefault(name, set()).add(place)
        self.by_name = {name: next(iter(found)) for name, found in names.items() if len(found) == 1}
        self.below = {code for code, _ in below}
        self.total = frozenset(total)

    def called(self, text: str) -> Place | None:
        """The area of that name, in full or without its suffix; None for none, and for two of one name."""
        return self.by_name.get(text)

    def is_total(self, text: str) -> bool:
        """Whether it is a row or column over all of the area: 合计, 全省 where that is a province."""
        return text in self.total and not self.is_wider(text)

    def is_wider(self, text: str) -> bool:
        """Whether it is a total of another rank: 全省 in the form of a county."""
        return text in self.total and text[0] == "全" and not self.area[1].endswith(text[1])

    def listed(self, texts: Iterable[str]) -> bool:
        """Whether some heads name areas of ours, the own one or one below."""
        return any(self.called("".join(text.split())) for text in texts)

    def named_in(self, texts: Iterable[str]) -> frozenset[str]:
        """The codes of the areas below that some heads name."""
        found = (self.called("".join(text.split())) for text in texts)
        return frozenset(place[0] for place in found if place and place[0] in self.below)

    def taken_out(self, text: str) -> tuple[str, list[Place]]:
        """A line without the full names of areas in it, and the areas."""
        found = []
        for name in sorted(self.by_name, key=len, reverse=True):
            place = self.by_name[name]
            if name == place[1] and name in text:
                found.append(place)
                text = text.replace(name, "")
        return text, found
