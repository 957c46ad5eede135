"""Entries chained into the database: declared contents, the head of a chain, writing.

An app whose things must not be altered unseen says in `ready()` how the content of one is read:

    declare(Contents("registers.row", "台账记录", ("register", "key", "status", "data"), named=...))

From then on each of its revisions carries the digest of that content after the change, and `zhiheng seal verify`
compares. Only fields that never change without a revision belong there.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models, transaction

from zhiheng.core.sealing import canonical, digest_of, hints, plain, sealed
from zhiheng.core.values.seals import Link
from zhiheng.history.models import Head, PersonalRead, Revision, Sealed
from zhiheng.web.inserting import insert_all

CHAIN_OF: dict[type[Sealed], str] = {Revision: "changes", PersonalRead: "reads"}
MODEL_OF = {chain: model for model, chain in CHAIN_OF.items()}
KEPT_BESIDE = {"id", "digest", "hints"}  # columns that are not in an entry
READ_AT_ONCE = 2_000
_worded = DjangoJSONEncoder().default  # as the database keeps it in JSON


def _column(value: Any) -> Any:
    """A value of a column, the same whether it comes from hand or from any database."""
    return plain(value, _worded if isinstance(value, dict | list | tuple) else _exactly)


def _exactly(value: Any) -> Any:
    if isinstance(value, datetime):
        return moment(value)
    if isinstance(value, Decimal):
        return format(value.normalize(), "f")
    return _worded(value)


@dataclass(frozen=True)
class Contents:
    """How the content of one kind of thing is read, and what such a thing is called."""

    label: str  # "registers.row"
    kind: str  # what people call such things
    fields: tuple[str, ...]  # of the model, by their column names
    named: Callable[[Mapping[str, Any]], str]  # the thing's name, from its content
    shown: Callable[[Mapping[str, Any]], Mapping[str, str]] | None = None  # its content in the words of its revisions
    at_first: Mapping[str, str] = field(default_factory=dict)  # what is so, in those words, until a revision says otherwise

    def of(self, thing: models.Model) -> dict[str, Any]:
        """The content of a thing in hand."""
        return {name: _column(getattr(thing, name)) for name in self.fields}

    def stream(self) -> Iterator[tuple[int, dict[str, Any]]]:
        """Number and content of every such thing, by number."""
        rows = self._rows().order_by("pk").values_list("pk", *self.fields)
        for pk, *values in rows.iterator(READ_AT_ONCE):
            yield pk, {name: _column(value) for name, value in zip(self.fields, values, strict=True)}

    def one(self, pk: int) -> dict[str, Any] | None:
        """The content of one thing; None where there is no such thing."""
        row = self._rows().filter(pk=pk).values(*self.fields).first()
        return None if row is None else {name: _column(value) for name, value in row.items()}

    def _rows(self) -> models.QuerySet:
        rows = apps.get_model(self.label)._base_manager.all()
        return rows.unscoped("verified whoever's it is") if hasattr(rows, "unscoped") else rows


_declared: dict[str, Contents] = {}


def declare(contents: Contents) -> None:
    """From now on revisions of these things carry the digest of their content."""
    _declared[contents.label] = contents


def declared() -> Mapping[str, Contents]:
    return _declared


def content_digest(content: Mapping[str, Any], name: str) -> str:
    """The digest of a thing's content. What is empty is left out, so that a field which a later version adds, empty
    for what was kept before, leaves the digests of before as they are."""
    return digest_of(canonical({key: value for key, value in content.items() if not _is_empty(value)}), name)


def _is_empty(value: Any) -> bool:
    return value is None or value is False or value in ("", {}, [])


def digest_of_subject(subject: models.Model) -> str:
    """The digest of what a thing says now; "" where nobody declared how it is read."""
    known = _declared.get(subject._meta.label_lower)
    return content_digest(known.of(subject), settings.SEAL_DIGEST) if known else ""


def entry_of(kept: Sealed) -> dict[str, Any]:
    """The entry whose canonical bytes are digested, as docs/methods/sealing.md says."""
    names = entry_fields(type(kept))
    return entry_from(type(kept), zip(names, (getattr(kept, name) for name in names), strict=True))


def entry_fields(model: type[Sealed]) -> list[str]:
    """The columns that stand in an entry."""
    return [column.name for column in model._meta.concrete_fields if column.name not in KEPT_BESIDE]


def entry_from(model: type[Sealed], said: Iterator[tuple[str, Any]]) -> dict[str, Any]:
    """The entry made of a row's columns."""
    entry = dict(said, chain=CHAIN_OF[model])
    entry["at"] = moment(entry["at"])
    return entry


def moment(at: datetime) -> str:
    """The moment in UTC, always with six places."""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


@transaction.atomic(savepoint=False)
def append(kept: Sequence[Sealed], now: datetime) -> None:
    """The entries, sealed behind the end of their chain and written; one moment for all of them.

    The chain's head is held until the transaction ends: whoever appends waits for whoever appended before.
    """
    if not kept:
        return
    model = type(kept[0])
    head = _held_head(model)
    at = max(now, head.at) if head.at else now
    for one in kept:
        one.at = at
        for name in ("before", "after"):
            if hasattr(one, name):
                setattr(one, name, plain(getattr(one, name), _worded))
    made = sealed(map(entry_of, kept), Link(head.seq, head.digest), settings.SEAL_DIGEST)
    for one, (entry, digest) in zip(kept, made, strict=True):
        one.seq, one.prev, one.digest_name, one.digest = entry["seq"], entry["prev"], entry["digest_name"], digest
        one.hints = hints(entry)
    insert_all(kept)
    head.seq, head.digest, head.at = kept[-1].seq, kept[-1].digest, at
    head.save(update_fields=["seq", "digest", "at"])


def _held_head(model: type[Sealed]) -> Head:
    """The head of a chain, held until the transaction ends; made anew where there is none."""
    last = model.objects.order_by("-seq").first
    found, _ = Head.objects.select_for_update().get_or_create(
        chain=CHAIN_OF[model],
        defaults={
            "seq": lambda: ((end := last()) and end.seq) or 0,
            "digest": lambda: ((end := last()) and end.digest) or "",
            "at": lambda: (end := last()) and end.at,
        },
    )
    return found
