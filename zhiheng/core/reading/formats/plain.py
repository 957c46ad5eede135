"""Plain text: the decoded file and nothing else, so that offsets count in what the office holds."""

import hashlib

from zhiheng.core.reading.formats import failing
from zhiheng.core.reading.formats.limits import Limits
from zhiheng.core.values.extracted import Extracted


def read(text: str, data: bytes, name: str, limits: Limits) -> Extracted:
    """The decoded text as it stands: line ends kept, no blocks."""
    if not text.strip():
        raise failing.no_text(name)
    if len(text) > limits.characters:
        raise failing.too_many_characters(name, limits.characters)
    return Extracted(name=name, sha256=hashlib.sha256(data).hexdigest(), text=text, plain=True)
