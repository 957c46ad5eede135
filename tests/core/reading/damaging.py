"""What a mirroring site does to a text, byte for byte: the forward model of docs/methods/reading.md."""

import random

LISTED = dict(
    zip(
        ["質", "進", "關", "達", "實", "產", "業", "監", "發", "設", "標", "準", "責", "務", "認", "證", "驗", "計", "領", "導", "構", "環", "節", "區", "農", "統", "現", "數", "總"],
        ["zhì", "jìn", "guān", "dá", "shí", "chǎn", "yè", "jiān", "fā", "shè", "biāo", "zhǔn", "zé", "wù", "rèn", "zhèng", "yàn", "jì", "lǐng", "dǎo", "gòu", "huán", "jié", "qū", "nóng", "tǒng", "xiàn", "shù", "zǒng"],
        strict=True,
    )
)
MARKS = [mark.encode("gbk") for mark in "，、。；？"]
FULL = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}


def damaged(text: str, listed: dict[str, str] = LISTED, commas: float = 0.66, seed: int = 0) -> str:
    """The traditional text `text` as the site shows it."""
    raw = text.encode("gbk")
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
        if raw[at] < 0x80:
            out.append(chr(raw[at]))
            at += 1
            continue
        pair = raw[at : at + 2]
        at += 2
        if not is_private(pair):
            out.append(pair.decode("gbk", "ignore")[:1] or "?")
    return "".join(out)


def is_private(pair: bytes) -> bool:
    if len(pair) < 2:
        return False
    lead, trail = pair
    user = (0xAA <= lead <= 0xAF or 0xF8 <= lead <= 0xFE) and trail >= 0xA1
    return user or (0xA1 <= lead <= 0xA7 and 0x40 <= trail <= 0xA0 and trail != 0x7F)
