"""A draft as a file: text, Word, PDF."""

import io

import docx
import typst
from planting.speaking import Spoken

FORMATS = ("txt", "docx", "pdf")


def written(draft: Spoken, form: str) -> bytes:
    """The file of a draft."""
    return {"txt": _text, "docx": _word, "pdf": _pdf}[form](draft)


def _text(draft: Spoken) -> bytes:
    said = []
    for at in range(len(draft.groups)):
        said += [("\t" if at in draft.tables else "").join(line) for line in draft.lines(at)]
    return "\n".join(said).encode()


def _word(draft: Spoken) -> bytes:
    document = docx.Document()
    for at in range(len(draft.groups)):
        lines = draft.lines(at)
        if at not in draft.tables:
            document.add_paragraph("".join(lines[0]))
            continue
        table = document.add_table(len(lines), len(lines[0]))
        table.style = "Table Grid"
        for row, texts in zip(table.rows, lines, strict=True):
            for cell, text in zip(row.cells, texts, strict=True):
                cell.text = text
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _pdf(draft: Spoken) -> bytes:
    parts = ['#set text(font: "Noto Serif CJK SC", size: 14pt, lang: "zh")', "#set par(first-line-indent: 2em, justify: true)"]
    for at in range(len(draft.groups)):
        lines = draft.lines(at)
        if at in draft.tables:
            cells = ", ".join(f"[#{_quoted(text)}]" for line in lines for text in line)
            parts.append(f"#table(columns: {len(lines[0])}, {cells})")
        else:
            parts.append(f"#{_quoted(''.join(lines[0]))}")
    return bytes(typst.compile("\n\n".join(parts).encode()))


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
