"""What a mirroring site does to a text, byte for byte: the forward model of docs/methods/cleaning.md."""

import random
import re

import opencc

SITE_LIST = """
質 zhì 進 jìn 關 guān 達 dá 實 shí 產 chǎn 業 yè 監 jiān 發 fā 設 shè 標 biāo 準 zhǔn 責 zé 務 wù 認 rèn 證 zhèng
驗 yàn 計 jì 領 lǐng 導 dǎo 構 gòu 環 huán 節 jié 區 qū 農 nóng 統 tǒng 現 xiàn 數 shù 總 zǒng
"""
LISTED = dict(zip(SITE_LIST.split()[::2], SITE_LIST.split()[1::2], strict=True))
MARKS = [mark.encode("gbk") for mark in "，、。；？"]
FULL = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}


_to_traditional, _to_simplified = opencc.OpenCC("s2t").convert, opencc.OpenCC("t2s").convert


def traditional(text: str) -> str:
    """The text as the site's table gives it: one character at a time, only where it can be taken back."""

    def one(character: str) -> str:
        new = _to_traditional(character)
        kept = len(new) != 1 or _to_simplified(new) != character or not new.encode("gbk", "ignore")
        return character if kept else new

    return "".join(map(one, text))


def damaged(text: str, listed: dict[str, str] = LISTED, commas: float = 0.66, seed: int = 0) -> str:
    """The traditional text `text` as the site shows it."""
    raw = text.encode("gbk", "ignore")
    for character, reading in listed.items():
        raw = raw.replace(character.encode("gbk"), f"{character}({reading})".encode("gbk"))
    return decoded(with_commas(raw, commas, random.Random(seed))).translate(FULL)


def with_commas(raw: bytes, share: float, chance: random.Random) -> bytes:
    out = bytearray()
    for at in range(len(raw)):
        if raw[at : at + 2] in MARKS and chance.random() < share:
            out += b","
        out.append(raw[at])
    return bytes(out)


def decoded(raw: bytes) -> str:
    """As a cp936 decoder that makes one ? of a broken pair and drops private characters."""
    out, at = [], 0
    while at < len(raw):
        if raw[at] <= 0x80:
            out.append("€" if raw[at] == 0x80 else chr(raw[at]))
            at += 1
            continue
        pair = raw[at : at + 2]
        at += 2
        if not is_private(pair):
            out.append(character_of(pair))
    return "".join(out)


def character_of(pair: bytes) -> str:
    try:
        return pair.decode("gbk")
    except UnicodeDecodeError:
        return "?"


def is_private(pair: bytes) -> bool:
    if len(pair) < 2:
        return False
    lead, trail = pair
    user = (0xAA <= lead <= 0xAF or 0xF8 <= lead <= 0xFE) and trail >= 0xA1
    return user or (0xA1 <= lead <= 0xA7 and 0x40 <= trail <= 0xA0 and trail != 0x7F)


def in_blocks(text: str, size: int = 300) -> str:
    """The text as a document-sharing site cuts it: blocks of equal length, each begun by its number."""
    line = text.replace("\n", "")
    blocks = [line[at : at + size] for at in range(0, len(line), size)]
    return "\n".join(f"{number}、{block}" for number, block in enumerate(blocks, 1))


def twice(text: str) -> str:
    """The text as a page that holds it two times."""
    return f"{text}\n{text}"


def spaced(text: str) -> str:
    """The text with blanks between Chinese characters and figures."""
    return re.sub(r"(?<=[一-鿿])(?=\d)|(?<=\d)(?=[一-鿿])", " ", text)
