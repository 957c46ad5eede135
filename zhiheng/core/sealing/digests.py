"""Digests by name. The name stands in the entry, so that a chain can go on under another from one entry on."""

import hashlib
from collections.abc import Callable
from functools import cache
from typing import Any

from zhiheng.core.values.faults import Fault

DIGESTS = ("sha256", "sm3")  # SHA-256 (FIPS 180-4) and SM3 (GB/T 32905-2016): 64 hexadecimal digits each


def digest_of(content: bytes, name: str) -> str:
    """The digest in lower-case hexadecimal digits.

    Raises: Fault H110: no digest of that name.

    >>> digest_of("质衡".encode(), "sha256")[:16]
    '190bd3909d98db1b'
    """
    made = _maker(name)(content)
    return str(made.hexdigest())


def digester(name: str) -> Any:
    """An empty hash object of that name, for what comes in pieces: `update`, `hexdigest`. Raises: Fault H110."""
    return _maker(name)(b"")


@cache
def _maker(name: str) -> Callable[[bytes], Any]:
    if name not in DIGESTS:
        raise Fault("H110", f"没有“{name}”这种校验算法。可选：{'、'.join(DIGESTS)}。")
    if name == "sha256":
        return hashlib.sha256
    try:
        hashlib.new(name)
    except ValueError:  # an OpenSSL built without it
        return _Elsewhere
    return lambda content: hashlib.new(name, content)


class _Elsewhere:
    """SM3 from the library that brings its own OpenSSL."""

    def __init__(self, content: bytes) -> None:
        from cryptography.hazmat.primitives.hashes import SM3, Hash

        self._made = Hash(SM3())
        self._made.update(content)

    def update(self, content: bytes) -> None:
        self._made.update(content)

    def hexdigest(self) -> str:
        return self._made.copy().finalize().hex()
