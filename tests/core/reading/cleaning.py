"""How tests clean a text and look at it."""

from zhiheng.core.reading import clean
from zhiheng.core.values.cleaned import Cleaned
from zhiheng.core.values.extracted import Extracted
from zhiheng.definitions import lexicons


def cleaned(text: str, **about: object) -> Cleaned:
    return clean(Extracted(name="文.txt", sha256="", text=text, plain=True, **about), lexicons())


def rebuilt(found: Cleaned) -> str:
    """Raw with the applied repairs put in and what is not body left out."""
    done = {}
    for repair in found.repairs:
        if repair.applied:
            assert found.raw[repair.start : repair.end] == repair.raw
            done.setdefault((repair.start, repair.end), []).append(repair.text)
    body = {start for start, end in zip(found.starts, found.ends, strict=True) if end == start + 1}
    out, at = [], 0
    by_start = {}
    for (start, end), texts in done.items():
        by_start.setdefault(start, []).append((end, "".join(texts)))
    while at <= len(found.raw):
        spans = sorted(by_start.get(at, []))
        out += [text for end, text in spans if end == at]
        longer = [(end, text) for end, text in spans if end > at]
        if longer:
            (at, text), = longer
            out.append(text)
        else:
            out += [found.raw[at]] if at in body else []
            at += 1
    return "".join(out)


def headings(found: Cleaned) -> list[tuple[int, str | None, str]]:
    return [(heading.level, heading.number, heading.heading) for heading in found.outline]
