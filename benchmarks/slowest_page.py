"""The slowest page of the site at 2,000 documents and 20,000 items, beside the sign-in page of the same run."""

import os
import statistics
import tempfile
import time
from datetime import timedelta

DOCUMENTS, ITEMS_EACH, TIMES = 2_000, 10, 5

if __name__ == "__main__":
    os.environ["ZHIHENG_HOME"] = tempfile.mkdtemp(prefix="zhiheng-benchmark-")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "zhiheng.project.settings")
    import django

    django.setup()

    from django.core.management import call_command
    from django.test import Client
    from django.utils import timezone
    from rows import row

    from zhiheng.demo.playing import play
    from zhiheng.documents.models import Document, DocumentText, Item
    from zhiheng.plans.models import Plan

    call_command("migrate", verbosity=0)
    play()
    pattern = Document.objects.filter(office__name="县市场监管局", state="read").first()
    text, items = pattern.content, list(pattern.items.all()[:ITEMS_EACH])
    made = Document.objects.bulk_create(
        Document(
            area=pattern.area, office=pattern.office, name=f"{n:04d}.txt", digest=f"{n:064d}", size=1,
            uploaded_by=pattern.uploaded_by, uploaded_at=timezone.now() - timedelta(hours=n), state="read",
            progress=100, title=f"关于质量工作的第{n}号意见", doc_number=f"示府发〔2025〕{n}号", issuer=pattern.issuer,
        )
        for n in range(DOCUMENTS)
    )  # fmt: skip
    DocumentText.objects.bulk_create(
        (DocumentText(document=d, raw=text.raw, text=text.text, ties=text.ties, outline=text.outline) for d in made),
        batch_size=200,
    )
    Item.objects.bulk_create(
        (
            Item(
                document=d, kind=i.kind, start=i.start, end=i.end, quote=i.quote,
                section=i.section, confidence=i.confidence, found=i.found, value=i.value,
            )
            for d in made
            for i in items
        ),
        batch_size=2_000,
    )  # fmt: skip

    client = Client(headers={"host": "127.0.0.1"})
    client.force_login(pattern.uploaded_by, backend="django.contrib.auth.backends.ModelBackend")
    plan = Plan.objects.get(area=pattern.area)
    paths = [
        "/", "/documents/", "/documents/?page=41", "/documents/?q=第1999号", "/documents/add/", f"/documents/{pattern.pk}/",
        f"/documents/{pattern.pk}/review/", "/plans/", f"/plans/{plan.pk}/", "/directory/", "/registers/",
        "/indicators/", "/publications/",
    ]  # fmt: skip

    def median_ms(path: str) -> float:
        spent = []
        for _ in range(TIMES):
            started = time.perf_counter()
            answer = client.get(path)
            spent.append(1000 * (time.perf_counter() - started))
            assert answer.status_code == 200, (path, answer.status_code)
        return statistics.median(spent)

    client.get("/")
    times = {path: median_ms(path) for path in paths}
    empty = median_ms("/password/")
    slowest = max(times, key=lambda path: times[path])
    row(
        f"the slowest page of the site ({slowest}) at {Document.objects.count():,} documents and {Item.objects.count():,} items",
        f"{times[slowest]:.0f} ms",
        f"a page without rows: {empty:.0f} ms",
        times[slowest] / empty,
    )
    listed = times["/documents/"]
    row("the list of documents, there", f"{listed:.0f} ms", f"a page without rows: {empty:.0f} ms", listed / empty)
