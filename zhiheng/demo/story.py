"""The story as written in story.toml, offices.csv, areas.csv and counterparts.csv: strict, readable, fictional."""

import csv
from datetime import date
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable

import msgspec
from msgspec import Struct


class Person(Struct, frozen=True, forbid_unknown_fields=True):
    """Somebody who signs in."""

    username: str
    name: str
    office: str
    area: str
    role: str


class Paper(Struct, frozen=True, forbid_unknown_fields=True):
    """A document that comes in, how sure the reader must be for the story's clerk to accept, and what is made of it."""

    file: str
    by: str
    accept_from: float | None = None  # None: nobody has looked at it yet
    plan: bool = False
    approve: bool = False


class Sheet(Struct, frozen=True, forbid_unknown_fields=True):
    """A spreadsheet for a register."""

    register: str
    file: str
    by: str


class Link(Struct, frozen=True, forbid_unknown_fields=True):
    """What a target of the plan of somebody's area is held against; without an indicator nothing, for a reason."""

    goal: str
    by: str
    indicator: str = ""
    baseline: str = ""
    baseline_on: date | None = None
    reason: str = ""


class Bulletin(Struct, frozen=True, forbid_unknown_fields=True):
    """The bulletin that is published at the end."""

    template: str
    area: str
    period: str
    by: str


class Asked(Struct, frozen=True, forbid_unknown_fields=True):
    """A form asked for a period; what came back stands in `answers`, a CSV with a line for each unit that answered.

    Shape: `page` is the code of the area that fills it in on the page, signed in as `page_by`; `sent_back` names the area
           whose return goes back, the items and why.
    """

    form: str
    period: str
    by: str
    on: date
    answers: str
    page: str
    page_by: str
    sent_back: str
    items: tuple[str, ...]
    reason: str


class Counted(Struct, frozen=True, forbid_unknown_fields=True):
    """Figures that the demo shows for one period."""

    period: str
    indicators: tuple[str, ...]


class Done(Struct, frozen=True, forbid_unknown_fields=True):
    """Who does something whose particulars stand in a file of its own."""

    by: str


class Story(Struct, frozen=True, forbid_unknown_fields=True):
    people: tuple[Person, ...]
    documents: tuple[Paper, ...]
    registers: tuple[Sheet, ...]
    links: tuple[Link, ...]
    returns: tuple[Asked, ...]
    figures: tuple[Counted, ...]
    chased: Done
    year: Done
    bulletin: Bulletin


@cache
def story() -> Story:
    """The whole story."""
    return msgspec.toml.decode((folder() / "story.toml").read_bytes(), type=Story)


def rows(name: str) -> list[dict[str, str]]:
    """The rows of one of the demo's CSV files."""
    return list(csv.DictReader((folder() / name).read_text("utf-8").splitlines()))


def content(kind: str, name: str) -> bytes:
    """The bytes of a policy or of a register's sheet."""
    return (folder() / kind / name).read_bytes()


def folder() -> Traversable:
    return files("zhiheng.demo")
