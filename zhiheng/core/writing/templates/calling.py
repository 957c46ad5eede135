"""What every function of a template is made of: kinds of arguments, and where a call may stand."""

from typing import Annotated, ClassVar, Literal

from msgspec import Meta, Struct

from zhiheng.core.writing.templates.asking import Ask

_DAY = r"\d{4}-\d{2}-\d{2}"
_STEP = r"A?[1-9]\d{3}|[1-9]\d{3}(H[12]|Q[1-4]|-(0[1-9]|1[0-2]))"
Period = Annotated[str, Meta(pattern=rf"^(|last-year|previous|cumulative|{_STEP}|{_DAY}\.\.{_DAY})$")]
Against = Annotated[str, Meta(pattern=r"^(last-year|previous|[1-9]\d{3})$")]
Decimals = Annotated[int, Meta(ge=0, le=8)]
Count = Annotated[int, Meta(ge=1, le=1000)]
Level = Literal["省", "市", "县", "乡镇", "市县"]
Listed = Literal["done", "missing", "unreported", "names"]


def fields_of(split: str) -> tuple[str, ...]:
    """The fields that keep a figure apart for one document."""
    return (split,) if split else ()


class Each(Struct, frozen=True):
    """The item that a loop stands at, as an argument: `area=one`."""

    name: str


class Call(Struct, frozen=True, kw_only=True):
    """One function with its arguments.

    Shape: `roles` say where it may stand: print (in a sentence), block (in a paragraph of its own), test (true, false or
           unknown), number (to be compared), loop (what a loop runs over).
    """

    roles: ClassVar[frozenset[str]] = frozenset({"print"})

    @property
    def asks(self) -> tuple[Ask, ...]:
        """The figures it needs."""
        return ()
