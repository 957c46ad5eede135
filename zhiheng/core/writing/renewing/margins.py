"""Text of a .docx outside its body: running heads, feet and notes, to be read apart and marked in their own parts."""

import io
from typing import Any
from zipfile import BadZipFile

import docx
from docx.opc.exceptions import OpcError
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from lxml import etree

from zhiheng.core.word_text import texts

KINDS = ("header", "footer", "footnotes", "endnotes")


def margin_text(content: bytes) -> str:
    """The lines of running heads, feet, footnotes and endnotes, each once; "" where there are none, or for another format."""
    try:
        document = docx.Document(io.BytesIO(content))
        roots = [one.root for one in margin_parts(document)]
    except (OpcError, KeyError, ValueError, BadZipFile, AttributeError, etree.LxmlError):
        return ""  # what is wrong with the file is said where its body is read
    lines = ["".join(node.text or "" for node in texts(one)) for root in roots for one in root.iter(qn("w:p"))]
    return "\n".join(line for line in lines if line.strip())


class MarginPart:
    """One part of the file beside its body; `keep` writes what was changed in `root` back into it."""

    def __init__(self, part: Any) -> None:
        self.part = part
        self.own = hasattr(part, "element")  # the library writes these by itself
        self.root = part.element if self.own else parse_xml(part.blob)

    def keep(self) -> None:
        if not self.own:
            self.part._blob = etree.tostring(self.root, xml_declaration=True, encoding="UTF-8", standalone=True)


def margin_parts(document: Any) -> list[MarginPart]:
    """The parts, in the order of their kinds and names."""
    rels = [one for one in document.part.rels.values() if not one.is_external]
    found = {
        str(one.target_part.partname): (KINDS.index(kind), one.target_part)
        for one in rels if (kind := one.reltype.rpartition("/")[2]) in KINDS
    }  # fmt: skip
    ordered = sorted(found.items(), key=lambda one: (one[1][0], one[0]))
    return [MarginPart(part) for _, (_, part) in ordered]
