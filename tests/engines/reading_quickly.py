"""Readers for tests: one that needs no word lists, and what a document can do to the process that reads it.

They stand in a module of their own, since other processes import them by name.
"""

import os
import time
from functools import partial
from hashlib import sha256

from zhiheng.core.values.faults import Fault
from zhiheng.core.values.reading import Meta, Reading, Repair, Source, Target
from zhiheng.engines.corpus.reading import Reader


def quick(fingerprint: str = "quick/1") -> Reader:
    """Finds one target in each document, whatever it says."""
    return Reader(make=_quickly, fingerprint=fingerprint)


def harmed(harm: str, by: str) -> Reader:
    """The quick reader, to which the document with `by` in its text does `harm`."""
    return Reader(make=partial(_harmfully, harm, by), fingerprint="quick/1")


def unable() -> Reader:
    """Its process ends before it can read."""
    return Reader(make=partial(os._exit, 3), fingerprint="quick/1")


def _quickly():
    return _read


def _harmfully(harm: str, by: str):
    return partial(_read, harm=harm, by=by)


def _read(data: bytes, name: str, harm: str = "", by: str = "") -> Reading:
    text = data.decode()
    if by and by in text:
        {"exits": partial(os._exit, 7), "hangs": partial(time.sleep, 3600), "raises": _raise, "refuses": _refuse}[harm]()
    item = {"section": None, "quote": text[:2], "start": 0, "end": 2, "confidence": 0.5}
    return Reading(
        source=Source(name=name, sha256=sha256(data).hexdigest(), chars=len(text)),
        meta=Meta(title=name),
        text=text,
        repairs=[Repair(start=0, end=1, raw="質", text="质", rule="t2s", evidence="", confidence=1.0)],
        outline=[],
        targets=[Target(**item, indicator=name, comparator=">=", value=98.5, unit="%")],
        qualitative_targets=[], tasks=[], mechanisms=[], rules=[], statistics=[],
    )  # fmt: skip


def _raise() -> None:
    raise RecursionError


def _refuse() -> None:
    raise Fault("R104", "文件有密码。请另存。")
