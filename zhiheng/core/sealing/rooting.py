"""The root of a day: one digest that binds everything sealed until then, short enough to print and keep elsewhere."""

from collections.abc import Mapping

from zhiheng.core.sealing.canonical import canonical
from zhiheng.core.sealing.digests import digest_of
from zhiheng.core.values.seals import Sealed, Span


def day_root(day: str, spans: Mapping[str, Span], prev: str, name: str) -> Sealed:
    """The root of an ISO day: what each chain added, and the root of the day before ("" for the first).

    Source: docs/methods/sealing.md
    """
    said = {
        chain: {"count": span.last - span.first + 1, "first": span.first, "last": span.last, "head": span.head}
        for chain, span in spans.items()
    }
    root = {"day": day, "digest_name": name, "prev": prev, **said}
    return Sealed(root, digest_of(canonical(root), name))
