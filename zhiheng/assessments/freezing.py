"""What a result is kept with, and whether scoring again from it gives the same bytes.

Enters: a scheme, those assessed, findings. Leaves: `Frozen`, three texts with their digests; what of them no longer agrees.
Nothing here asks the database: a result is scored again from its own texts alone.
"""

from functools import cache
from importlib.resources import files
from typing import Any

import msgspec
from msgspec import Struct

from zhiheng import __version__
from zhiheng.assessments.inputs import Inputs, inputs_from
from zhiheng.core.scoring import as_json, scorecards
from zhiheng.core.sealing import digest_of
from zhiheng.core.values.faults import Fault
from zhiheng.core.values.schemes import Scheme
from zhiheng.core.values.scorecards import Scorecard

VALUES = ("schemes.py", "scorecards.py", "ways.py")


class Frozen(Struct, frozen=True, kw_only=True):
    """What is kept of one result. Digests are of the texts in UTF-8."""

    scheme: str
    scheme_digest: str
    inputs: str
    inputs_digest: str
    cards: str
    digest: str
    digest_name: str
    code: str


def frozen(scheme: Scheme, inputs: Inputs, digest_name: str) -> Frozen:
    """The scheme, what went in and the scorecards that come of them. Raises: Fault, those of `scorecards`."""
    kept, given, cards = msgspec.json.encode(scheme).decode(), inputs.text, cards_text(scheme, inputs)
    return Frozen(
        scheme=kept, scheme_digest=digest_of(kept.encode(), digest_name), inputs=given,
        inputs_digest=digest_of(given.encode(), digest_name), cards=cards, digest=digest_of(cards.encode(), digest_name),
        digest_name=digest_name, code=code_now(),
    )  # fmt: skip


def cards_text(scheme: Scheme, inputs: Inputs) -> str:
    """The scorecards, byte for byte as other programs read them."""
    return as_json(scheme, inputs.period, reckoned(scheme, inputs)).decode()


def reckoned(scheme: Scheme, inputs: Inputs) -> tuple[Scorecard, ...]:
    """The scorecards. Raises: Fault, those of `scorecards`."""
    return scorecards(scheme, inputs.subjects, inputs.findings)


def scheme_from(text: str) -> Scheme:
    """The scheme as it was kept. Raises: msgspec.MsgspecError."""
    return msgspec.json.decode(text, type=Scheme)


def flaws_of(kept: Frozen) -> list[str]:
    """What no longer agrees, a sentence each: a text with its digest, or what is scored again with what was kept."""
    texts = {
        "方案": (kept.scheme, kept.scheme_digest), "计分依据": (kept.inputs, kept.inputs_digest),
        "得分": (kept.cards, kept.digest),
    }  # fmt: skip
    found = [
        f"保存的{name}与审定时的摘要（{kept.digest_name}）不符，审定以后被改动过。"
        for name, (text, digest) in texts.items() if digest_of(text.encode(), kept.digest_name) != digest
    ]  # fmt: skip
    try:
        again = cards_text(scheme_from(kept.scheme), inputs_from(kept.inputs))
    except (msgspec.MsgspecError, Fault) as error:
        return [*found, f"保存的方案或计分依据不能再计分：{error}"]
    if again != kept.cards:
        found.append(f"重新计分与保存的得分不同：{first_difference(kept.cards, again)}。{_code_in_words(kept.code)}")
    return found


def first_difference(kept: str, again: str) -> str:
    """Where two texts of scorecards part, in words."""
    try:
        was, now = (_told(text) for text in (kept, again))
        if list(was) != list(now):
            return "考核对象不同"
        for area, old in was.items():
            new = now[area]
            for before, after in zip(old["items"], new["items"], strict=True):
                if before["score"] != after["score"]:
                    return f"{old['name']} {before['id']}，保存的 {before['score']} 分，重新计分 {after['score']} 分"
            if (old["adjusted"], old["grade"], old["rank"]) != (new["adjusted"], new["grade"], new["rank"]):
                return f"{old['name']}，保存的 {_standing(old)}，重新计分 {_standing(new)}"
    except (msgspec.MsgspecError, KeyError, TypeError, ValueError):
        return "保存的得分不完整，读不出来"
    return "分数、等次、名次都相同，说明文字或格式不同"


def _told(text: str) -> dict[str, Any]:
    return {one["area"]: one for one in msgspec.json.decode(text)["scorecards"]}


def _standing(card: dict[str, Any]) -> str:
    return f"{card['adjusted']} 分、{card['grade']}、第 {card['rank']} 名"


@cache
def code_now() -> str:
    """The version of the program, and the start of the digest of all that scores."""
    core = files("zhiheng.core")
    scoring = sorted((one for one in (core / "scoring").iterdir() if one.name.endswith(".py")), key=lambda one: one.name)
    parts = [*scoring, *(core / "values" / name for name in VALUES)]
    whole = b"".join(one.name.encode() + b"\0" + one.read_bytes().replace(b"\r\n", b"\n") for one in parts)
    return f"{__version__} sha256:{digest_of(whole, 'sha256')[:16]}"


def _code_in_words(code: str) -> str:
    if code == code_now():
        return "计分程序与审定时相同。"
    return f"计分程序与审定时不同：审定时 {code}，现在 {code_now()}。"
