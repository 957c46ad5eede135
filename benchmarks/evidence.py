"""A box of evidence filled, filed, listed and packed: processor seconds of each step. --files and --scans choose how many.

Files are Word notices of about 2,000 characters, each with words of its own; scans are pages of A4 with a seal, read as the
background does. Nothing is compared with: no open system packs evidence.
"""

import argparse
import io
import os
import random
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

ITEMS = (("1.1.1", "规划文本及相应页"), ("1.1.2", "会议纪要"), ("1.1.4", "年度行动计划"), ("3.2.4", "奖项办法"))
SIGNS = "质量强县工作落实责任企业产品标准计量认证检验检测监督抽查整改提升"


def notice(number: int) -> bytes:
    """A notice as .docx."""
    import docx

    chance = random.Random(number)
    made = docx.Document()
    made.add_paragraph(f"示例县人民政府办公室关于第{number}项质量工作的通知")
    made.add_paragraph(f"示政办发〔2024〕{number}号")
    for _ in range(10):
        made.add_paragraph("".join(chance.choices(SIGNS, k=200)) + "。")
    made.add_paragraph("示例县人民政府办公室")
    made.add_paragraph(f"2024年{1 + number % 12}月{1 + number % 28}日")
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def scan() -> bytes:
    """A page with a seal as PDF."""
    from PIL import Image, ImageDraw

    page = Image.new("RGB", (1240, 1754), "white")
    pen = ImageDraw.Draw(page)
    for line in range(18):
        pen.text((160, 200 + 50 * line), f"Notice of quality work number {line} in 2024", fill=(20, 20, 20), font_size=30)
    pen.ellipse((760, 1200, 1010, 1450), outline=(210, 30, 40), width=9)
    out = io.BytesIO()
    page.save(out, "PDF")
    return out.getvalue()


def timed(what: str, done: Callable[[], object], of: int) -> object:
    """What came of it; prints seconds of the processor, and in all."""
    began, used = time.perf_counter(), time.process_time()
    found = done()
    used, whole = time.process_time() - used, time.perf_counter() - began
    print(f"{what:<10} {used:8.2f} s processor {whole:8.2f} s in all {1000 * used / of:8.1f} ms each", flush=True)
    return found


def main() -> None:
    given = argparse.ArgumentParser(description=__doc__)
    given.add_argument("--files", type=int, default=600)
    given.add_argument("--scans", type=int, default=3)
    given.add_argument("--home", type=Path)
    asked = given.parse_args()
    home = asked.home or Path(tempfile.mkdtemp(prefix="zhiheng-evidence-"))
    os.environ["ZHIHENG_HOME"] = str(home)
    os.environ["DJANGO_SETTINGS_MODULE"] = "zhiheng.project.settings"
    sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0, interactive=False)
    measure(asked.files, asked.scans)


def measure(files: int, scans: int) -> None:
    import factories
    from assessments.played import assessment
    from zhiheng.assessments.evidence import actions
    from zhiheng.assessments.evidence.archive import members_of, packed
    from zhiheng.assessments.evidence.box import matrix_of, standing
    from zhiheng.assessments.evidence.sheets import box_word
    from zhiheng.core.exhibiting import verified
    from zhiheng.core.sealing.digests import digester

    cast = factories.cast()
    box = assessment(cast, "self").assessed.get(code=cast.county.code)
    sent = [(f"{ITEMS[n % 4][0]}-{n} 通知.docx", io.BytesIO(notice(n))) for n in range(1, files + 1)]
    came = timed("收下并识读", lambda: actions.add_files(box, sent, cast.clerk), files)
    kept = [one.exhibit.pk for one in came]  # type: ignore[attr-defined]
    page = actions.add_files(box, [(f"扫描{n}.pdf", io.BytesIO(scan() + b"\n" * n)) for n in range(scans)], cast.clerk)
    timed("识读扫描件", lambda: [actions.read_exhibit(one.exhibit.pk) for one in page if one.exhibit], max(scans, 1))
    choices = [(pk, *ITEMS[n % 4]) for n, pk in enumerate(kept, 1)]
    timed("归项", lambda: actions.file_under(box, choices, cast.clerk), files)
    timed("对照和缺口", lambda: (matrix_of(box), standing(box)), 1)
    timed("封面和目录", lambda: box_word(box, factories.A_MOMENT.date()), 1)
    whole = timed("归档包", lambda: b"".join(packed(box, members_of(box), factories.A_MOMENT.date())), files)
    found = timed("核对归档包", lambda: verified(io.BytesIO(whole), "x.zip", digester), files)  # type: ignore[arg-type]
    print(found.agree, "个文件一致", "完整" if found.is_whole else "不完整")  # type: ignore[attr-defined]


if __name__ == "__main__":
    main()
