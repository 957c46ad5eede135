"""The rules of reading that a person can write: a pattern, what it makes of a match, and examples that prove it.

Source: docs/methods/rules.md
"""

from typing import Any, Literal

from msgspec import Struct

from zhiheng.core.values.reading import DocType

RuleKind = Literal["target", "statistic", "duty", "mechanism", "neither"]

# What a rule may set of the item it makes, by the contract's own names.
GIVEN: dict[str, tuple[str, ...]] = {
    "target": ("indicator", "scope", "comparator", "hold", "value", "unit", "qualifier", "kind", "basis"),
    "statistic": ("measure", "subject", "value", "unit", "qualifier", "kind", "basis", "comparison"),
    "duty": ("lead_units", "responsible_units", "open_ended"),
    "mechanism": ("frequency", "every_months", "who"),
    "neither": (),
}


class Example(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A text and what is read in it. `type` and `issued_on` are what its document's head would say.

    Shape: `expect` has one table an item, in order, with the contract's names; a name left out is not compared.
    """

    text: str
    expect: tuple[dict[str, Any], ...] = ()
    type: DocType = "other"
    issued_on: str | None = None


class OwnRule(Struct, frozen=True, kw_only=True, eq=False):
    """One rule of `definitions/rules/*.toml`. `given` is what it sets of an item; `file` says where it stands."""

    id: str
    says: str
    kind: RuleKind
    pattern: str
    given: dict[str, Any]
    examples: tuple[Example, ...]
    counterexamples: tuple[Example, ...]
    file: str
