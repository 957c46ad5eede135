"""Bytes of a text file to characters, never by a guess that could silently be wrong.

Source: GB 18030-2022 re-assigned 18 two-byte positions from private-use code points to standard ones;
        the codec at hand still follows the older table. `gb18030.csv` lists them, then six components
        whose private-use form the standard retires, then A8BC (re-assigned in 2005).
"""

import codecs
import csv
import re
import unicodedata
from functools import cache
from importlib.resources import files

from zhiheng.core.reading.formats import failing

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark begins it
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_DECLARED = re.compile(rb"charset\s*=\s*[\"']?\s*([\w-]{3,20})", re.IGNORECASE)
_SAMPLE = 60_000
_FAMILIAR = 0.5  # of the characters beyond ASCII, in any text that a person wrote


@cache
def private_to_standard() -> dict[int, str]:
    """A translate table from retired private-use code points to the characters they stand for."""
    rows = csv.DictReader((files(__package__) / "gb18030.csv").read_text("utf-8").splitlines())
    return {int(row["private"], 16): chr(int(row["standard"], 16)) for row in rows}


def standard(text: str) -> str:
    """`text` with retired private-use characters put right; its length does not change."""
    return text.translate(private_to_standard())


def decoded(data: bytes, name: str) -> str:
    """The characters of a text file, its byte-order mark dropped.

    Raises: Fault R108 where no encoding fits, R109 where NUL bytes stand in it.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _without_nul(_strictly(data[len(mark) :], encoding, name), name)
    text = _or_none(data, "utf-8")
    if text is not None and "\0" not in text and not _is_utf8_by_chance(data, text):
        return text
    wide = _wide_without_mark(data)
    if wide is not None:
        return wide
    if b"\0" in data:
        raise failing.holds_nul(name)
    return _national(data, name)


def decoded_leniently(data: bytes, name: str) -> str:
    """The characters of a web page that declares its encoding and has a few broken bytes, shown as �.

    Raises: Fault R108 where nothing is declared or more than one character in a hundred is broken.
    """
    declared = _DECLARED.search(data[:4096])
    try:
        codec = codecs.lookup(declared[1].decode("ascii")).name if declared else None
    except LookupError:
        codec = None
    if codec is None:
        raise failing.undecodable(name)
    text = data.decode("gb18030" if codec.startswith("gb") else codec, "replace").replace("\0", "")
    if text.count("�") * 100 > len(text) or _strangeness(text) > 0.02:
        raise failing.undecodable(name)
    return standard(text)


def _national(data: bytes, name: str) -> str:
    text = _or_none(data, "gb18030")
    if text is None or _strangeness(text) > 0.02 or _is_damaged_utf8(data, text):
        raise failing.undecodable(name)
    beyond = sum(char > "\x7f" for char in text[:_SAMPLE])
    if beyond >= 20 and _familiar(text) < _FAMILIAR:
        raise failing.undecodable(name)
    return standard(text)


def _strictly(data: bytes, encoding: str, name: str) -> str:
    text = _or_none(data, encoding)
    if text is None:
        raise failing.undecodable(name)
    return text


def _without_nul(text: str, name: str) -> str:
    if "\0" in text:
        raise failing.holds_nul(name)
    return text


def _or_none(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None


def _wide_without_mark(data: bytes) -> str | None:
    """UTF-16 recognised by where its NUL bytes fall or, where it has none, by reading far better than GB18030."""
    if len(data) % 2 or len(data) < 4:
        return None
    head = data[:_SAMPLE]
    even, odd = head[::2].count(0), head[1::2].count(0)
    order = ("utf-16-le",) if odd > even * 20 else ("utf-16-be",) if even > odd * 20 else ("utf-16-le", "utf-16-be")
    for encoding in order:
        text = _or_none(data, encoding)
        if text is None or "\0" in text or _strangeness(text) > 0.02:
            continue
        if even or odd or _familiar(text) > 0.9 > 0.7 > _familiar(_or_none(data, "gb18030") or ""):
            return text if _familiar(text) >= _FAMILIAR or text.isascii() else None
    return None


def _is_utf8_by_chance(data: bytes, as_utf8: str) -> bool:
    """Whether a few GB18030 characters happen to be UTF-8 of other scripts (准 is also a Hebrew point)."""
    sample = as_utf8[:_SAMPLE]
    if sample.isascii() or max(sample) >= "\u0800" or _familiar(sample):
        return False
    return _familiar(_or_none(data, "gb18030") or "") == 1.0


def _is_damaged_utf8(data: bytes, as_national: str) -> bool:
    """Whether these bytes are UTF-8 with a few broken ones, which GB18030 would read as other characters."""
    text = data[: 4 * _SAMPLE].decode("utf-8", "replace")
    lost = text.count("�")
    return lost * 20 < len(text) and _familiar(text) > max(0.9, _familiar(as_national))


def _strangeness(text: str) -> float:
    """Share of characters no text holds: controls, unassigned, private use."""
    sample = text[:_SAMPLE]
    strange = sum(
        unicodedata.category(char) in {"Cc", "Cn", "Co", "Cs"} and char not in "\t\n\r\f\v\x1a\x85"
        for char in sample.translate(private_to_standard())
    )
    return strange / max(len(sample), 1)


def _familiar(text: str) -> float:
    """Share of the characters beyond ASCII that are common: first-level hanzi, their traditional forms, punctuation."""
    beyond = [char for char in text[:_SAMPLE] if char > "\x7f"]
    return sum(map(_is_common, beyond)) / len(beyond) if beyond else 0.0


@cache
def _is_common(char: str) -> bool:
    if char in "āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜü" or "\u3000" <= char <= "\u303f" or "\uff00" <= char <= "\uff5e":
        return True
    if char in "—–‘’“”…·①②③④⑤⑥⑦⑧⑨⑩㎡℃°％×÷±≥≤■□●○◆★":
        return True
    first = char.encode("gb2312", "ignore")[:1]
    if b"\xb0" <= first <= b"\xd7":
        return True
    big = char.encode("big5", "ignore")[:1]
    return b"\xa4" <= big <= b"\xc6"
