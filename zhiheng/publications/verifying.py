"""Whether a paper in somebody's hand is what the office issued: by its short code, or by the digest of its file."""

import hashlib
from typing import NamedTuple

from zhiheng.core.values.faults import Fault
from zhiheng.core.values.papers import Paper
from zhiheng.publications.files import TYPES, content
from zhiheng.publications.models import IssuedFile, Publication

ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"  # nothing that is mistaken for another when read from paper
LONG = 10


class Verified(NamedTuple):
    """An issued document that was recognised, and as which file; "" by its code."""

    publication: Publication
    form: str = ""


def code_of(publication: Publication) -> str:
    """The short code of an issued document: it follows from what it says and from its place in the office's list."""
    rest = int(hashlib.sha256(f"{publication.digest}:{publication.pk}".encode()).hexdigest(), 16)
    signs = []
    for _ in range(LONG):
        rest, at = divmod(rest, len(ALPHABET))
        signs.append(ALPHABET[at])
    return "".join(signs)


def keep_files(publication: Publication, paper: Paper) -> None:
    """The digest of each file that the document can be; a form that cannot be written for want of a font has none."""
    for form in TYPES:
        try:
            made = publication.text.encode() if form == "txt" else content(paper, form)
        except Fault as fault:
            if fault.id not in ("W130", "W131"):
                raise
            continue
        IssuedFile.objects.create(publication=publication, form=form, digest=hashlib.sha256(made).hexdigest())


def by_code(code: str) -> list[Publication]:
    """The documents with that code, however it was typed."""
    plain = "".join(sign for sign in code.upper() if sign.isalnum())[:12]
    return list(_all().filter(code=plain)) if plain else []


def by_file(data: bytes) -> list[Verified]:
    """The documents that were issued as that very file."""
    digest = hashlib.sha256(data).hexdigest()
    found = IssuedFile.objects.filter(digest=digest).select_related("publication__office", "publication__issued_by")
    return [Verified(file.publication, file.form) for file in found]


def _all():  # type: ignore[no-untyped-def]
    return Publication.objects.unscoped("who holds the paper may ask").select_related("office", "issued_by", "signed_by")
