"""Files made for the tests: each function gives the bytes of one small file."""

import io
import struct
import zipfile
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path

import docx
import openpyxl
import pytest
from PIL import Image, ImageDraw, ImageFont

PARAGRAPHS = (
    "各镇人民政府，县直各单位：为进一步提高全县产品质量，现就有关事项通知如下，请认真贯彻执行，并于每季度末报送进展。",
    "到2027年，规模以上工业企业主要产品监督抽查合格率达到96.5%以上，农产品例行监测合格率不低于98%，新增绿色食品12个。",
    "（牵头单位：县市场监管局，责任单位：县农业农村局、县工业和信息化局、县财政局，各镇人民政府配合）",
)
ROWS = (("序号", "重点任务", "牵头单位"), ("1", "开展对标达标提升行动", "县市场监管局"), ("2", "监督抽查820批次", "县农业农村局"))


def docx_file(write: Callable[[docx.document.Document], None]) -> bytes:
    document = docx.Document()
    write(document)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def xlsx_file(write: Callable[[openpyxl.Workbook], None]) -> bytes:
    workbook = openpyxl.Workbook()
    write(workbook)
    stream = io.BytesIO()
    workbook.save(stream)
    return stream.getvalue()


def zip_file(members: dict[str, bytes], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", compression) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return stream.getvalue()


def repacked(data: bytes, **changes: bytes) -> bytes:
    """A zip-based file with some members' content replaced; `__` stands for `/` and `_dot_` for `.`."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    members |= {name.replace("__", "/").replace("_dot_", "."): content for name, content in changes.items()}
    return zip_file(members)


@cache
def font_path() -> str:
    """A font with Chinese characters, found where systems keep them."""
    places = ("/usr/share/fonts", "/usr/local/share/fonts", "/System/Library/Fonts", "C:/Windows/Fonts")
    names = ("NotoSerifCJK-Regular.ttc", "NotoSansCJK-Regular.ttc", "simsun.ttc", "wqy-zenhei.ttc", "uming.ttc")
    for place in map(Path, places):
        for name in names:
            for found in place.rglob(name) if place.is_dir() else ():
                return str(found)
    pytest.skip("no font with Chinese characters on this machine: apt-get install fonts-noto-cjk")


def page_image(
    paragraphs: Sequence[str], size: tuple[int, int] = (1240, 1754), characters: int = 26, footer: str = ""
) -> Image.Image:
    """An A4 page at 150 dpi as a printer would set it: indented paragraphs, hard wraps, a page number."""
    image = Image.new("RGB", size, "white")
    draw = ImageDraw.Draw(image)
    left, pitch = 165, 58
    em = (size[0] - 2 * left) // characters
    font = ImageFont.truetype(font_path(), em)
    y = 220
    for paragraph in paragraphs:
        for line in set_lines("\u3000\u3000" + paragraph, characters):
            x = left
            for char in line:
                draw.text((x, y), char, fill="black", font=font)
                x += em if char > "\u0250" else em // 2 + 2
            y += pitch
    if footer:
        draw.text((size[0] // 2 - 40, size[1] - 130), footer, fill="black", font=font)
    return image


def table_image(
    rows: Sequence[Sequence[str]], lefts: Sequence[int], tops: Sequence[int], below: str = ""
) -> Image.Image:
    """An A4 page at 150 dpi with one ruled table, a text in each cell, and a line below it."""
    image = Image.new("RGB", (1240, 1754), "white")
    draw, font = ImageDraw.Draw(image), ImageFont.truetype(font_path(), 30)
    for left in lefts:
        draw.line((left, tops[0], left, tops[-1]), fill="black", width=2)
    for top in tops:
        draw.line((lefts[0], top, lefts[-1], top), fill="black", width=2)
    for row, top in zip(rows, tops, strict=False):
        for text, left in zip(row, lefts, strict=False):
            draw.text((left + 10, top + 15), text, fill="black", font=font)
    draw.text((lefts[0], tops[-1] + 120), below, fill="black", font=font)
    return image


def set_lines(text: str, characters: int) -> list[str]:
    """Hard wraps, closing marks kept off the start of a line."""
    lines, width = [""], 0.0
    for char in text:
        wide = 1.0 if char > "\u0250" else 0.6
        if width + wide > characters and char not in "，。、；：）":
            lines.append("")
            width = 0.0
        lines[-1] += char
        width += wide
    return lines


def image_file(image: Image.Image, kind: str = "PNG", **options: object) -> bytes:
    stream = io.BytesIO()
    image.save(stream, kind, **options)
    return stream.getvalue()


def scanned_pdf(images: Sequence[Image.Image]) -> bytes:
    return image_file(images[0], "PDF", save_all=True, append_images=list(images[1:]), resolution=150)


def pdf_file(pages: Sequence[Sequence[tuple[float, float, float, str]]], strokes: str = "") -> bytes:
    """A PDF of placed text, each (x, y from the top, size, text) on A4, with a named but not embedded font.

    A ToUnicode map of two-byte codes makes the text layer readable without the font.
    """
    objects: list[bytes] = []

    def add(content: bytes) -> int:
        objects.append(content)
        return len(objects)

    def stream(content: bytes) -> bytes:
        return b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content)

    to_unicode = stream(
        b"/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /A def /CMapType 2 def\n"
        b"1 begincodespacerange <0000> <FFFF> endcodespacerange\n"
        + b"".join(
            b"1 beginbfrange <%02X00> <%02XFF> <%02X00> endbfrange\n" % (high, high, high) for high in range(256)
        )
        + b"endcmap end end"
    )
    unicode_map = add(to_unicode)
    described = add(
        b"<< /Type /FontDescriptor /FontName /Song /Flags 4 /FontBBox [0 -200 1000 900] /ItalicAngle 0 "
        b"/Ascent 860 /Descent -140 /CapHeight 700 /StemV 80 >>"
    )
    narrow = b"/W [32 126 500]"
    descendant = add(
        b"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Song /CIDSystemInfo << /Registry (Adobe) "
        b"/Ordering (Identity) /Supplement 0 >> /FontDescriptor %d 0 R /DW 1000 %s >>" % (described, narrow)
    )
    font = add(
        b"<< /Type /Font /Subtype /Type0 /BaseFont /Song /Encoding /Identity-H /DescendantFonts [%d 0 R] "
        b"/ToUnicode %d 0 R >>" % (descendant, unicode_map)
    )
    tree = len(objects) + 2 * len(pages) + 1
    kids = []
    for page in pages:
        drawn = strokes + "".join(
            f"BT /F1 {size} Tf {x} {842 - y} Td <{text.encode('utf-16-be').hex()}> Tj ET\n" for x, y, size, text in page
        )
        content = add(stream(drawn.encode("ascii")))
        kids.append(
            add(
                b"<< /Type /Page /Parent %d 0 R /MediaBox [0 0 595 842] /Contents %d 0 R "
                b"/Resources << /Font << /F1 %d 0 R >> >> >>" % (tree, content, font)
            )
        )
    listed = b" ".join(b"%d 0 R" % kid for kid in kids)
    add(b"<< /Type /Pages /Kids [%s] /Count %d >>" % (listed, len(kids)))
    root = add(b"<< /Type /Catalog /Pages %d 0 R >>" % tree)
    written = b"%PDF-1.7\n"
    places = []
    for number, content in enumerate(objects, 1):
        places.append(len(written))
        written += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    start = len(written)
    written += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    written += b"".join(b"%010d 00000 n \n" % place for place in places)
    return written + b"trailer << /Size %d /Root %d 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, root, start)


def set_page(
    paragraphs: Sequence[str], number: int, size: float = 16, characters: int = 28, indent: str = "\u3000\u3000", space: float = 0
) -> list[tuple[float, float, float, str]]:
    """Paragraphs set on one A4 page, wrapped hard, with its number below; `space` before each."""
    placed, y = [], 120.0
    for paragraph in paragraphs:
        for line in set_lines(indent + paragraph, characters):
            inset = size * (len(line) - len(line.lstrip("\u3000")))
            placed.append((74 + inset, y, size, line.lstrip("\u3000")))
            y += 29
        y += space
    placed.append((280, 790.0, 14, f"— {number} —"))
    return placed


def rules(lefts: Sequence[float], tops: Sequence[float]) -> str:
    """The strokes of a table grid, places in points from the top left."""
    across = [f"{lefts[0]} {842 - top} m {lefts[-1]} {842 - top} l S" for top in tops]
    down = [f"{left} {842 - tops[0]} m {left} {842 - tops[-1]} l S" for left in lefts]
    return "0.5 w\n" + "\n".join(across + down) + "\n"


def ofd_file(
    lines: Sequence[tuple[float, float, float, str]], signed: bool = False, extra: dict[str, bytes] | None = None
) -> bytes:
    """An OFD of one page, each line (x, y, size in millimetres, text) with steps from character to character.

    Without lines the page is one image, to be given as `extra` "Doc_0/Res/scan.png".
    """
    image = '<ofd:ImageObject ID="9" ResourceID="7" Boundary="0 0 210 297"/>'
    space = 'xmlns:ofd="http://www.ofdspec.org/2016"'
    head = '<?xml version="1.0" encoding="UTF-8"?>\n'
    signatures = "<ofd:Signatures>/Doc_0/Signs/Signatures.xml</ofd:Signatures>" if signed else ""
    text = "".join(
        f'<ofd:TextObject ID="{place + 10}" Boundary="{x} {y} 170 {size + 1}" Font="3" Size="{size}">'
        f'<ofd:TextCode X="0" Y="{size * 0.86}" DeltaX="g {max(len(said) - 1, 1)} {size}">{said}'
        "</ofd:TextCode></ofd:TextObject>"
        for place, (x, y, size, said) in enumerate(lines)
    )
    members = {
        "OFD.xml": f'{head}<ofd:OFD {space} Version="1.0" DocType="OFD"><ofd:DocBody><ofd:DocInfo/>'
        f"<ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot>{signatures}</ofd:DocBody></ofd:OFD>",
        "Doc_0/Document.xml": f"{head}<ofd:Document {space}><ofd:CommonData><ofd:PageArea>"
        "<ofd:PhysicalBox>0 0 210 297</ofd:PhysicalBox></ofd:PageArea>"
        "<ofd:DocumentRes>DocumentRes.xml</ofd:DocumentRes></ofd:CommonData>"
        '<ofd:Pages><ofd:Page ID="1" BaseLoc="Pages/Page_0/Content.xml"/></ofd:Pages></ofd:Document>',
        "Doc_0/DocumentRes.xml": f'{head}<ofd:Res {space} BaseLoc="Res"><ofd:MultiMedias>'
        '<ofd:MultiMedia ID="7" Type="Image"><ofd:MediaFile>scan.png</ofd:MediaFile></ofd:MultiMedia>'
        "</ofd:MultiMedias></ofd:Res>",
        "Doc_0/Pages/Page_0/Content.xml": f'{head}<ofd:Page {space}><ofd:Content><ofd:Layer ID="2">{text}'
        f"{'' if lines else image}</ofd:Layer></ofd:Content></ofd:Page>",
    }
    return zip_file({name: content.encode() for name, content in members.items()} | (extra or {}))


def encrypted_office_file() -> bytes:
    """The shape of a password-protected .docx: an OLE container that holds an EncryptedPackage."""
    directory = b"".join(
        name.encode("utf-16-le").ljust(64, b"\0") + struct.pack("<HB61x", len(name) * 2 + 2, 2)
        for name in ("Root Entry", "EncryptionInfo", "EncryptedPackage")
    )
    return bytes.fromhex("D0CF11E0A1B11AE1") + bytes(504) + directory.ljust(4096, b"\0")


Placed = tuple[float, float, float, str]


def set_in_columns(
    paragraphs: Sequence[str], lefts: Sequence[float], rows: int, size: float = 12, characters: int = 16, top: float = 200
) -> list[Placed]:
    """Paragraphs set in columns on A4, each of so many rows, its lines as wide as so many characters."""
    lines = [line for paragraph in paragraphs for line in set_lines("\u3000\u3000" + paragraph, characters)]
    placed = []
    for place, line in enumerate(lines):
        column, row = divmod(place, rows)
        inset = size * (len(line) - len(line.lstrip("\u3000")))
        placed.append((lefts[column] + inset, top + row * 20, size, line.lstrip("\u3000")))
    return placed


def drawn(placed: Sequence[Placed]) -> Image.Image:
    """The same page as a scanner would see it, at 150 dpi."""
    image = Image.new("RGB", (1240, 1754), "white")
    draw, scale = ImageDraw.Draw(image), 150 / 72
    for x, y, size, text in placed:
        font = ImageFont.truetype(font_path(), round(size * scale))
        draw.text((x * scale, (y - size) * scale), text, fill="black", font=font)
    return image
