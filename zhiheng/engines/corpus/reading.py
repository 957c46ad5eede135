"""What reads one document, and how to tell whether it is still the same."""

import re
from collections.abc import Callable
from functools import partial
from hashlib import sha256
from importlib.metadata import requires, version
from pathlib import Path

import msgspec
from msgspec import Struct

import zhiheng.core
from zhiheng.core import open_file, understand
from zhiheng.core.reading.formats import secrecy_mark
from zhiheng.core.values.faults import Fault
from zhiheng.core.values.lexicons import Lexicons
from zhiheng.core.values.reading import Reading
from zhiheng.definitions import lexicons
from zhiheng.engines.corpus import rows, schemas

Read = Callable[[bytes, str], Reading]


class Reader(Struct, frozen=True, kw_only=True):
    """`make` is called once in each process and gives what reads; the fingerprint changes when it would read otherwise."""

    make: Callable[[], Read]
    fingerprint: str


def reader(office: Path | None = None) -> Reader:
    """This version's reading with our word lists and rules, and those of `office` over them.

    All processes get the same words, also where a file is changed while they read.
    """
    words = lexicons(office)
    return Reader(make=partial(_reading, words), fingerprint=_fingerprint(words))


def libraries() -> dict[str, str]:
    """The version of each library that the core stands on, by name."""
    wanted = [text for text in requires("zhiheng") or () if "extra ==" not in text]
    names = sorted(found[0] for text in wanted if (found := re.match(r"[\w.-]+", text)))
    return {name: version(name) for name in names}


def _reading(words: Lexicons) -> Read:
    return partial(_read, words=words)


def _read(data: bytes, name: str, *, words: Lexicons) -> Reading:
    extracted = open_file(data, name)
    if mark := secrecy_mark(extracted, words):
        raise Fault(
            "E110",
            f"{name}：文件标有“{mark}”，本系统为非涉密系统，没有识读，结果中不留内容。"
            "请按保密规定在涉密设备上处理；若标志有误，请先由定密单位更正。",
        )
    return understand(extracted, words)


def _fingerprint(words: Lexicons) -> str:
    """Digest of the code that reads, of the words and rules and of the libraries in use."""
    code = Path(zhiheng.core.__file__).parent
    files = [path for path in sorted(code.rglob("*")) if path.is_file() and "__pycache__" not in path.parts]
    files += [Path(module.__file__ or "") for module in (rows, schemas)]
    digest = sha256(msgspec.msgpack.encode(words))
    for file in files:
        digest.update(f"{file.name}\n".encode() + file.read_bytes())
    for library, number in libraries().items():
        digest.update(f"{library} {number}\n".encode())
    return digest.hexdigest()
